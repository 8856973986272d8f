import { printable } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Session } from '../../postgres/session.ts'
import type { Claim } from '../../target/claim.ts'
import { mayWipeLeftover } from '../../target/claim-record.ts'
import { tryForbiddenExtensions } from '../../target/extensions.ts'
import { dropLeftBesides } from '../../target/left-beside.ts'
import type { RestoredDatabase, RestoreWish } from '../../target/obstacle.ts'
import { obstacleError } from '../../target/obstacle.ts'
import { notesOn, obstaclesTo } from '../../target/obstacles.ts'
import { readTargetFacts, type TargetFacts } from '../../target/target-facts.ts'
import { listUserTables, type TableName } from '../../target/user-objects.ts'
import { wipeTarget } from '../../target/wipe.ts'
import { endLoad } from './undo-restore.ts'

/** What goes into the target. */
export interface Incoming extends RestoredDatabase {
  /** The backup's id, or a name of the copy. */
  readonly id: string
  readonly tables: readonly TableName[]
}

/**
 * Checks a target that has been claimed, once what killed restores left in it is gone.
 *
 * @throws UserError that names all obstacles at once
 */
export async function checkTarget(
  host: Host,
  session: Session,
  claim: Claim,
  incoming: Incoming,
  wish: RestoreWish,
): Promise<TargetFacts> {
  await removeLeftovers(host, session, claim, incoming, wish)
  const catalogs = await readTargetFacts(session, wish.role)
  const facts = await tryForbiddenExtensions(session, catalogs, incoming, wish)
  const obstacles = obstaclesTo(facts, incoming, wish)
  if (obstacles.length > 0) throw obstacleError(obstacles)
  for (const note of notesOn(facts, incoming, wish)) host.log.info(note)
  return facts
}

/** What killed restores into this database left, as far as that is sure. */
async function removeLeftovers(
  host: Host,
  session: Session,
  { leftover }: Claim,
  incoming: Incoming,
  wish: RestoreWish,
): Promise<void> {
  const { database } = await readTargetFacts(session)
  const besides = await dropLeftBesides(session, database)
  for (const line of besides.dropped) host.log.info(line)
  for (const line of besides.left) host.log.warning(line)
  if (leftover === null || wish.mode !== 'into-empty') return
  await endLoad(session, leftover.runToken)
  const present = await listUserTables(session)
  const what = printable(`what a restore of ${leftover.startedAt} left when it was stopped`)
  if (!mayWipeLeftover(leftover, incoming.id, present, new Date())) {
    const why = 'it was of something else, or others may have worked in it since'
    if (present.length > 0) host.log.warning(`Not removing ${what}: ${why}.`)
    return
  }
  host.log.info(`Removing ${what}`)
  await wipeTarget(session, { keep: leftover.before, extensionRows: false })
}
