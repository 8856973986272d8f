import { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { errorCode, errorMessage, UserError } from '../errors.ts'
import { requireChannelBinding } from './channel-binding.ts'
import { type ConnectFailure, explainConnectError, isLostConnection } from './connect-errors.ts'
import { type ConnectionSettings, type HostAddress, hostText } from './connection.ts'
import { CONNECT_TIMEOUT_SECONDS } from './environment.ts'
import { tlsAttempts } from './tls.ts'

/** One open connection for questions of our own; the dump has its own connections. */
export interface Session {
  readonly host: HostAddress
  /** The backend's process id as the greeting gave it; behind a pooler it is the pooler's. */
  readonly processId: number
  /** Rows of one statement. A lost connection is `E_CONNECT`; any other error is the server's own. */
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>
  end(): Promise<void>
}

/**
 * Opens one connection to one host, without retry. The session ends when `signal` is aborted.
 * Throws what node-postgres throws; `explainConnectError` makes sense of it.
 */
export async function openSession(
  settings: ConnectionSettings,
  host: HostAddress,
  signal: AbortSignal,
  applicationName: string,
): Promise<Session> {
  const attempts = tlsAttempts(settings, host)
  for (const [index, tls] of attempts.entries()) {
    try {
      return await openWith(settings, host, tls, signal, applicationName)
    } catch (error) {
      const last = index === attempts.length - 1
      if (last || signal.aborted || !mayTryNext(error, tls !== false)) throw error
    }
  }
  throw new Error('There is no way to try.')
}

/**
 * Whether the second way of `prefer` or `allow` is worth trying: the server has no TLS, its
 * handshake failed, or pg_hba.conf rejects this way. Never after a wrong password, as libpq does,
 * since some servers lock an account after a few of those.
 */
function mayTryNext(error: unknown, encrypted: boolean): boolean {
  const code = errorCode(error) ?? ''
  if (code === '28000') return /pg_hba\.conf/.test(errorMessage(error))
  return encrypted && (/SSL/.test(errorMessage(error)) || /^(ERR_SSL|ERR_TLS|EPROTO)/.test(code))
}

async function openWith(
  settings: ConnectionSettings,
  host: HostAddress,
  tls: ConnectionOptions | false,
  signal: AbortSignal,
  applicationName: string,
): Promise<Session> {
  signal.throwIfAborted()
  const socket = new Socket()
  const client = new pg.Client(clientConfig(settings, host, tls, socket, applicationName))
  // node-postgres would otherwise add PGOPTIONS of the runner.
  Object.assign(client, { connectionParameters: parametersWithoutOptions(client, settings) })
  // An idle connection that breaks is noticed at the next query; unheard, it would end the process.
  let failure: Error | undefined
  client.on('error', (error) => {
    failure = error
  })
  const abort = () => socket.destroy()
  signal.addEventListener('abort', abort, { once: true })
  if (settings.parameters.channel_binding === 'require') requireChannelBinding(client)
  try {
    await client.connect()
  } catch (error) {
    signal.removeEventListener('abort', abort)
    socket.destroy()
    signal.throwIfAborted()
    throw error
  }
  return sessionOf(client, host, signal, () => failure, abort)
}
