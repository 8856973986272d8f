import { availableParallelism } from 'node:os'
import type { Client } from '../../client/client.ts'
import { findClient } from '../../client/find.ts'
import { readSourceRoles } from '../../copy/source-roles.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { CopyInputs } from '../../inputs/copy.ts'
import { type CopyPlan, chooseSource, planCopy } from '../../plan/copy.ts'
import type { ForkDecision } from '../../plan/fork.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { RelationFact, ServerFacts } from '../../postgres/facts.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { leftoverOf } from '../../target/claim.ts'
import { obstacleError } from '../../target/obstacle.ts'
import { obstaclesTo } from '../../target/obstacles.ts'
import { isSameDatabase, shareHistory } from '../../target/same-database.ts'
import { readTargetFacts, type TargetFacts } from '../../target/target-facts.ts'
import type { CopyRecord } from '../records/copy-record.ts'
import { type GuardedTarget, guardTarget } from '../target/guard-target.ts'

/** What is copied: a source, or a fork. */
export interface CopySource {
  readonly session: Session
  readonly facts: ServerFacts
  readonly decision: ForkDecision
  /** Undefined: it is no fork. */
  readonly forkOf: ForkedSource | undefined
}

export interface ForkedSource {
  /** Undefined: it cannot be reached from here. */
  readonly connection: ConnectionSettings | undefined
}

/** What a copy needs besides its source. Nothing in the target is changed yet. */
export interface CheckedTarget {
  readonly tables: readonly RelationFact[]
  readonly guarded: GuardedTarget
  readonly plan: CopyPlan
  readonly client: Client
}

/**
 * Refuses what cannot be copied, or must not be copied into.
 *
 * @param target open until the copy has ended: it holds the claim on the target
 * @throws UserError whatever stands in the way
 */
export async function checkCopy(
  host: Host,
  inputs: CopyInputs,
  record: CopyRecord,
  source: CopySource,
  target: Session,
): Promise<CheckedTarget> {
  const { facts, decision } = source
  const { tables, guarded } = await record.phase('check', 'Check source and target', () =>
    check(host, inputs, source, target),
  )
  const plan = planCopy(inputs, facts, guarded.facts, availableParallelism(), decision)
  const client = await record.phase('client', 'Find the client', () => find(host, inputs, plan))
  return { tables, guarded, plan, client }
}

/**
 * Refuses a target for what it is itself, while nothing of the source is known: a fork of it is
 * about to be paid for. What a killed copy left in it is judged later, by what was to be copied.
 *
 * @throws UserError that names all obstacles at once
 */
export async function checkTargetAlone(
  { mode, confirm = '', noOwner }: CopyInputs,
  target: Session,
): Promise<void> {
  const facts = await readTargetFacts(target)
  const anything = {
    ...{ serverVersion: facts.version, encoding: facts.locale.encoding },
    ...{ collation: '', extensions: [] },
  }
  const obstacles = obstaclesTo(facts, anything, { mode, confirm, noOwner })
  const isLeftover = (await leftoverOf(target)) !== null
  const lasting = obstacles.filter(({ code }) => !(isLeftover && code === 'E_TARGET_NOT_EMPTY'))
  if (lasting.length > 0) throw obstacleError(lasting)
}

async function check(host: Host, inputs: CopyInputs, source: CopySource, target: Session) {
  const { facts, session } = source
  const tables = chooseSource(inputs, facts)
  await refuseSame(host, inputs, source, target)
  const { version, encoding, collation, extensions, database } = facts
  const id = `a copy of ${database}`
  const { mode, confirm = '', noOwner } = inputs
  const roles = await neededRoles(inputs, session)
  const described = { serverVersion: version, encoding, collation, extensions }
  const incoming = { id, tables, ...described, ...roles }
  const wish = { mode, confirm, noOwner }
  const guarded = await guardTarget(host, inputs.target, target, incoming, wish, 'target-url')
  return { tables, guarded }
}

/** Of a selection only pg_dump knows which roles it needs. */
async function neededRoles({ selection, noAcl }: CopyInputs, source: Session) {
  const isEverything = Object.values(selection).every((patterns) => patterns.length === 0)
  if (!isEverything) return {}
  const { owners, grantees } = await readSourceRoles(source)
  return { owners, grantees: noAcl ? [] : grantees }
}

/**
 * Refuses the source as the target; and the fork, since what a provider calls one may be anything.
 * The source of a fork is asked as well, hours after the first time, before the target is emptied.
 * A target that has to be empty cannot be it: its fork has tables.
 */
async function refuseSame(
  host: Host,
  { mode }: CopyInputs,
  { session, forkOf }: CopySource,
  target: Session,
): Promise<void> {
  const other = { session: target, facts: await readTargetFacts(target) }
  const refuse = async (one: Session) => {
    const facts = await readTargetFacts(one)
    if (await isSameDatabase({ session: one, facts }, other)) throw isSame(facts)
    return facts
  }
  const facts = await refuse(session)
  if (forkOf === undefined || mode === 'into-empty') return
  if (forkOf.connection === undefined) {
    if (shareHistory(facts, other.facts)) throw mayBeSame(other.facts)
    return
  }
  const source = await connect(forkOf.connection, host.signal)
  await refuse(source).finally(() => source.end())
}

function isSame({ database }: TargetFacts): UserError {
  return new UserError(
    'E_INPUT',
    `source-url and target-url lead to the same database, "${database}".`,
    'Give the address of another database in target-url; nothing was touched.',
  )
}

function mayBeSame({ database }: TargetFacts): UserError {
  return new UserError(
    'E_INPUT',
    `The source cannot be reached from here, so that the target "${database}" cannot be told from it: their servers have the same history.`,
    'Copy into an empty database with mode: into-empty, or run it where the source can be reached.',
  )
}

async function find(host: Host, inputs: CopyInputs, plan: CopyPlan): Promise<Client> {
  const client = await findClient({ ...inputs.client, major: plan.clientMajor }, host)
  host.log.info(`pg_dump and pg_restore ${client.version} (${client.source})`)
  return client
}
