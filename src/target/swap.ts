import { errorMessage, printable, sentence, UserError } from '../errors.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { copyDatabaseProperties } from './database-properties.ts'
import { endSessions } from './end-sessions.ts'
import { sqlState } from './server-error.ts'
import { oldName } from './swap-names.ts'
import { inTransaction } from './transaction.ts'

export interface SwapOptions {
  readonly database: string
  /** As it was when the restore began: whoever replaced the database since then comes first. */
  readonly databaseOid: number
  /** The name of the new one, restored and checked. */
  readonly beside: string
  readonly id: string
  /** How long to try to get everybody out, in ms. */
  readonly budgetMs?: number
}

export interface SwapResult {
  /** The name of the old database. */
  readonly previous: string
  /** What of the old database's own settings this role could not carry over, each a sentence. */
  readonly notes: readonly string[]
}

/** How long the server itself waits for the last session to go (CountOtherDBBackends), in ms. */
const SERVER_WAITS_MS = 5_000

/**
 * Puts the new database in the place of the old one, in one transaction: at every moment there is
 * a database of that name, and if anything fails, or we are killed, all is as before. A rename
 * keeps new sessions waiting while it waits for the old ones to go, so that a client which
 * connects again at once cannot hold it up; and the second session ends those that are in.
 * Both sessions are in another database (`connectMaintenance`). Our own sessions in the two
 * databases end as well.
 *
 * @throws UserError `E_PERMISSION` where sessions may not be ended, `E_RESTORE`
 */
export async function swapIn(
  renamer: Session,
  ender: Session,
  options: SwapOptions,
): Promise<SwapResult> {
  const previous = oldName(options.database, options.id)
  const deadline = Date.now() + (options.budgetMs ?? 30_000)
  for (;;) {
    try {
      const notes = await attempt(renamer, ender, options, previous)
      return { previous, notes }
    } catch (error) {
      if (await isSwapped(ender, options, previous)) return { previous, notes: [] }
      if (sqlState(error) !== '55006' || Date.now() + SERVER_WAITS_MS > deadline) {
        throw explain(error, options)
      }
    }
  }
}

function attempt(
  renamer: Session,
  ender: Session,
  { database, databaseOid, beside }: SwapOptions,
  previous: string,
): Promise<readonly string[]> {
  return inTransaction(renamer, async () => {
    await renamer.query("SET LOCAL lock_timeout = '10s'")
    const notes = await copyDatabaseProperties(renamer, database, beside)
    const rename = (from: string, to: string) =>
      endSessions(ender, [database, beside], () =>
        renamer.query(`ALTER DATABASE ${quoteName(from)} RENAME TO ${quoteName(to)}`),
      )
    await rename(database, previous)
    await requireOid(renamer, previous, databaseOid)
    await rename(beside, database)
    return notes
  })
}

async function requireOid(session: Session, name: string, oid: number): Promise<void> {
  if ((await oidOf(session, name)) === oid) return
  throw new UserError(
    'E_RESTORE',
    'Another run has replaced the target database during the restore, so it was left alone.',
    'See whether it has the right contents; run this restore again if not.',
  )
}

async function oidOf(session: Session, name: string): Promise<number | undefined> {
  const [row] = await session.query<{ oid: number }>(
    'SELECT oid FROM pg_database WHERE datname = $1',
    [name],
  )
  return row?.oid
}

/** A connection that breaks during COMMIT says nothing of what became of it. */
async function isSwapped(
  session: Session,
  { databaseOid }: SwapOptions,
  previous: string,
): Promise<boolean> {
  return (await oidOf(session, previous).catch(() => undefined)) === databaseOid
}

function explain(error: unknown, { database, beside }: SwapOptions): unknown {
  if (sqlState(error) === undefined) return error
  const text = sentence(printable(errorMessage(error)))
  const isRight = sqlState(error) === '42501'
  return new UserError(
    isRight ? 'E_PERMISSION' : 'E_RESTORE',
    printable(
      `The database ${quoteName(database)} could not be replaced and is as it was: ${text}`,
    ),
    printable(
      `The restored one was ${quoteName(beside)}; stop what uses the target, or use \`mode: clean\`.`,
    ),
    { cause: error },
  )
}
