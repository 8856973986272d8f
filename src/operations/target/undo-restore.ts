import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../../errors.ts'
import type { UndoRestoreTask } from '../../host/host.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { quoteName } from '../../postgres/quote-name.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { connectMaintenance, dropBeside } from '../../target/beside.ts'
import { type Claim, claimTarget } from '../../target/claim.ts'
import { type ClaimRecord, tablesOfOthers } from '../../target/claim-record.ts'
import { isAlive } from '../../target/left-beside.ts'
import { named } from '../../target/obstacle.ts'
import { oldName } from '../../target/swap-names.ts'
import { readTargetFacts } from '../../target/target-facts.ts'
import { listUserTables } from '../../target/user-objects.ts'
import { wipeTarget } from '../../target/wipe.ts'

/** How long a session of a run that is gone may take to notice it, in ms. */
const PATIENCE_MS = 30_000
const PAUSE_MS = 100

/** The name under which the sessions of one restore in its target are known to the server. */
export function loadName(runToken: string): string {
  return `pg-backup restore ${runToken}`
}

/**
 * Puts a target back as it was before a restore that failed or was killed, as far as that can be.
 * Nothing is touched but what the run of the task has left. The run's own sessions must be gone or
 * about to go.
 *
 * @returns in what state the target is now, a sentence
 * @throws UserError where that cannot be found out, `E_CONNECT` for example
 */
export async function undoRestore(
  task: UndoRestoreTask,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<string> {
  if (task.mode === 'swap') return await dropRestored(task, settings, signal)
  const session = await connect(settings, signal)
  try {
    await endLoad(session, task.runToken)
    const claim = await claimWhenFree(session, task, signal)
    const target = `The target database ${quoteName(task.database)}`
    if (claim.leftover?.runToken !== task.runToken) {
      await claim.abandon()
      return task.isEmptied
        ? `${target} was emptied, and the mark of this run is gone from it: see what it holds.`
        : `${target} has nothing of an unfinished restore of ${task.backupId} in it.`
    }
    if (task.mode === 'clean') return `${target} ${await stateOfCleaned(session, claim, task)}`
    const others = tablesOfOthers(claim.leftover, await listUserTables(session))
    if (others.length > 0) {
      await claim.abandon()
      const names = others.map(({ schema, name }) => `${schema}.${name}`)
      return `${target} may hold a part of ${task.backupId} and was left as it is, because somebody has made ${named('table', names)} in it since.`
    }
    await wipeTarget(session, { keep: claim.leftover.before, extensionRows: false })
    await claim.release()
    return `${target} is as empty as it was.`
  } finally {
    await session.end()
  }
}

/** Its contents cannot be brought back from here: what is told must be exact. */
async function stateOfCleaned(
  session: Session,
  claim: Claim,
  { backupId, isEmptied, objects }: UndoRestoreTask,
): Promise<string> {
  const gone = `was emptied and holds a part of ${backupId}; its own contents are gone from it.`
  const { count } = isEmptied ? { count: 0 } : (await readTargetFacts(session)).objects
  if (count === objects && objects > 0) {
    await claim.release()
    return 'still has its own contents; nothing was loaded into it.'
  }
  await claim.abandon()
  if (isEmptied) return gone
  if (count === 0) return 'was emptied, and nothing was loaded into it.'
  return `was being emptied: it holds ${count} of the ${objects} objects that it had.`
}

async function dropRestored(
  { input, beside, database, runToken }: UndoRestoreTask,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<string> {
  const open = input === 'scratch-url' ? connect : connectMaintenance
  const session = await open(settings, signal)
  try {
    // It may be creating the database at this moment, whether its client is still there or not.
    await until(async () => !(await isAlive(session, runToken)), signal)
    const isGone = await dropBeside(session, { name: beside, runToken })
    if (input === 'scratch-url') return `The scratch database ${quoteName(beside)} is gone.`
    const previous = oldName(database, beside.slice(-6))
    const target = `The target database ${quoteName(database)}`
    if (await isDatabase(session, previous)) {
      return `${target} is the restored one; the old one is now ${quoteName(previous)}.`
    }
    const left = isGone ? '' : ` ${quoteName(beside)} is not this run's any more, and was left.`
    return `${target} was not touched.${left}`
  } finally {
    await session.end()
  }
}

async function isDatabase(session: Session, name: string): Promise<boolean> {
  const rows = await session.query('SELECT FROM pg_database WHERE datname = $1', [name])
  return rows.length > 0
}

/** A server that builds an index, or waits for a lock, does not notice that its client is gone. */
export async function endLoad(session: Session, runToken: string): Promise<void> {
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`,
    [loadName(runToken)],
  )
}

/** The server gives the claim of a killed run up once it has noticed. */
async function claimWhenFree(
  session: Session,
  { backupId, runToken, mode }: UndoRestoreTask,
  signal: AbortSignal,
): Promise<Claim> {
  const before = { extensions: [], defaultPrivileges: [] }
  const startedAt = new Date().toISOString()
  const record: ClaimRecord = { backupId, runToken, startedAt, mode, tables: [], before }
  let claim: Claim | undefined
  await until(async () => {
    try {
      claim = await claimTarget(session, record)
      return true
    } catch (error) {
      if (error instanceof UserError && error.code === 'E_RESTORE') return false
      throw error
    }
  }, signal)
  if (claim) return claim
  throw new UserError(
    'E_RESTORE',
    'Another restore into this database is under way.',
    'When it has ended, see what is in the database.',
  )
}

/** Resolves when the check holds, or when patience is at its end. */
async function until(check: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!(await check()) && Date.now() < end) await sleep(PAUSE_MS, undefined, { signal })
}
