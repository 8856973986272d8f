import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { startTcpProxy } from '../../scripts/rig/tcp-proxy.ts'
import { Workplace } from './command-line.ts'
import { startBigServer } from './slow-dump.ts'
import type { SeenRequest } from './stand-ins/fault-proxy.ts'
import { type BucketPlace, TestBucket } from './test-bucket.ts'
import { TestRole } from './test-role.ts'
import { eventually, startBackup, type WatchedRun } from './watched-run.ts'

/** The servers that all interrupted runs share. */
export class Surroundings implements AsyncDisposable {
  readonly server: PostgresServer
  readonly bucket: TestBucket
  readonly #locker: { end(): Promise<void> }

  constructor(server: PostgresServer, bucket: TestBucket, locker: { end(): Promise<void> }) {
    this.server = server
    this.bucket = bucket
    this.#locker = locker
  }

  static async start(): Promise<Surroundings> {
    const [server, bucket] = await Promise.all([startBigServer(), TestBucket.start()])
    await server.createDatabase('locked')
    await server.query('CREATE TABLE held (a int)', 'locked')
    const locker = await server.connect('locked')
    await locker.query('BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE')
    return new Surroundings(server, bucket, locker)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#locker.end()
    await this.server.stop()
    await this.bucket[Symbol.asyncDispose]()
  }
}

/** A run that has come to some point and goes no further by itself. */
export interface HeldRun extends AsyncDisposable {
  readonly run: WatchedRun
  readonly place: Workplace
  readonly at: BucketPlace
  readonly role: TestRole
  /** What a later run needs to clean up after this one. */
  readonly env: Readonly<Record<string, string>>
}

type Hold = (around: Surroundings) => Promise<HeldRun>

interface Setting {
  readonly database?: string
  readonly flags?: readonly string[]
  readonly throttled?: boolean
  /** The destination is the bucket, where such requests are never answered. */
  readonly stall?: (request: SeenRequest) => boolean
  /** A folder is a second destination. */
  readonly folderToo?: boolean
  /** A port that is connected to instead of the server's. */
  readonly port?: number
}

async function begin(around: Surroundings, setting: Setting): Promise<HeldRun> {
  const { server, bucket } = around
  const place = await Workplace.make()
  const [role, at, proxy] = await Promise.all([
    TestRole.make(server),
    bucket.place(),
    startTcpProxy(server),
  ])
  const { stall, database = 'big', flags = [], port = proxy.port } = setting
  if (stall) at.proxy.add({ when: stall, fault: { kind: 'stall', afterBytes: 1 }, times: 99 })
  if (setting.throttled) proxy.throttle(500_000)
  const secrets = [role.password, server.password, bucket.server.secretAccessKey]
  const all = ['--client-dir', server.binDir, '--compression', 'none', ...flags]
  if (stall) all.push('--destination', at.destination)
  if (setting.folderToo) all.push('--destination', place.backups)
  const run = startBackup(place, role.url(database, port), all, { secrets, env: bucket.env })
  return {
    run,
    place,
    at,
    role,
    env: bucket.env,
    async [Symbol.asyncDispose]() {
      await run[Symbol.asyncDispose]()
      await proxy.stop()
      await at[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    },
  }
}

/** Connected to a server that never says a word. */
const connecting: Hold = async (around) => {
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const connected = once(silent, 'connection')
  const held = await begin(around, { port: (silent.address() as AddressInfo).port })
  const [socket] = await connected
  return {
    ...held,
    async [Symbol.asyncDispose]() {
      await held[Symbol.asyncDispose]()
      socket.destroy()
      silent.close()
    },
  }
}

const waiting =
  (...flags: string[]): Hold =>
  async (around) => {
    const held = await begin(around, { database: 'locked', flags })
    await eventually(async () => (await held.role.waiting()).length > 0, 'it waits for the lock')
    return held
  }

const dumping =
  (...flags: string[]): Hold =>
  async (around) => {
    const held = await begin(around, { throttled: true, flags })
    await eventually(async () => (await held.role.copying()).length > 0, 'rows are copied')
    return held
  }

const requesting =
  (stall: (request: SeenRequest) => boolean, setting: Setting = {}): Hold =>
  async (around) => {
    const held = await begin(around, { ...setting, stall })
    const isStalled = (line: string) => {
      const [method = '', url = ''] = line.split(' ')
      const [path = '', query = ''] = url.split('?')
      return stall({ method, path, query, headers: {} })
    }
    await eventually(() => held.at.proxy.seen.some(isStalled), 'the request is under way')
    return held
  }

const isPart = ({ method, query }: SeenRequest) => method === 'PUT' && /partNumber=/.test(query)
const isManifest = ({ method, path }: SeenRequest) => method === 'PUT' && /manifest/.test(path)
const isAbort = ({ method, query }: SeenRequest) => method === 'DELETE' && /uploadId=/.test(query)
const DIRECTORY = ['--format', 'directory', '--jobs', '2']

/** Every phase of a run in which it can spend any time, by destination and format. */
export const PHASES: Readonly<Record<string, Hold>> = {
  connecting,
  'waiting for a lock': waiting(),
  'waiting for a lock, directory': waiting(...DIRECTORY),
  'dumping to a folder': dumping(),
  'dumping a directory to a folder': dumping(...DIRECTORY),
  'uploading a part': requesting(isPart),
  'uploading a file of a directory': requesting(isPart, { flags: DIRECTORY }),
  'committing to a bucket': requesting(isManifest),
}

/** The folder has its backup, and the bucket's manifest is on its way. */
export const halfCommitted: Hold = async (around) => {
  const held = await requesting(isManifest, { folderToo: true })(around)
  const isThere = (file: string) => file.endsWith('manifest.json') && !file.includes('.partial')
  await eventually(async () => (await held.place.files()).some(isThere), 'the folder has it')
  return held
}

/** A part is on its way, and a request to abort the upload would not be answered either. */
export const uploadingForGood: Hold = requesting((request) => isPart(request) || isAbort(request))
