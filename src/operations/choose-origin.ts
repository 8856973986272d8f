import { availableParallelism } from 'node:os'
import { UserError } from '../errors.ts'
import { systemClock } from '../forks/clock.ts'
import type { Host } from '../host/host.ts'
import type { BackupInputs } from '../inputs/backup.ts'
import { type BackupPlan, type Circumstances, planBackup } from '../plan/backup.ts'
import { decideFork, type ForkDecision, planDump } from '../plan/fork.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import { readFacts } from '../postgres/read-facts.ts'
import { connect } from '../postgres/session.ts'
import { forkLines, forkWarnings } from '../report/fork-lines.ts'
import { planLines } from '../report/plan-lines.ts'
import { type DumpOrigin, sourceOrigin } from './dump-origin.ts'
import { type ForkOffer, findOrigin } from './fork-source.ts'
import { openFork } from './open-fork.ts'
import { randomText } from './random-text.ts'
import type { BackupRecord } from './record.ts'

/** What is going to be dumped, planned before any of it is read or a fork of it is paid for. */
export interface ChosenOrigin extends AsyncDisposable {
  readonly facts: ServerFacts
  readonly plan: BackupPlan
  /** The source, or a fork that is made now, with the plan of its dump. */
  open(): Promise<OpenOrigin>
}

export interface OpenOrigin {
  readonly origin: DumpOrigin
  readonly plan: BackupPlan
}

interface Choice {
  readonly host: Host
  readonly inputs: BackupInputs
  readonly record: BackupRecord
  readonly circumstances: Circumstances
}

/**
 * Finds the source, asks it, and decides whether a fork is dumped in its place.
 *
 * @throws UserError whatever keeps the dump from being made
 */
export async function chooseOrigin(
  host: Host,
  inputs: BackupInputs,
  record: BackupRecord,
): Promise<ChosenOrigin> {
  const { connection, offer } = await findOrigin(host, inputs, record)
  const random = randomText(6)
  const circumstances = { now: new Date(), random, cores: availableParallelism() }
  const choice = { host, inputs, record, circumstances }
  return connection === undefined
    ? await chooseUnseen(choice, offer)
    : await chooseSeen(choice, connection, offer)
}

async function chooseSeen(
  choice: Choice,
  connection: ConnectionSettings,
  offer: ForkOffer | undefined,
): Promise<ChosenOrigin> {
  const { host, inputs, record, circumstances } = choice
  for (const note of connection.notes) record.warn(note)
  const session = await record.phase('connect', 'Connect', () => connect(connection, host.signal))
  try {
    const facts = await record.phase('facts', 'Ask the server', () =>
      readFacts(session, connection, host.signal),
    )
    record.relations = facts.relations
    const { plan, decision } = await record.phase('plan', 'Plan', async () => {
      const decision = decideFork(inputs.fork, facts.sizeBytes, offer?.source)
      const plan = planDump(inputs, facts, decision, circumstances)
      showPlan(choice, facts, plan, decision)
      return { plan, decision }
    })
    return {
      facts,
      plan,
      async open() {
        if (decision.kind !== 'fork' || offer === undefined) {
          return { origin: sourceOrigin(connection, session, facts, host.signal), plan }
        }
        // Nobody needs the source any more, and a fork may take hours.
        await session.end()
        const origin = await openFork(wishOf(choice, offer, facts))
        return { origin, plan: planBackup(inputs, origin.facts, circumstances) }
      },
      [Symbol.asyncDispose]: () => session.end(),
    }
  } catch (error) {
    await session.end()
    throw error
  }
}

/** The source cannot be reached from here, but a fork of it can: what it is, the fork tells. */
async function chooseUnseen(choice: Choice, offer: ForkOffer | undefined): Promise<ChosenOrigin> {
  const { inputs, record, circumstances } = choice
  const sizeBytes = offer?.source.sizeBytes ?? 0
  const decision = decideFork(inputs.fork, sizeBytes, offer?.source)
  if (decision.kind === 'gentle' && decision.refusal !== undefined) throw decision.refusal
  if (decision.kind !== 'fork' || offer === undefined) {
    throw new UserError(
      'E_INPUT',
      `database-url: it is missing, and ${offer?.source.label ?? 'the provider'} cannot be reached from here without it.`,
      'Give the URL of the database, or set fork: always.',
    )
  }
  const origin = await openFork(wishOf(choice, offer, undefined))
  try {
    const { facts } = origin
    record.relations = facts.relations
    const plan = await record.phase('plan', 'Plan', async () => {
      const plan = planBackup(inputs, facts, circumstances)
      showPlan(choice, facts, plan, decision)
      return plan
    })
    const dispose = () => origin[Symbol.asyncDispose]()
    return { facts, plan, open: async () => ({ origin, plan }), [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await origin[Symbol.asyncDispose]()
    throw error
  }
}

function wishOf(
  { host, inputs, record }: Choice,
  offer: ForkOffer,
  sourceFacts: ServerFacts | undefined,
) {
  const { timeoutMs } = inputs.fork
  return { host, offer, sourceFacts, timeoutMs, clock: systemClock, record }
}

function showPlan(
  { host, inputs: { fork }, record }: Choice,
  facts: ServerFacts,
  plan: BackupPlan,
  decision: ForkDecision,
): void {
  record.name = plan.name
  const lines = [...planLines(plan, facts), ...forkLines(decision, fork, facts.sizeBytes)]
  for (const line of lines) host.log.info(line)
  const warnings = forkWarnings(decision, fork, facts.sizeBytes, plan)
  for (const warning of [...warnings, ...plan.warnings]) record.warn(warning)
}
