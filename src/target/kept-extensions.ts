import { UserError } from '../errors.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { named } from './obstacle.ts'

async function installed(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>('SELECT extname AS name FROM pg_extension')
  return rows.map(({ name }) => name)
}

/** Drops the extensions that are not to be kept, with all that uses them. */
export async function dropExtensions(session: Session, keep: readonly string[]): Promise<void> {
  const names = (await installed(session)).filter((name) => !keep.includes(name))
  if (names.length === 0) return
  await session.query(`DROP EXTENSION IF EXISTS ${names.map(quoteName).join(', ')} CASCADE`)
}

/** A CASCADE from a user's object may reach an extension that was altered to depend on it. */
export async function refuseLostExtensions(
  session: Session,
  keep: readonly string[],
): Promise<void> {
  const present = await installed(session)
  const lost = keep.filter((name) => !present.includes(name))
  if (lost.length === 0) return
  throw new UserError(
    'E_RESTORE',
    `The target was left as it is: ${named('extension', lost)} would go with what it depends on.`,
    'Drop the extension by hand if the backup brings it back, or use `mode: swap`.',
  )
}

/**
 * Deletes the rows of extensions' own tables that pg_dump takes (pg_extension_config_dump), because
 * a restore brings its own. Tables that this role may not delete from are left: they are not its to
 * restore into either. Inside a transaction.
 */
export async function clearExtensionRows(session: Session): Promise<void> {
  const statements = await session.query<{ sql: string }>(
    `SELECT format('DELETE FROM %I.%I %s', n.nspname, c.relname, own.condition) AS sql
       FROM pg_extension e,
            unnest(e.extconfig, e.extcondition) WITH ORDINALITY own (relation, condition, place)
       JOIN pg_class c ON c.oid = own.relation
       JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND has_table_privilege(c.oid, 'DELETE')
        AND has_schema_privilege(n.oid, 'USAGE')
      ORDER BY e.oid, own.place DESC`,
  )
  // Row security leaves those of others, such as pg_cron's jobs, which is no reason to refuse.
  if (statements.length > 0) await session.query('SET LOCAL row_security = on')
  for (const { sql } of statements) await session.query(sql)
}
