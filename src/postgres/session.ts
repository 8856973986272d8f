import { setTimeout as sleep } from 'node:timers/promises'
import type { Submittable } from 'pg'
import { errorMessage, sentence, UserError } from '../errors.ts'
import {
  type ConnectFailure,
  explainConnectError,
  isLostConnection,
  otherWayMayWork,
} from './connect-errors.ts'
import { type ConnectionSettings, type HostAddress, hostText } from './connection.ts'
import { type OpenClient, openClient } from './node-postgres.ts'
import { type Greeting, greet, isWanted } from './session-settings.ts'
import { tlsAttempts } from './tls.ts'

/** One open connection for questions of our own; a dump has its own connections. */
export interface Session {
  readonly host: HostAddress
  /** The backend's process id as the greeting gave it; behind a pooler it is the pooler's. */
  readonly processId: number
  /** The schemas of the role's own search path; in this session the path is empty. */
  readonly searchPath: readonly string[]
  /** Rows of one statement. A lost connection is `E_CONNECT`; any other error is the server's own. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  /** Hands a query of another kind to the connection, such as a COPY (copy/copy-protocol.ts). */
  submit(query: Submittable): void
  end(): Promise<void>
}

export interface ConnectOptions {
  /** How long to keep trying a server that cannot be reached or is starting, in ms. */
  readonly budgetMs?: number
}

/**
 * Opens a session on the first host that gives one and is as `target_session_attrs` asks. Trouble
 * that may pass (name lookup, refused, timed out, starting up, too many connections) is retried
 * with growing pauses within the budget; a wrong password, never. The session is cut as soon as
 * `signal` is aborted. Throws `E_CONNECT`, `E_AUTH`, `E_TLS`, `E_POOLER` or `E_PERMISSION`.
 */
export async function connect(
  settings: ConnectionSettings,
  signal: AbortSignal,
  { budgetMs = 30_000 }: ConnectOptions = {},
): Promise<Session> {
  const start = Date.now()
  for (let pause = 200; ; pause = Math.min(pause * 2, 5_000)) {
    const result = await tryHosts(settings, signal)
    if (!Array.isArray(result)) return result
    if (Date.now() - start + pause > budgetMs) throw gaveUp(result, Date.now() - start)
    await sleep(pause, undefined, { signal })
  }
}

/** One round over all hosts; the failures of each if none gave a session. */
async function tryHosts(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<Session | UserError[]> {
  const wanted = settings.parameters.target_session_attrs ?? 'any'
  const rounds = wanted === 'prefer-standby' ? ['standby', 'any'] : [wanted]
  const failures: UserError[] = []
  for (const role of rounds) {
    for (const host of settings.hosts) {
      const result = await tryHost(settings, host, role, signal)
      if (!('error' in result)) return result
      if (!result.retry) throw result.error
      failures.push(result.error)
    }
  }
  return failures
}

async function tryHost(
  settings: ConnectionSettings,
  host: HostAddress,
  role: string,
  signal: AbortSignal,
): Promise<Session | ConnectFailure> {
  try {
    const open = await openInSomeWay(settings, host, signal)
    const greeting = await greet(open, settings.pooler === 'session')
    if (isWanted(role, greeting)) return sessionOf(open, host, greeting, signal)
    await endClient(open)
    const message = `${hostText(host)} is not what target_session_attrs=${role} asks for.`
    return { error: new UserError('E_CONNECT', message, 'Check the list of hosts.'), retry: true }
  } catch (error) {
    signal.throwIfAborted()
    return explainConnectError(error, host, settings)
  }
}

async function openInSomeWay(
  settings: ConnectionSettings,
  host: HostAddress,
  signal: AbortSignal,
): Promise<OpenClient> {
  const [first = false, second] = tlsAttempts(settings, host)
  try {
    return await openClient(settings, host, first, signal)
  } catch (error) {
    if (second === undefined || !otherWayMayWork(error, first !== false)) throw error
    return openClient(settings, host, second, signal)
  }
}

function gaveUp(failures: readonly UserError[], elapsedMs: number): UserError {
  const last = failures.at(-1)
  const causes = [...new Set(failures.map(({ message }) => message))].join(' ')
  const message = `${sentence(causes)} Tried for ${Math.round(elapsedMs / 1000)} s.`
  return new UserError(last?.code ?? 'E_CONNECT', message, last?.next, { cause: last })
}

function sessionOf(
  open: OpenClient,
  host: HostAddress,
  { searchPath }: Greeting,
  signal: AbortSignal,
): Session {
  return {
    host,
    processId: open.processId,
    searchPath,
    async query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      try {
        const { rows } = await open.client.query(sql, parameters && [...parameters])
        return rows as Row[]
      } catch (error) {
        signal.throwIfAborted()
        if (isLostConnection(error)) throw lost(host, error)
        throw error
      }
    },
    submit: (query) => void open.client.query(query),
    end: () => endClient(open),
  }
}

function lost(host: HostAddress, cause: unknown): UserError {
  return new UserError(
    'E_CONNECT',
    sentence(`The connection to ${hostText(host)} was lost: ${errorMessage(cause)}`),
    'Run it again once the server and the network are well.',
    { cause },
  )
}

/** Says goodbye; a server that does not answer is left after a second. */
async function endClient({ client, socket }: OpenClient): Promise<void> {
  const timer = setTimeout(() => socket.destroy(), 1_000)
  await client.end()
  clearTimeout(timer)
}
