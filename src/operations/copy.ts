import { availableParallelism } from 'node:os'
import type { Client } from '../client/client.ts'
import { findClient } from '../client/find.ts'
import { minorFloorWarning } from '../client/version.ts'
import { CopyProgress } from '../copy/copy-progress.ts'
import { readSourceRoles } from '../copy/source-roles.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import { type CopyPlan, chooseSource, planCopy } from '../plan/copy.ts'
import type { RelationFact, ServerFacts } from '../postgres/facts.ts'
import { readFacts } from '../postgres/read-facts.ts'
import { connect, type Session } from '../postgres/session.ts'
import { drawCopy } from '../report/drawn.ts'
import { isSameDatabase } from '../target/same-database.ts'
import { readTargetFacts } from '../target/target-facts.ts'
import { copyAndCheck } from './copy-and-check.ts'
import { CopyRecord } from './copy-record.ts'
import { handOver, withTargetState } from './hand-over.ts'
import { type GuardedTarget, guardTarget } from './prepare-target.ts'
import { publish } from './publish.ts'
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
    await publish(host, drawCopy(record.report(failure)), inputs.summary)
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
  await handOver(target, record, async () => {
    const connection = { ...target.connection, hosts: [ends.target.host] }
    const { encoding } = target.facts.locale
    const into = { connection, encoding }
    await copyAndCheck({ host, inputs, record, progress, facts, tables, plan, client, into })
  })
}

interface Checked {
  readonly facts: ServerFacts
  readonly tables: readonly RelationFact[]
  readonly guarded: GuardedTarget
}

async function check(host: Host, inputs: CopyInputs, ends: Ends): Promise<Checked> {
  const facts = await readFacts(ends.source, inputs.source, host.signal)
  const tables = chooseSource(inputs, facts)
  await refuseSame(ends)
  const { version, encoding, collation, extensions, database } = facts
  const id = `a copy of ${database}`
  const { mode, confirm = '', noOwner } = inputs
  const roles = await neededRoles(inputs, ends.source)
  const described = { serverVersion: version, encoding, collation, extensions }
  const incoming = { id, tables, ...described, ...roles }
  const wish = { mode, confirm, noOwner }
  const guarded = await guardTarget(host, inputs.target, ends.target, incoming, wish, 'target-url')
  return { facts, tables, guarded }
}

/** Of a selection only pg_dump knows which roles it needs. */
async function neededRoles({ selection, noAcl }: CopyInputs, source: Session) {
  const isEverything = Object.values(selection).every((patterns) => patterns.length === 0)
  if (!isEverything) return {}
  const { owners, grantees } = await readSourceRoles(source)
  return { owners, grantees: noAcl ? [] : grantees }
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
