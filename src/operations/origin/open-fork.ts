import { UserError } from '../../errors.ts'
import type { Clock, Fork, ForkRequest } from '../../forks/fork.ts'
import { ApiFailure } from '../../forks/provider-http.ts'
import type { Host, Log } from '../../host/host.ts'
import { checkFork } from '../../plan/fork.ts'
import { forkName } from '../../plan/fork-name.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { ServerFacts } from '../../postgres/facts.ts'
import { readFacts } from '../../postgres/read-facts.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { formatDuration } from '../../report/format.ts'
import { randomText } from '../random-text.ts'
import type { ForkingRecord } from '../records/record.ts'
import { ForkLife } from './fork-life.ts'
import type { ForkOffer } from './fork-source.ts'
import type { Origin } from './origin.ts'

export interface ForkWish {
  readonly host: Host
  readonly offer: ForkOffer
  /** Undefined: the source cannot be reached from here. */
  readonly sourceFacts: ServerFacts | undefined
  readonly timeoutMs: number
  readonly clock: Clock
  readonly record: ForkingRecord
}

/** A provider's answers and its databases may be dated by clocks that differ by so much. */
const CLOCK_SKEW_MS = 10 * 60_000

/**
 * Makes a fork, waits until it can be used, and proves that it is one. Whatever goes wrong, it is
 * destroyed; if we are killed, whoever comes after us finds its name.
 *
 * @throws UserError `E_FORK`, and what connecting throws
 */
export async function openFork(wish: ForkWish): Promise<Origin> {
  const { host, offer, clock, timeoutMs, record } = wish
  const request = requestOf(wish)
  const { name, notedAt, source } = request
  const { place, id: sourceId } = source
  const noted = { provider: offer.provider.name, name, place, sourceId, notedAt }
  const life = new ForkLife(host, offer.provider, noted, { clock, timeoutMs })
  try {
    const fork = await record.phase('fork', 'Make a fork', async () => {
      host.log.info(`Asking ${offer.provider.name} for the fork ${name} of ${source.label}.`)
      return await create(wish, request, life)
    })
    record.fork = { name, source: source.label }
    return await record.phase('wait', 'Wait for the fork', () => ready(wish, fork, life))
  } catch (error) {
    await life.end()
    life.signal.throwIfAborted()
    throw error
  }
}

function requestOf({ host, offer, timeoutMs }: ForkWish): ForkRequest {
  const { GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt = '1' } = host.environment
  const now = offer.provider.now().getTime()
  return {
    source: offer.source,
    name: forkName(id === undefined ? undefined : { id, attempt }, timeoutMs, randomText(8)),
    notedAt: new Date(now - CLOCK_SKEW_MS).toISOString(),
    expiresAt: new Date(now + timeoutMs),
  }
}

async function create({ offer }: ForkWish, request: ForkRequest, life: ForkLife): Promise<Fork> {
  life.signal.throwIfAborted()
  try {
    const fork = await offer.provider.create(request, life.signal)
    life.answered()
    return fork
  } catch (error) {
    if (isRefusal(error) && !life.signal.aborted) life.answered()
    throw error
  }
}

/** Not so where the provider could not say whether it has done what was asked of it. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof UserError)) return false
  return !(error.cause instanceof ApiFailure && error.cause.mayBeDone)
}

async function ready(wish: ForkWish, fork: Fork, life: ForkLife): Promise<Origin> {
  const { offer, sourceFacts, record } = wish
  const { label } = offer.source
  const { connection, session } = await reach(wish, fork, life)
  try {
    const own = await readFacts(session, connection, life.signal)
    if (sourceFacts === undefined) return originOf(own)
    for (const warning of checkFork(sourceFacts, own, label)) record.warn(warning)
    // Heroku gives the database of a fork another name.
    return originOf({ ...own, database: sourceFacts.database })
  } catch (error) {
    await session.end()
    throw error
  }

  function originOf(own: ServerFacts): Origin {
    return {
      ...{ connection, session, facts: own, forkOf: label, signal: life.signal },
      async release() {
        await session.end()
        void life.end()
      },
      async [Symbol.asyncDispose]() {
        await session.end()
        if (!life.hasEnded) await record.phase('destroy', 'Destroy the fork', () => life.end())
      },
    }
  }
}

/** How long a fork that is said to be ready may refuse connections. */
const CONNECT_MS = 5 * 60_000
const CONNECT_TRY_MS = 20_000
const PAUSE_MS = 5_000

interface Reached {
  readonly connection: ConnectionSettings
  readonly session: Session
}

/**
 * A fork is said to be ready before its name can be looked up everywhere, while its server still
 * recovers, and while its password is set.
 */
async function reach(
  { host, clock }: ForkWish,
  fork: Fork,
  { signal }: ForkLife,
): Promise<Reached> {
  const tell = teller(host.log, clock)
  let connection = await fork.ready(tell, signal)
  await fork.proveFork(signal)
  const until = clock.now().getTime() + CONNECT_MS
  for (;;) {
    const result = await tryConnect(connection, signal)
    if (!(result instanceof UserError)) return { connection, session: result }
    if (clock.now().getTime() > until) throw result
    tell(result.message)
    await clock.sleep(PAUSE_MS, signal)
    connection = await fork.ready(tell, signal)
  }
}

/** @returns an error that may pass */
async function tryConnect(
  connection: ConnectionSettings,
  signal: AbortSignal,
): Promise<Session | UserError> {
  try {
    const session = await connect(connection, signal, { budgetMs: CONNECT_TRY_MS })
    const [row] = await session.query<{ recovers: boolean }>(
      'SELECT pg_is_in_recovery() AS recovers',
    )
    if (row?.recovers === false) return session
    await session.end()
    return new UserError('E_FORK', 'The fork is still being recovered.', 'Run it again later.')
  } catch (error) {
    signal.throwIfAborted()
    const mayPass = error instanceof UserError && ['E_AUTH', 'E_CONNECT'].includes(error.code)
    if (mayPass) return error
    throw error
  }
}

const REPEAT_MS = 60_000

/** Logs what the provider says when it changes, and once a minute. */
function teller(log: Log, clock: Clock): (line: string) => void {
  const started = clock.now().getTime()
  let last = { line: '', at: 0 }
  return (sentence) => {
    const line = sentence.replace(/\.$/, '')
    const at = clock.now().getTime()
    if (!log.isLive && line === last.line && at - last.at < REPEAT_MS) return
    last = { line, at }
    log.progress(`fork  ${line}, ${formatDuration((at - started) / 1000)}`)
  }
}
