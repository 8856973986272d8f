import type { ConnectionSettings } from '../postgres/connection.ts'
import { connect, type Session } from '../postgres/session.ts'
import { makeSchemas } from '../target/make-schemas.ts'

interface SourceNeeds {
  readonly tablespaces: readonly string[]
  readonly hasPublic: boolean
}

const NEEDS = `
SELECT ARRAY(SELECT DISTINCT spcname::text FROM pg_tablespace t JOIN pg_class c ON c.reltablespace = t.oid
              WHERE spcname <> 'pg_global') AS tablespaces,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') AS "hasPublic"`

/** Its database's own tablespace takes no right. */
const UNUSABLE = `
SELECT name FROM unnest($1::text[]) name
 WHERE NOT EXISTS (SELECT FROM pg_tablespace t JOIN pg_database d ON d.datname = current_database()
                    WHERE t.spcname = name
                      AND (t.oid = d.dattablespace OR has_tablespace_privilege(t.oid, 'CREATE')))`

/**
 * Makes a schema `public` in a target that has none: a dump takes it for granted.
 *
 * @returns the tablespaces of the source that the target has not or may not use
 */
export async function fitTarget(
  source: Session,
  target: ConnectionSettings,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const [needs] = await source.query<SourceNeeds>(NEEDS)
  const session = await connect(target, signal)
  try {
    if (needs?.hasPublic) await makeSchemas(session, ['public'])
    const rows = await session.query<{ name: string }>(UNUSABLE, [needs?.tablespaces ?? []])
    return rows.map(({ name }) => name)
  } finally {
    await session.end()
  }
}
