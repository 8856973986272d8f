import type { Session } from '../postgres/session.ts'

/** The roles that the objects of a database need on another server. */
export interface SourceRoles {
  readonly owners: readonly string[]
  readonly grantees: readonly string[]
}

/**
 * From pg_shdepend, which does not have the server's first superuser (oid 10): whether that one owns
 * something is looked for among what a database is made of.
 */
export async function readSourceRoles(session: Session): Promise<SourceRoles> {
  const [row] = await session.query<SourceRoles>(
    `WITH owned AS (
       SELECT 'pg_class'::regclass AS classid, oid, relowner AS owner FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
       UNION ALL SELECT 'pg_proc'::regclass, oid, proowner FROM pg_proc
       UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner FROM pg_namespace WHERE nspname !~ '^pg_'
     ), needed (role, deptype) AS (
       SELECT refobjid, deptype FROM pg_shdepend
        WHERE refclassid = 'pg_authid'::regclass
          AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       UNION ALL
       SELECT owner, 'o' FROM owned
        WHERE owner = 10 AND oid >= 16384
          AND NOT EXISTS (SELECT FROM pg_depend e
                           WHERE e.classid = owned.classid AND e.objid = owned.oid AND e.deptype = 'e')
     )
     SELECT coalesce(jsonb_agg(DISTINCT rolname) FILTER (WHERE deptype = 'o'), '[]') AS owners,
            coalesce(jsonb_agg(DISTINCT rolname) FILTER (WHERE deptype = 'a'), '[]') AS grantees
       FROM needed JOIN pg_roles ON oid = role`,
  )
  return row ?? { owners: [], grantees: [] }
}
