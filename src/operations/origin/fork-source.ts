import { errorLine, UserError } from '../../errors.ts'
import { systemClock } from '../../forks/clock.ts'
import type { ForkProvider, ForkSource, NotedFork } from '../../forks/fork.ts'
import { openProvider } from '../../forks/open-provider.ts'
import { forkLeft } from '../../forks/removal.ts'
import type { Host } from '../../host/host.ts'
import type { ForkInputs } from '../../inputs/fork.ts'
import { leftSince } from '../../plan/fork-name.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { RunRecord } from '../records/record.ts'

/** Whoever can make a fork of the source, and what it knows of it. */
export interface ForkOffer {
  readonly provider: ForkProvider
  readonly source: ForkSource
}

export interface FoundSource {
  /** Undefined: the source cannot be reached from here. */
  readonly connection: ConnectionSettings | undefined
  /** Undefined: there is no provider, or it could not be asked. */
  readonly offer: ForkOffer | undefined
  /** Why it could not be asked, although that was wanted. */
  readonly refusal?: UserError
}

/** Where the source is, as the user says it, and who may fork it. */
export interface SourceInputs {
  /** Undefined: the provider tells. */
  readonly connection: ConnectionSettings | undefined
  readonly fork: ForkInputs
}

/**
 * Finds the way to the source, and who may fork it. What killed runs have left at the provider is
 * destroyed on the way. A provider that is down keeps nobody from a source that can be reached
 * without it, unless a fork is wanted in any case.
 *
 * @throws UserError what `ForkProvider.findSource` throws
 */
export async function findSource(
  host: Host,
  inputs: SourceInputs,
  record: RunRecord,
): Promise<FoundSource> {
  const { connection, fork } = inputs
  const isNeeded = connection === undefined || fork.when !== 'never'
  try {
    const offer = isNeeded ? await findOffer(host, inputs, record) : undefined
    return { connection: connection ?? offer?.source.connection, offer }
  } catch (error) {
    const isDown = error instanceof UserError && error.code === 'E_FORK'
    if (!isDown || connection === undefined || fork.when !== 'auto') throw error
    host.log.info(`No fork can be made: ${error.message}`)
    return { connection, offer: undefined, refusal: error }
  }
}

async function findOffer(
  host: Host,
  { connection, fork }: SourceInputs,
  record: RunRecord,
): Promise<ForkOffer | undefined> {
  const { provider: inputs } = fork
  if (inputs === undefined) return undefined
  const { environment, log } = host
  return await record.phase('provider', `Ask ${inputs.name}`, async () => {
    const provider = await openProvider(inputs, {
      ...{ environment, log, connection, clock: systemClock },
      addSecret: (value, publicWords) => host.addSecret(value, publicWords),
    })
    const source = await provider.findSource(host.signal)
    log.info(`The source is ${source.label}.`)
    const offer = { provider, source }
    if (fork.when !== 'never') await sweep(host, offer, fork.timeoutMs, record)
    return offer
  })
}

/** For the provider to accept that one orphan be deleted; how long it then takes is its own matter. */
const SWEEP_MS = 60_000

/**
 * Forks by our names that are older than each may become, as its name says. Nothing of this stops
 * a run.
 *
 * @param usualMs how old those may become whose names do not say
 */
async function sweep(
  host: Host,
  { provider, source }: ForkOffer,
  usualMs: number,
  record: RunRecord,
): Promise<void> {
  const now = provider.now()
  const forks = await orWarned(host, record, () => provider.forksOf(source, host.signal))
  const orphans = forks?.filter((fork) => leftSince(fork, usualMs) < now) ?? []
  for (const orphan of orphans) {
    record.warn(
      `The fork ${orphan.name} of ${orphan.notedAt} was left by a run that was killed, and is destroyed now.`,
    )
    // One that cannot be destroyed must not keep the others from it.
    await orWarned(host, record, () => destroyOrphan(host, provider, orphan))
  }
}

async function destroyOrphan(host: Host, provider: ForkProvider, orphan: NotedFork): Promise<void> {
  const signal = AbortSignal.any([host.signal, systemClock.timeout(SWEEP_MS)])
  try {
    await provider.destroy(orphan, signal)
  } catch (error) {
    if (!signal.aborted) throw error
    throw forkLeft(orphan, 'its deletion was not accepted within a minute', error)
  }
}

async function orWarned<T>(
  host: Host,
  record: RunRecord,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    host.signal.throwIfAborted()
    record.warn(errorLine(error))
    return undefined
  }
}
