import { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { UserError } from '../errors.ts'
import type { ConnectionSettings, HostAddress } from './connection.ts'
import { CONNECT_TIMEOUT_SECONDS } from './environment.ts'

/** A node-postgres client that is connected, and the socket under it. */
export interface OpenClient {
  readonly client: pg.Client
  readonly socket: Socket
  /** From the greeting of the server, or of the pooler that stands before it. */
  readonly processId: number
}

/** What node-postgres 8 has and its types leave out. */
interface Internals {
  readonly connectionParameters: { options: string }
  readonly processID: number | null
}

/**
 * Connects to one host in one way; `tls` false is unencrypted. The socket is destroyed as soon as
 * `signal` is aborted, then and later. Throws what node-postgres throws, or `E_AUTH` where the
 * server wants a password and there is none.
 */
export async function openClient(
  settings: ConnectionSettings,
  host: HostAddress,
  tls: ConnectionOptions | false,
  signal: AbortSignal,
): Promise<OpenClient> {
  signal.throwIfAborted()
  const socket = new Socket()
  const binding = new ChannelBinding(settings, tls !== false)
  const client = new pg.Client(clientConfig(settings, host, tls, socket, binding))
  const internals = client as unknown as Internals
  // Left out, `options` would be taken from PGOPTIONS, whose owner is the runner.
  internals.connectionParameters.options = settings.parameters.options ?? ''
  // A connection that breaks between two queries would otherwise end the process.
  client.on('error', () => {})
  binding.watch(client)
  const abort = () => socket.destroy()
  signal.addEventListener('abort', abort, { once: true })
  socket.once('close', () => signal.removeEventListener('abort', abort))
  try {
    await client.connect()
    binding.check()
  } catch (error) {
    socket.destroy()
    signal.throwIfAborted()
    throw error
  }
  return { client, socket, processId: internals.processID ?? 0 }
}

/** Every value that node-postgres would otherwise take from a PG* variable is given. */
function clientConfig(
  settings: ConnectionSettings,
  { host, port }: HostAddress,
  tls: ConnectionOptions | false,
  socket: Socket,
  binding: ChannelBinding,
): pg.ClientConfig {
  const { parameters, user, database, password } = settings
  const seconds = Number(parameters.connect_timeout ?? CONNECT_TIMEOUT_SECONDS)
  return {
    host,
    port,
    user,
    database,
    password: () => binding.allow(password),
    ssl: tls,
    sslnegotiation: tls !== false && parameters.sslnegotiation === 'direct' ? 'direct' : 'postgres',
    enableChannelBinding: binding.required,
    application_name: parameters.application_name ?? 'pg-backup',
    client_encoding: 'UTF8',
    connectionTimeoutMillis: Math.max(seconds, 0) * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 60_000,
    stream: () => socket,
  }
}

/**
 * `channel_binding=require`, which node-postgres can do but not demand: without it, whoever stands
 * between us and the server could ask for the password in a weaker way.
 */
class ChannelBinding {
  readonly required: boolean
  #offered = false

  constructor({ parameters }: ConnectionSettings, encrypted: boolean) {
    this.required = encrypted && parameters.channel_binding === 'require'
  }

  watch(client: pg.Client): void {
    client.connection.on('authenticationSASL', ({ mechanisms }: { mechanisms: string[] }) => {
      this.#offered = mechanisms.includes('SCRAM-SHA-256-PLUS')
    })
  }

  /** The password, if the server asked for it in a way that is allowed. */
  allow(password: string | undefined): string {
    this.check()
    if (password !== undefined) return password
    throw new UserError(
      'E_AUTH',
      'The server asks for a password and the connection has none.',
      'Put it into the URL, percent-encoded, or into PGPASSWORD.',
    )
  }

  check(): void {
    if (!this.required || this.#offered) return
    throw new UserError(
      'E_AUTH',
      'The connection has channel_binding=require and the server does not offer it.',
      'Check that this is the right server, or use sslmode=verify-full instead of channel_binding.',
    )
  }
}
