import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { weed } from './parts.ts'
import { freePorts } from './ports.ts'
import { privateFolder, Supervised } from './supervised.ts'

/** A pair of keys and what it may do: `Admin`, `Read`, `Write`, `List`, `Tagging`, or `Read:bucket`. */
export interface Identity {
  readonly name: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly actions: readonly string[]
  /** A policy in IAM's language that says what it may do besides. */
  readonly policy?: object
}

export interface S3Options {
  /** Identities besides the administrator, whose keys the server object has. */
  readonly identities?: readonly Identity[]
}

/**
 * Starts an S3 server (SeaweedFS) on 127.0.0.1. Other keys than those of its identities are
 * refused. It knows no regions. Takes about three seconds; share one between the tests of a file.
 */
export async function startS3(options: S3Options = {}): Promise<S3Server> {
  const program = await weed()
  for (let attempt = 1; ; attempt++) {
    const supervised = new Supervised(await privateFolder('s3'), 'KILL')
    try {
      return await tryToStart(program, supervised, options)
    } catch (error) {
      // Nearly always a port that another server took in the meantime.
      await supervised.end('SIGKILL')
      await supervised.remove()
      if (attempt === 3) throw error
    }
  }
}

const administrator = 'Admin Read Write List Tagging'.split(' ')

async function tryToStart(program: string, supervised: Supervised, options: S3Options) {
  const keys = {
    accessKeyId: `RIG${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  }
  const all = [{ name: 'rig', actions: administrator, ...keys }, ...(options.identities ?? [])]
  const configuration = join(supervised.folder, 'identities.json')
  await writeFile(configuration, identitiesFile(all), { mode: 0o600 })
  await mkdir(join(supervised.folder, 'data'))
  const ports = await freePorts(8)
  supervised.start([program, ...weedArguments(supervised.folder, configuration, ports)])
  const endpoint = `http://127.0.0.1:${ports[0]}`
  const server = new S3Server(endpoint, keys.accessKeyId, keys.secretAccessKey, supervised)
  await untilReady(server, supervised)
  return server
}

function identitiesFile(identities: readonly Identity[]): string {
  const entries = identities.map(({ name, accessKeyId, secretAccessKey, actions, policy }) => ({
    name,
    credentials: [{ accessKey: accessKeyId, secretKey: secretAccessKey }],
    actions,
    policyNames: policy === undefined ? [] : [name],
  }))
  const policies = identities
    .filter(({ policy }) => policy !== undefined)
    .map(({ name, policy }) => ({ name, content: JSON.stringify(policy) }))
  return JSON.stringify({ identities: entries, policies })
}

/** Every listening port is set: two servers that share one collide, and the second dies quietly. */
function weedArguments(folder: string, configuration: string, ports: readonly number[]): string[] {
  const [s3, s3Grpc, master, masterGrpc, volume, volumeGrpc, filer, filerGrpc] = ports
  const settings = {
    dir: join(folder, 'data'),
    ip: '127.0.0.1',
    'ip.bind': '127.0.0.1',
    s3: true,
    's3.config': configuration,
    's3.port': s3,
    's3.port.grpc': s3Grpc,
    's3.port.iceberg': 0,
    's3.port.lance': 0,
    's3.localSocket': join(folder, 's3.sock'),
    'master.port': master,
    'master.port.grpc': masterGrpc,
    'master.telemetry': false,
    'master.volumeSizeLimitMB': 256,
    'volume.port': volume,
    'volume.port.grpc': volumeGrpc,
    'volume.max': 0,
    'filer.port': filer,
    'filer.port.grpc': filerGrpc,
    'filer.localSocket': join(folder, 'filer.sock'),
  }
  return ['server', ...Object.entries(settings).map(([name, value]) => `-${name}=${value}`)]
}

/** Ready means that a bucket can be made, which needs all four servers inside to know each other. */
async function untilReady(server: S3Server, supervised: Supervised): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const failure = await server.createBucket('rig-ready').then(
      () => undefined,
      (error: unknown) => error,
    )
    if (failure === undefined) return
    if (!supervised.running || Date.now() > deadline) {
      const log = await readFile(supervised.logFile, 'utf8')
      throw new Error(`SeaweedFS did not start.\n${log.slice(-2000)}`, { cause: failure })
    }
    await sleep(100)
  }
}

/** A running S3 server. `await using` stops it; it also ends with this process. */
export class S3Server implements AsyncDisposable {
  /** Base address, for path-style requests. */
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region = 'us-east-1'
  readonly #supervised: Supervised

  constructor(
    endpoint: string,
    accessKeyId: string,
    secretAccessKey: string,
    supervised: Supervised,
  ) {
    this.endpoint = endpoint
    this.accessKeyId = accessKeyId
    this.secretAccessKey = secretAccessKey
    this.#supervised = supervised
  }

  get logFile(): string {
    return this.#supervised.logFile
  }

  /** The variables that lead the AWS SDK and command line here, and to nothing of the machine's. */
  get env(): Record<string, string> {
    return {
      AWS_ACCESS_KEY_ID: this.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.secretAccessKey,
      AWS_REGION: this.region,
      AWS_ENDPOINT_URL_S3: this.endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    }
  }

  /** An SDK client with the administrator's keys, to look at what a test left; the caller destroys it. */
  async client() {
    const { S3Client } = await import('@aws-sdk/client-s3')
    const { endpoint, region, accessKeyId, secretAccessKey } = this
    const credentials = { accessKeyId, secretAccessKey }
    return new S3Client({ endpoint, region, credentials, forcePathStyle: true, maxAttempts: 1 })
  }

  async createBucket(name: string): Promise<void> {
    const { CreateBucketCommand } = await import('@aws-sdk/client-s3')
    const client = await this.client()
    try {
      await client.send(new CreateBucketCommand({ Bucket: name }))
    } finally {
      client.destroy()
    }
  }

  async stop(): Promise<void> {
    await this.#supervised.end('SIGKILL')
    await this.#supervised.remove()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
