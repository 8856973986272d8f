import { firstOf } from '../errors.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import { connect, type Session } from '../postgres/session.ts'
import { at, explainCopyFailure } from './copy-errors.ts'
import type { QualifiedName } from './source-tables.ts'
import { qualified } from './statements.ts'

/** One moment of the source that all of the copy is of, for as long as its session is open. */
export interface Snapshot {
  readonly session: Session
  /** For SET TRANSACTION SNAPSHOT and pg_dump's `--snapshot`. */
  readonly id: string
}

export interface SourceOptions {
  readonly settings: ConnectionSettings
  readonly lockTimeoutMs: number
  readonly signal: AbortSignal
}

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY'

/** What pg_dump sets in its own sessions, so that values are written as they are. */
function sourceSettings(lockTimeoutMs: number): string {
  return `SET lock_timeout = ${lockTimeoutMs}; SET row_security = off; SET extra_float_digits = 3;
          SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET synchronize_seqscans = off`
}

/** The caller ends the session when the copy has ended, however it did. */
export async function takeSnapshot(options: SourceOptions): Promise<Snapshot> {
  const session = await connect(options.settings, options.signal)
  try {
    await session.query(sourceSettings(options.lockTimeoutMs))
    await session.query(BEGIN)
    const [row] = await session.query<{ id: string }>(
      'SELECT pg_catalog.pg_export_snapshot() AS id',
    )
    if (row === undefined) throw new Error('The server exported no snapshot.')
    return { session, id: row.id }
  } catch (error) {
    await session.end()
    throw error
  }
}

/** One more session that sees what the snapshot sees. */
export async function joinSnapshot(
  { id }: Snapshot,
  { settings, lockTimeoutMs, signal }: SourceOptions,
): Promise<Session> {
  const session = await connect(settings, signal)
  await session.query(sourceSettings(lockTimeoutMs))
  await session.query(BEGIN)
  await session.query(`SET TRANSACTION SNAPSHOT '${id}'`)
  return session
}

/** So many in one statement, to keep it readable in the server's log. */
const BATCH = 200

/**
 * Keeps tables from being dropped, altered and emptied while they are copied. As in pg_dump, what
 * happens between the snapshot and this is not kept out (source-tables.ts finds some of it).
 *
 * @throws UserError `E_LOCK_TIMEOUT`, `E_PERMISSION`, `E_DUMP` where a table is gone
 */
export async function lockTables(
  { session }: Snapshot,
  tables: readonly QualifiedName[],
): Promise<void> {
  for (let start = 0; start < tables.length; start += BATCH) {
    const batch = tables.slice(start, start + BATCH)
    const list = batch.map((table) => `ONLY ${qualified(table)}`).join(', ')
    try {
      await at('source', session.query(`LOCK TABLE ${list} IN ACCESS SHARE MODE`))
    } catch (error) {
      const names = batch.map(({ schema, name }) => `${schema}.${name}`)
      throw explainCopyFailure(error, firstOf(names, 3))
    }
  }
}
