import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pgbouncer } from './parts.ts'
import { freePort } from './ports.ts'
import type { PostgresServer } from './postgres-server.ts'
import { asServerUser, giveToServerUser } from './server-user.ts'
import { privateFolder, Supervised } from './supervised.ts'

export type PoolMode = 'session' | 'transaction' | 'statement'

/**
 * Starts PgBouncer on 127.0.0.1 in front of a server, for every database of it, with the server's
 * user and password. Throws where PgBouncer cannot be had; ask `pgbouncer()` of parts.ts before.
 */
export async function startPooler(server: PostgresServer, mode: PoolMode): Promise<Pooler> {
  const part = await pgbouncer()
  if (part.path === undefined) throw new Error(part.reason)
  const supervised = new Supervised(await privateFolder('pool'), 'KILL')
  try {
    const port = await freePort()
    const file = join(supervised.folder, 'pgbouncer.ini')
    await writeFile(file, configuration(server, mode, port, supervised.folder))
    const users = `"${server.user}" "${server.password}"\n`
    await writeFile(join(supervised.folder, 'users.txt'), users, { mode: 0o600 })
    await giveToServerUser(supervised.folder)
    supervised.start(asServerUser([part.path, file]), part.env)
    await untilListening(port, supervised)
    return new Pooler(server, port, supervised)
  } catch (error) {
    await supervised.end('SIGKILL')
    await supervised.remove()
    throw error
  }
}

function configuration(server: PostgresServer, mode: PoolMode, port: number, folder: string) {
  return `[databases]
* = host=${server.socketDir} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
admin_users = ${server.user}
pool_mode = ${mode}
ignore_startup_parameters = extra_float_digits
`
}

async function untilListening(port: number, supervised: Supervised): Promise<void> {
  while (supervised.running) {
    if (await accepts(port)) return
    await sleep(20)
  }
  throw new Error(`PgBouncer did not start.\n${await readFile(supervised.logFile, 'utf8')}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}

/** A running PgBouncer. `await using` stops it; it also ends with this process. */
export class Pooler implements AsyncDisposable {
  readonly host = '127.0.0.1'
  readonly port: number
  readonly #server: PostgresServer
  readonly #supervised: Supervised

  constructor(server: PostgresServer, port: number, supervised: Supervised) {
    this.port = port
    this.#server = server
    this.#supervised = supervised
  }

  get logFile(): string {
    return this.#supervised.logFile
  }

  /** As PostgresServer.url, by way of the pooler. */
  url(database = 'postgres', params: Readonly<Record<string, string>> = {}): string {
    const url = new URL(this.#server.url(database, params))
    url.port = String(this.port)
    return url.href
  }

  async stop(): Promise<void> {
    await this.#supervised.end('SIGKILL')
    await this.#supervised.remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
