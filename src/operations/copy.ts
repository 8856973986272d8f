import { availableParallelism } from 'node:os'
import type { Client } from '../client/client.ts'
import { findClient } from '../client/find.ts'
import { minorFloorWarning } from '../client/version.ts'
import { CopyProgress } from '../copy/copy-progress.ts'
import { asUserError, UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import { type CopyPlan, chooseSource, planCopy } from '../plan/copy.ts'
import type { RelationFact, ServerFacts } from '../postgres/facts.ts'
import { detectPooler } from '../postgres/pooler.ts'
import { readFacts } from '../postgres/read-facts.ts'
import { connect, type Session } from '../postgres/session.ts'
import { copyLines, copyOutputs, renderCopySummary } from '../report/copy-summary.ts'
import { isSameDatabase } from '../target/same-database.ts'
import { readTargetFacts } from '../target/target-facts.ts'
import { copyAndCheck } from './copy-and-check.ts'
import { CopyRecord } from './copy-record.ts'
import { type GuardedTarget, guardTarget, type PreparedTarget } from './prepare-target.ts'
import { takeSafetyBackup } from './safety-backup.ts'

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
    await withEnds(host, inputs, (ends) => copyChecked(host, inputs, record, progress, ends))
  } catch (error) {
    failure = withTargetState(error, record)
    throw failure
  } finally {
    const report = record.report(failure)
    for (const line of copyLines(report)) host.log.info(line)
    for (const [name, value] of Object.entries(copyOutputs(report))) host.setOutput(name, value)
    if (inputs.summary) await host.writeSummary(renderCopySummary(report))
  }
}

interface Ends {
  readonly source: Session
  /** Holds the claim on the target. */
  readonly target: Session
}

async function withEnds(
  host: Host,
  inputs: CopyInputs,
  work: (ends: Ends) => Promise<void>,
): Promise<void> {
  const source = await connect(inputs.source, host.signal)
  try {
    const target = await connect(inputs.target, host.signal)
    try {
      await work({ source, target })
    } finally {
      await target.end()
    }
  } finally {
    await source.end()
  }
}

async function copyChecked(
  host: Host,
  inputs: CopyInputs,
  record: CopyRecord,
  progress: CopyProgress,
  ends: Ends,
): Promise<void> {
  const { facts, tables, guarded } = await record.phase('check', 'Check source and target', () =>
    check(host, inputs, ends),
  )
  const plan = planCopy(inputs, facts, guarded.facts, availableParallelism())
  const client = await record.phase('client', 'Find the client', () => find(host, inputs, plan))
  const old = minorFloorWarning(client.version)
  if (old !== undefined) record.warn(old)
  if (inputs.safetyBackup !== undefined) {
    const settings = { connection: inputs.target, client: inputs.client }
    record.safetyBackup = await takeSafetyBackup(host, settings, inputs.safetyBackup)
  }
  const target = await record.phase('prepare', 'Prepare the target', () =>
    guarded.prepare(record.safetyBackup?.location),
  )
  try {
    const connection = { ...target.connection, hosts: [ends.target.host] }
    const { encoding } = target.facts.locale
    const into = { connection, encoding }
    await copyAndCheck({ host, inputs, record, progress, facts, tables, plan, client, into })
    await finish(target, record)
  } catch (error) {
    record.targetState = await undo(target)
    throw error
  }
}

interface Checked {
  readonly facts: ServerFacts
  readonly tables: readonly RelationFact[]
  readonly guarded: GuardedTarget
}

async function check(host: Host, inputs: CopyInputs, ends: Ends): Promise<Checked> {
  const facts = await readFacts(ends.source, inputs.source, host.signal)
  const tables = chooseSource(inputs, facts)
  await refuseTargetPooler(host, inputs, ends)
  await refuseSame(ends)
  const { version, encoding, collation, extensions, database } = facts
  const id = `a copy of ${database}`
  const incoming = { id, tables, serverVersion: version, encoding, collation, extensions }
  const { mode, confirm = '', noOwner } = inputs
  const wish = { mode, confirm, noOwner }
  const guarded = await guardTarget(host, inputs.target, ends.target, incoming, wish, 'target-url')
  return { facts, tables, guarded }
}

async function refuseTargetPooler(host: Host, inputs: CopyInputs, ends: Ends): Promise<void> {
  const pooler = await detectPooler(ends.target, inputs.target, host.signal)
  if (pooler?.mode !== 'transaction') return
  throw new UserError(
    'E_POOLER',
    `The target is reached through a pooler (${pooler.product}) in transaction mode.`,
    `Connect to ${pooler.directHint ?? 'the server itself'} instead.`,
  )
}

async function refuseSame({ source, target }: Ends): Promise<void> {
  const one = { session: source, facts: await readTargetFacts(source) }
  const other = { session: target, facts: await readTargetFacts(target) }
  if (!(await isSameDatabase(one, other))) return
  throw new UserError(
    'E_INPUT',
    `source-url and target-url lead to the same database, "${one.facts.database}".`,
    'Give the address of another database in target-url; nothing was touched.',
  )
}

async function find(host: Host, inputs: CopyInputs, plan: CopyPlan): Promise<Client> {
  const client = await findClient({ ...inputs.client, major: plan.clientMajor }, host)
  host.log.info(`pg_dump and pg_restore ${client.version} (${client.source})`)
  return client
}

async function finish(target: PreparedTarget, record: CopyRecord): Promise<void> {
  const finished = await record.phase('finish', 'Hand the target over', () => target.finish())
  record.previousDatabase = finished.previous ?? null
  for (const note of finished.notes) record.warn(note)
}

/** A failure here must not hide the one that led to it. */
async function undo(target: PreparedTarget): Promise<string> {
  try {
    return await target.undo()
  } catch (error) {
    return `The target could not be put back as it was: ${asUserError(error).message}`
  }
}

/** What became of the target matters more than anything else that can be said. */
function withTargetState(error: unknown, { targetState, safetyBackup }: CopyRecord): UserError {
  const known = asUserError(error)
  if (targetState === null) return known
  const back = safetyBackup === null ? '' : `Its contents before are in ${safetyBackup.location}.`
  const next = [targetState, back, known.next].filter((part) => part !== '').join(' ')
  return new UserError(known.code, known.message, next, { cause: error })
}
