import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, QueryResultRow } from 'pg'
import { type CertificateFault, type Certificates, makeCertificates } from './certificates.ts'
import { childrenOf, signalIfRunning } from './child-processes.ts'
import { run } from './command.ts'
import { type PostgresMajor, postgres } from './parts.ts'
import { freePort } from './ports.ts'
import {
  makeDataFolder,
  type Settings,
  superuser,
  writeAccess,
  writeSettings,
} from './postgres-data.ts'
import { asServerUser, giveToServerUser } from './server-user.ts'
import { dataFolder, privateFolder, Supervised } from './supervised.ts'

export interface PostgresOptions {
  readonly major: PostgresMajor
  /** Lines of postgresql.conf, e.g. `{ max_connections: 5, log_statement: 'all' }`. */
  readonly settings?: Settings
  /** TLS with a certificate of a private authority; `clientCertificate`: mTLS replaces passwords over TCP. */
  readonly tls?: { readonly fault?: CertificateFault; readonly clientCertificate?: boolean }
  /** Lines of pg_hba.conf put before the usual ones, e.g. `hostnossl all all all reject`. */
  readonly auth?: readonly string[]
  /** initdb's --locale (default: C.UTF-8). */
  readonly locale?: string
  /** More arguments of initdb, e.g. `--data-checksums`. A set not used before costs one initdb. */
  readonly initdbArgs?: readonly string[]
  /** Where times are measured: users' servers are not in memory. */
  readonly onDisk?: boolean
}

/** Starts a fresh PostgreSQL on 127.0.0.1, with a password and nobody's data; ready on return. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const installation = await postgres(options.major)
  const folder = options.onDisk ? await privateFolder('pg') : await dataFolder('pg')
  const supervised = new Supervised(folder, 'QUIT')
  try {
    const data = join(folder, 'data')
    const password = await makeDataFolder(installation, data, options)
    const certificates = await prepareTls(folder, options)
    await writeSettings(data, { ...tlsSettings(certificates), ...options.settings })
    await writeAccess(data, options.auth ?? [], options.tls?.clientCertificate ?? false)
    const server = new PostgresServer(
      options.major,
      installation,
      password,
      supervised,
      certificates,
    )
    await server.start()
    return server
  } catch (error) {
    await supervised.end('SIGKILL')
    await supervised.remove()
    throw error
  }
}

async function prepareTls(folder: string, { tls }: PostgresOptions) {
  if (tls === undefined) return undefined
  return makeCertificates(join(folder, 'tls'), tls.fault ?? 'none', superuser)
}

function tlsSettings(certificates: Certificates | undefined): Settings {
  if (certificates === undefined) return {}
  return {
    ssl: true,
    ssl_ca_file: certificates.ca,
    ssl_cert_file: certificates.serverCert,
    ssl_key_file: certificates.serverKey,
  }
}

/** A running PostgreSQL. `await using` stops it; it also ends with this process. */
export class PostgresServer implements AsyncDisposable {
  readonly major: PostgresMajor
  readonly host = '127.0.0.1'
  readonly user = superuser
  readonly password: string
  /** Folder with the PostgreSQL of this version: bin/, lib/, share/. */
  readonly installation: string
  /** Folder with this version's pg_dump, pg_restore, psql and the rest. */
  readonly binDir: string
  readonly dataDir: string
  /** Folder of the unix socket; works as a host in libpq and node-postgres. */
  readonly socketDir: string
  /** The server's log. */
  readonly logFile: string
  /** PEM files, when the server was started with `tls`. */
  readonly certificates: Certificates | undefined
  readonly #supervised: Supervised
  #port = 0

  constructor(
    major: PostgresMajor,
    installation: string,
    password: string,
    supervised: Supervised,
    certificates?: Certificates,
  ) {
    this.major = major
    this.installation = installation
    this.binDir = join(installation, 'bin')
    this.password = password
    this.#supervised = supervised
    this.certificates = certificates
    this.dataDir = join(supervised.folder, 'data')
    this.socketDir = join(supervised.folder, 's')
    this.logFile = supervised.logFile
  }

  /** The TCP port; stays the same over a restart. */
  get port(): number {
    return this.#port
  }

  /** The postmaster's process id. */
  get pid(): number {
    return this.#supervised.pid
  }

