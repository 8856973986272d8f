import { asUserError, UserError } from '../../errors.ts'
import type { CleanupHandle, Host, UndoRestoreTask } from '../../host/host.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { Session } from '../../postgres/session.ts'
import { wayBack } from '../../report/safety-backup.ts'
import { connectMaintenance, createBeside } from '../../target/beside.ts'
import type { Claim } from '../../target/claim.ts'
import type { ClaimRecord } from '../../target/claim-record.ts'
import { keepAlive } from '../../target/left-beside.ts'
import type { RestoreMode } from '../../target/obstacle.ts'
import { besideTablespace } from '../../target/obstacles.ts'
import { swapIn } from '../../target/swap.ts'
import { besideName } from '../../target/swap-names.ts'
import type { TargetFacts } from '../../target/target-facts.ts'
import type { TableName } from '../../target/user-objects.ts'
import { wipeTarget } from '../../target/wipe.ts'
import { randomText } from '../random-text.ts'
import { loadName, undoRestore } from './undo-restore.ts'

/** A database that is ours to load into until it is finished or undone. */
export interface PreparedTarget {
  readonly facts: TargetFacts
  /** The database to load into; in mode `swap` not the one that the user named. */
  readonly connection: ConnectionSettings
  /**
   * It is loaded and checked: from now on it is the user's.
   *
   * @returns the name that the old database has now, in mode `swap`
   */
  finish(): Promise<{ readonly previous?: string; readonly notes: readonly string[] }>
  /**
   * It failed: the target becomes what it was, as far as that can be.
   *
   * @returns in what state it is now, a sentence
   */
  undo(): Promise<string>
}

/** A target that was claimed and checked. */
export interface Target {
  readonly host: Host
  readonly settings: ConnectionSettings
  readonly session: Session
  readonly claim: Claim
  readonly record: ClaimRecord
  readonly facts: TargetFacts
  readonly input: UndoRestoreTask['input']
  readonly safetyBackup: string
  readonly tables: readonly TableName[]
}

async function prepareEmpty(target: Target): Promise<PreparedTarget> {
  const left = await markTarget(target, taskOf(target))
  return preparedInPlace(target, left)
}

async function prepareClean(target: Target): Promise<PreparedTarget> {
  const { host, session, record, facts } = target
  const before = await markTarget(target, taskOf(target))
  host.log.info(`Removing everything in "${facts.database}"`)
  try {
    await wipeTarget(session, { keep: record.before, extensionRows: true })
  } catch (error) {
    const state = await undo(target, before).catch(stateUnknown) // the post step tries again
    throw withState(error, state, target.safetyBackup)
  }
  const left = register(host, { ...before.task, isEmptied: true })
  before.handle.done()
  return preparedInPlace(target, left)
}

/** The database that the user named is itself loaded into. */
function preparedInPlace(target: Target, left: Left): PreparedTarget {
  const { claim, facts, settings } = target
  return {
    facts,
    connection: asLoad(settings, target),
    async finish() {
      await claim.release()
      left.handle.done()
      return { notes: [] }
    },
    undo: () => undo(target, left),
  }
}

async function prepareBeside(target: Target): Promise<PreparedTarget> {
  const { host, settings, session, record, facts, claim } = target
  const { database, databaseOid, locale, owner, major } = facts
  const id = randomText(6)
  const beside = besideName(database, id)
  const maintenance = await connectMaintenance(settings, host.signal)
  const left = register(host, { ...taskOf(target), beside })
  // It keeps the run alive for others, see left-beside.ts.
  const undoBeside = async () => {
    await maintenance.end()
    return await undo(target, left)
  }
  try {
    await keepAlive(maintenance, record.runToken)
    const tablespace = besideTablespace(facts)
    await createBeside(maintenance, { database, id, owner, locale, tablespace, major, record })
  } catch (error) {
    await undoBeside().catch(() => undefined) // the post step tries again
    throw error
  }
  return {
    facts,
    connection: asLoad({ ...settings, hosts: [session.host], database: beside }, target),
    async finish() {
      const ender = await connectMaintenance(settings, host.signal)
      try {
        const swapped = await swapIn(maintenance, ender, { database, databaseOid, beside, id })
        left.handle.done()
        await maintenance.end()
        await claim.abandon().catch(() => undefined) // its session ended with the old database
        return swapped
      } finally {
        await ender.end()
      }
    },
    undo: undoBeside,
  }
}

/** Makes room as the mode says; from then on the target has to be finished or undone. */
export const PREPARE: Readonly<Record<RestoreMode, (target: Target) => Promise<PreparedTarget>>> = {
  'into-empty': prepareEmpty,
  clean: prepareClean,
  swap: prepareBeside,
}

/** What is to be undone if we fail or are killed, known to the post step before it exists. */
interface Left {
  readonly task: UndoRestoreTask
  readonly handle: CleanupHandle
}

function register(host: Host, task: UndoRestoreTask): Left {
  return { task, handle: host.cleanup.add(task) }
}

function taskOf({ facts, record, input, safetyBackup }: Target): UndoRestoreTask {
  const { mode, backupId, runToken } = record
  const { database, objects } = facts
  return {
    kind: 'undo-restore',
    input,
    mode,
    database,
    backupId,
    runToken,
    beside: '',
    isEmptied: false,
    objects: objects.count,
    safetyBackup,
  }
}

async function markTarget(
  { host, claim, record, tables }: Target,
  task: UndoRestoreTask,
): Promise<Left> {
  const left = register(host, task)
  try {
    await claim.mark({ ...record, tables })
  } catch (error) {
    if (error instanceof UserError && error.code === 'E_PERMISSION') left.handle.done()
    throw error
  }
  return left
}

/** How long a cancelled run may take to put its target back; the post step has more time. */
const UNDO_MS = 60_000

/** A cancelled run has cut its sessions, so that this takes one of its own. */
async function undo({ claim, settings, session }: Target, left: Left): Promise<string> {
  await claim.abandon().catch(() => undefined)
  const own = { ...settings, hosts: [session.host] }
  const state = await undoRestore(left.task, own, AbortSignal.timeout(UNDO_MS))
  left.handle.done()
  return state
}

/** A failure to put a target back must not hide the one that led to it. */
export function stateUnknown(error: unknown): string {
  return `The target could not be put back as it was: ${asUserError(error).message}`
}

/**
 * What became of the target matters more than anything else that can be said.
 *
 * @param safetyBackup where the target was backed up to, as people read it; empty: nowhere
 */
export function withState(error: unknown, state: string, safetyBackup: string): UserError {
  const { code, message, next } = asUserError(error)
  // What is said of a cancelled run is said of a backup.
  const advice = code === 'E_CANCELLED' ? '' : next
  const parts = [state, wayBack(safetyBackup), advice].filter((part) => part !== '')
  return new UserError(code, message, parts.join(' '), { cause: error })
}

function asLoad(settings: ConnectionSettings, { record }: Target): ConnectionSettings {
  const name = { application_name: loadName(record.runToken) }
  return { ...settings, parameters: { ...settings.parameters, ...name } }
}
