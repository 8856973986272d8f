import { UserError } from '../../errors.ts'
import type { Host, UndoRestoreTask } from '../../host/host.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { detectPooler } from '../../postgres/pooler.ts'
import type { Session } from '../../postgres/session.ts'
import { claimTarget } from '../../target/claim.ts'
import { type ClaimRecord, snapshotOf } from '../../target/claim-record.ts'
import { replacedExtensions } from '../../target/extensions.ts'
import type { RestoreWish } from '../../target/obstacle.ts'
import { readTargetFacts, type TargetFacts } from '../../target/target-facts.ts'
import type { TableName } from '../../target/user-objects.ts'
import { randomText } from '../random-text.ts'
import { checkTarget, type Incoming } from './check-target.ts'
import { PREPARE, type PreparedTarget } from './prepare-target.ts'
import { loadName } from './undo-restore.ts'

/** A target that nobody else may restore into, and in which nothing has been changed yet. */
export interface GuardedTarget {
  readonly facts: TargetFacts
  /**
   * Makes room as the mode says; from now on it has to be finished or undone.
   *
   * @param safetyBackup where the target was backed up to, as people read it; empty: nowhere
   * @param tables all that will be made in it, where more is known of them by now
   */
  prepare(safetyBackup: string, tables?: readonly TableName[]): Promise<PreparedTarget>
}

/**
 * Claims a target and checks it, before anything costly is done for it.
 *
 * @param session open in the target, and open until the target is finished or undone
 * @param input the name of the input with the target's URL, which the post step reads again
 * @throws UserError that names all obstacles at once
 */
export async function guardTarget(
  host: Host,
  settings: ConnectionSettings,
  session: Session,
  incoming: Incoming,
  wish: RestoreWish,
  input: UndoRestoreTask['input'] = 'database-url',
): Promise<GuardedTarget> {
  const pooler = await findPooler(host, settings, session)
  const record: ClaimRecord = {
    backupId: incoming.id,
    runToken: randomText(12),
    startedAt: new Date().toISOString(),
    mode: wish.mode,
    tables: [],
    before: snapshotOf(await readTargetFacts(session)),
  }
  const claim = await claimTarget(session, record)
  await session.query("SELECT set_config('application_name', $1, false)", [
    loadName(record.runToken),
  ])
  const facts = await checkTarget(host, session, claim, incoming, wish)
  // What a killed restore left may be gone since.
  const current = {
    ...record,
    before: snapshotOf(facts, replacedExtensions(facts, incoming, wish)),
  }
  const reached = { ...settings, pooler }
  const target = { host, settings: reached, session, claim, record: current, facts, input }
  return {
    facts,
    prepare: (safetyBackup, tables = incoming.tables) =>
      PREPARE[wish.mode]({ ...target, safetyBackup, tables }),
  }
}

/** A claim is a lock of a session, and a pooler in transaction mode gives a session to others. */
async function findPooler(
  host: Host,
  settings: ConnectionSettings,
  session: Session,
): Promise<ConnectionSettings['pooler']> {
  const pooler = await detectPooler(session, settings, host.signal)
  if (pooler?.mode !== 'transaction') return pooler?.mode
  throw new UserError(
    'E_POOLER',
    `The target is reached through a pooler (${pooler.product}) in transaction mode.`,
    `Connect to ${pooler.directHint ?? 'the server itself'} instead.`,
  )
}