  /** Variables for libpq programs, by the unix socket, e.g. for `spawn('pg_dump', …)`. */
  get env(): Record<string, string> {
    const where = { PGHOST: this.socketDir, PGPORT: String(this.#port) }
    return { ...where, PGUSER: this.user, PGPASSWORD: this.password }
  }

  /** A connection URL over TCP, password included. */
  url(database = 'postgres', params: Readonly<Record<string, string>> = {}): string {
    const url = new URL(`postgresql://${this.host}:${this.#port}/${encodeURIComponent(database)}`)
    url.username = this.user
    url.password = this.password
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
    return url.href
  }

  /** Runs SQL through node-postgres on a connection of its own; several statements are fine without values. */
  async query<Row extends QueryResultRow = QueryResultRow>(
    sql: string,
    database = 'postgres',
    values?: readonly unknown[],
  ): Promise<Row[]> {
    const client = await this.connect(database)
    try {
      const result = await client.query<Row>(sql, values && [...values])
      return result.rows
    } finally {
      await client.end()
    }
  }

  /** An open node-postgres connection by the unix socket, for transactions and locks; the caller ends it. */
  async connect(database = 'postgres'): Promise<Client> {
    const { default: pg } = await import('pg')
    const { user, password, socketDir: host } = this
    const client = new pg.Client({ host, port: this.#port, user, password, database })
    // A server that is killed on purpose is no reason to end the test process.
    client.on('error', () => {})
    await client.connect()
    return client
  }

  /** Runs SQL text, or `{ file }`, through psql; resolves to its unaligned output. Stops at the first error. */
  async psql(script: string | { readonly file: string }, database = 'postgres'): Promise<string> {
    const flags = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-d', database]
    const source = typeof script === 'string' ? [] : ['-f', script.file]
    const input = typeof script === 'string' ? { input: script } : {}
    const env = { ...this.env, PGCLIENTENCODING: 'UTF8' }
    return run(join(this.binDir, 'psql'), [...flags, ...source], { env, ...input })
  }

  /** Creates a database; `options` is the rest of CREATE DATABASE, e.g. `TEMPLATE x`. */
  async createDatabase(name: string, options = ''): Promise<void> {
    await this.psql(`CREATE DATABASE ${quoteName(name)} ${options}`)
  }

  async dropDatabase(name: string): Promise<void> {
    await this.psql(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`)
  }

  /** Starts the server on its data folder (after `kill()`); ready on return. */
  async start(): Promise<void> {
    if (this.#supervised.running) return
    await mkdir(this.socketDir, { recursive: true })
    await giveToServerUser(this.#supervised.folder)
    const deadline = Date.now() + 10_000
    for (;;) {
      const wanted = this.#port === 0 ? await freePort() : this.#port
      const failure = await this.#tryToStart(wanted)
      if (failure === undefined) {
        this.#port = wanted
        return
      }
      // A port may be lost to another process; what a killed server left may still be ending.
      const passing = /Address already in use|pre-existing shared memory block/.test(failure)
      if (!passing || Date.now() > deadline) throw new Error(`No PostgreSQL started.\n${failure}`)
      await sleep(50)
    }
  }

  /** Resolves to undefined once connections are accepted, or to the log of a server that gave up. */
  async #tryToStart(port: number): Promise<string | undefined> {
    const pidFile = join(this.dataDir, 'postmaster.pid')
    const before = existsSync(this.logFile) ? (await readFile(this.logFile, 'utf8')).length : 0
    const program = join(this.binDir, 'postgres')
    const where = ['-p', String(port), '-k', this.socketDir]
    this.#supervised.start(asServerUser([program, '-D', this.dataDir, ...where]))
    while (this.#supervised.running) {
      // The eighth line is the postmaster's state, as pg_ctl reads it. A killed server leaves its file.
      const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
      if (lines[0] === String(this.pid) && lines[7]?.trim() === 'ready') return undefined
      await sleep(5)
    }
    return (await readFile(this.logFile, 'utf8')).slice(before).slice(-2000)
  }

  /** Kills the server with SIGKILL, as a crash does; the data stay for `start()`. */
  async kill(): Promise<void> {
    const children = childrenOf(this.pid)
    await this.#supervised.end('SIGKILL')
    // Most of them end on their own when the postmaster is gone, but a launcher of autovacuum that
    // is just starting may take ten seconds (14 to 16), in which the data folder stays locked.
    for (const pid of children) signalIfRunning(pid, 'SIGKILL')
  }

  /** Stops the server in order and starts it again on the same port. */
  async restart(): Promise<void> {
    await this.#supervised.end('SIGINT')
    await this.start()
  }

  /** Stops the server and removes its data. */
  async stop(): Promise<void> {
    await this.#supervised.end('SIGQUIT')
    await this.#supervised.remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

/** A name as an SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
