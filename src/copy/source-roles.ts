import type { Session } from '../postgres/session.ts'

/** The roles that the objects of a database need on another server. */
export interface SourceRoles {
  readonly owners: readonly string[]
  readonly grantees: readonly string[]
}

/** From pg_shdepend, which has every role but the first superuser, whom each server has its own of. */
export async function readSourceRoles(session: Session): Promise<SourceRoles> {
  const [row] = await session.query<SourceRoles>(
    `SELECT coalesce(jsonb_agg(DISTINCT r.rolname) FILTER (WHERE d.deptype = 'o'), '[]') AS owners,
            coalesce(jsonb_agg(DISTINCT r.rolname) FILTER (WHERE d.deptype = 'a'), '[]') AS grantees
       FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
      WHERE d.refclassid = 'pg_authid'::regclass
        AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  return row ?? { owners: [], grantees: [] }
}
