import { minorFloorWarning } from '../client/version.ts'
import { CopyProgress } from '../copy/copy-progress.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import { type ForkDecision, factsOfFork } from '../plan/fork.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import { connect, type Session } from '../postgres/session.ts'
import { drawCopy } from '../report/drawn.ts'
import { forkLines, forkWarnings, gentleCopy } from '../report/fork-lines.ts'
import { sourceLine } from '../report/plan-lines.ts'
import { listUserTables } from '../target/user-objects.ts'
import { checkCopy, checkTargetAlone } from './copy/check-copy.ts'
import { copyAndCheck } from './copy/copy-and-check.ts'
import { type ChosenOrigin, chooseOrigin } from './origin/choose-origin.ts'
import type { Origin } from './origin/origin.ts'
import { CopyRecord } from './records/copy-record.ts'
import { publish } from './records/publish.ts'
import { handOver, withTargetState } from './target/hand-over.ts'
import { checkSafetyLock, checkSafetyPlace, takeSafetyBackup } from './target/safety-backup.ts'
import { withSignal } from './with-signal.ts'

/**
 * Copies a database into another: asks both servers, refuses what cannot be, makes room in the
 * target, moves everything as of one moment, compares, and only then calls it done. However it
 * ends, it is reported.
 *
 * @throws UserError whatever the first cause was, and in what state the target is
 */
export async function copy(host: Host, inputs: CopyInputs): Promise<void> {
  const progress = new CopyProgress()
  const record = new CopyRecord(host.log, inputs, progress)
  let failure: unknown
  try {
    await checkSafetyLock(inputs)
    await copyChosen({ host, inputs, record, progress })
  } catch (error) {
    failure = withTargetState(error, record)
    throw failure
  } finally {
    await publish(host, drawCopy(record.report(failure)), inputs.summary)
  }
}

interface Run {
  readonly host: Host
  readonly inputs: CopyInputs
  readonly record: CopyRecord
  readonly progress: CopyProgress
}

/** The target is looked at before a fork is paid for, and anew when that is there, hours later. */
async function copyChosen(run: Run): Promise<void> {
  const { host, inputs, record } = run
  const wanted = { connection: inputs.source, fork: inputs.fork }
  const checkPlace = () =>
    checkSafetyPlace(host, { ...inputs, connection: inputs.target }, inputs.safetyBackup)
  // Where the source is unknown, choosing it may already make a fork.
  if (wanted.connection === undefined) {
    await withTarget(run, (target) => checkTargetAlone(inputs, target))
    await checkPlace()
  }
  await using chosen = await chooseOrigin(host, wanted, record)
  const { facts, session, decision } = chosen
  record.source = facts.database
  await record.phase('plan', 'Plan', async () => showPlan(run, facts, decision))
  if (decision.kind === 'fork') {
    const forkOf = chosen.source === undefined ? { connection: undefined } : undefined
    const source = { session, facts: factsOfFork(facts), decision, forkOf }
    await withTarget(run, (target) => checkCopy(host, inputs, record, source, target))
    await checkPlace()
  }
  await using origin = await chosen.open()
  await withTarget(run, (target) => copyInto(run, chosen, origin, target))
}

function showPlan(
  { host, inputs: { fork, jobs }, record }: Run,
  facts: ServerFacts,
  decision: ForkDecision,
): void {
  const { sizeBytes, relations } = facts
  const lines = [
    sourceLine(facts, relations.length),
    ...forkLines(decision, fork, sizeBytes, 'copied'),
  ]
  for (const line of lines) host.log.info(line)
  for (const warning of forkWarnings(decision, fork, sizeBytes, gentleCopy(jobs))) {
    record.warn(warning)
  }
}

/** @param work is given a session that holds the claim on the target */
async function withTarget<T>(
  { host, inputs }: Run,
  work: (target: Session) => Promise<T>,
): Promise<T> {
  const target = await connect(inputs.target, host.signal).catch((error) => {
    host.signal.throwIfAborted()
    throw ofTarget(error)
  })
  try {
    return await work(target)
  } finally {
    await target.end()
  }
}

/** Source and target may have the same host. */
function ofTarget(error: unknown): unknown {
  if (!(error instanceof UserError)) return error
  const { code, message, next } = error
  return new UserError(code, `The target: ${message}`, next, { cause: error })
}

async function copyInto(
  run: Run,
  chosen: ChosenOrigin,
  origin: Origin,
  target: Session,
): Promise<void> {
  const { host, inputs, record } = run
  const forkOf = origin.forkOf === null ? undefined : { connection: chosen.source }
  const { session, facts } = origin
  const source = { session, facts, decision: chosen.decision, forkOf }
  const { guarded, ...checked } = await checkCopy(host, inputs, record, source, target)
  const old = minorFloorWarning(checked.client.version)
  if (old !== undefined) record.warn(old)
  if (inputs.safetyBackup !== undefined) {
    const own = withSignal(host, origin.signal)
    const settings = { ...inputs, connection: inputs.target }
    record.safetyBackup = await takeSafetyBackup(own, settings, inputs.safetyBackup)
  }
  // A fork whose time is over must not cost the target its contents.
  origin.signal.throwIfAborted()
  const prepared = await record.phase('prepare', 'Prepare the target', async () =>
    // Also those that are copied without rows, as unlogged ones of a replica are.
    guarded.prepare(record.savedIn, await listUserTables(session)),
  )
  await handOver(prepared, record, async () => {
    const connection = { ...prepared.connection, hosts: [target.host] }
    const into = { connection, encoding: prepared.facts.locale.encoding }
    await copyAndCheck({ ...run, ...checked, origin, into })
  })
}
