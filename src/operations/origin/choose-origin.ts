import { UserError } from '../../errors.ts'
import { systemClock } from '../../forks/clock.ts'
import type { Host } from '../../host/host.ts'
import { decideFork, type ForkDecision } from '../../plan/fork.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { ServerFacts } from '../../postgres/facts.ts'
import { readFacts } from '../../postgres/read-facts.ts'
import { connect, type Session } from '../../postgres/session.ts'
import type { ForkingRecord } from '../records/record.ts'
import { type ForkOffer, type FoundSource, findSource, type SourceInputs } from './fork-source.ts'
import { openFork } from './open-fork.ts'
import { type Origin, sourceOrigin } from './origin.ts'

/** What is going to be read, chosen before any of it is read or a fork of it is paid for. */
export interface ChosenOrigin extends AsyncDisposable {
  readonly decision: ForkDecision
  /** Undefined: the source cannot be reached from here. What there is below is of its fork, then. */
  readonly source: ConnectionSettings | undefined
  readonly facts: ServerFacts
  /** Ends when a fork is opened. */
  readonly session: Session
  /** The source, or a fork that is made now. */
  open(): Promise<Origin>
}

interface Choice {
  readonly host: Host
  readonly inputs: SourceInputs
  readonly record: ForkingRecord
}

/**
 * Finds the source, asks it, and decides whether a fork is read in its place.
 *
 * @throws UserError whatever keeps the source from being read
 */
export async function chooseOrigin(
  host: Host,
  inputs: SourceInputs,
  record: ForkingRecord,
): Promise<ChosenOrigin> {
  const found = await findSource(host, inputs, record)
  const { connection } = found
  const choice = { host, inputs, record }
  return connection === undefined
    ? await chooseUnseen(choice, found.offer)
    : await chooseSeen(choice, connection, found)
}

async function chooseSeen(
  choice: Choice,
  connection: ConnectionSettings,
  { offer, refusal }: FoundSource,
): Promise<ChosenOrigin> {
  const { host, inputs, record } = choice
  for (const note of connection.notes) record.warn(note)
  const session = await record.phase('connect', 'Connect', () => connect(connection, host.signal))
  try {
    const facts = await record.phase('facts', 'Ask the server', () =>
      readFacts(session, connection, host.signal),
    )
    const decision = decideFork(inputs.fork, facts.sizeBytes, offer?.source, refusal)
    return {
      ...{ decision, source: connection, facts, session },
      async open() {
        if (decision.kind !== 'fork' || offer === undefined) {
          return sourceOrigin(connection, session, facts, host.signal)
        }
        // Nobody needs the source any more, and a fork may take hours.
        await session.end()
        return await openFork(wishOf(choice, offer, facts))
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
  const sizeBytes = offer?.source.sizeBytes ?? 0
  const decision = decideFork(choice.inputs.fork, sizeBytes, offer?.source)
  if (decision.kind === 'gentle' && decision.refusal !== undefined) throw decision.refusal
  if (decision.kind !== 'fork' || offer === undefined) {
    throw new UserError(
      'E_INPUT',
      `${offer?.source.label ?? 'The source'} cannot be reached from here without its URL.`,
      'Give the URL of the database, or set fork: always.',
    )
  }
  const origin = await openFork(wishOf(choice, offer, undefined))
  const { facts, session } = origin
  return {
    ...{ decision, source: undefined, facts, session },
    open: async () => origin,
    [Symbol.asyncDispose]: () => origin[Symbol.asyncDispose](),
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
