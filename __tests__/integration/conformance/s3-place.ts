import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { type S3Server, startS3 } from '../../../scripts/rig/s3-server.ts'
import type { BackupName } from '../../../src/destinations/destination.ts'
import { inParallel } from '../../../src/destinations/objects/in-parallel.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import { type FaultProxy, type SeenRequest, startFaultProxy } from '../stand-ins/fault-proxy.ts'
import { destinationAt, storeAt } from '../stand-ins/object-stores.ts'
import { s3Url } from '../stand-ins/s3-bed.ts'
import { refusal } from '../stand-ins/s3-requests.ts'
import { type BackupFiles, type Broken, type Opening, type Place, quick } from './place.ts'

const Bucket = 'backups'
const PREFIX = 'team/a'

/** SeaweedFS. */
export async function startS3Place(): Promise<Place> {
  const server = await startS3()
  await server.createBucket(Bucket)
  const client = await server.client()
  // Without our idle timeout: the very first object takes SeaweedFS seconds.
  await client.send(new PutObjectCommand({ Bucket, Key: 'warm-up', Body: 'warm' }))
  const folder = await mkdtemp(join(tmpdir(), 's3-place-'))
  return new S3Place(server, client, await startFaultProxy(server.endpoint), folder)
}

class S3Place implements Place {
  readonly exempt = {}
  readonly network
  readonly #server: S3Server
  readonly #client: S3Client
  readonly #folder: string

  constructor(server: S3Server, client: S3Client, proxy: FaultProxy, folder: string) {
    this.#server = server
    this.#client = client
    this.#folder = folder
    this.network = {
      proxy,
      ...requests,
      refuse: (status: number) => refusal(status, CODES[status] ?? ''),
    }
  }

  async destination(opening: Opening = {}) {
    const host = recordingHost(this.#folder)
    return { destination: destinationAt(this.#url(opening), host, opening.tuning), host }
  }

  async store(opening: Opening = {}) {
    const { log } = recordingHost(this.#folder)
    return storeAt(this.#url(opening), log, opening.tuning)
  }

  async put({ name }: BackupName, files: BackupFiles): Promise<void> {
    for (const [path, Body] of Object.entries(files)) await this.#put(`${name}/${path}`, Body)
  }

  async putMany(name: string, ids: readonly string[]): Promise<void> {
    const body = Buffer.from('{}')
    await inParallel(ids, (id) => this.#put(`${name}/${id}.manifest.json`, body))
  }

  async read({ name }: BackupName, path: string): Promise<Uint8Array> {
    const Key = `${PREFIX}/${name}/${path}`
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket, Key }))
    return (await Body?.transformToByteArray()) ?? Buffer.of()
  }

  async names(): Promise<string[]> {
    const names: string[] = []
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const list = new ListObjectsV2Command({ Bucket, ContinuationToken: token })
      const page = await this.#client.send(list)
      names.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''))
      token = page.NextContinuationToken
    }
    return names
  }

  async unfinished(): Promise<string[]> {
    const page = await this.#client.send(new ListMultipartUploadsCommand({ Bucket }))
    return (page.Uploads ?? []).map(({ Key }) => Key ?? '')
  }

  async breakDown(): Promise<Broken> {
    const { proxy, refuse } = this.network
    const fault = { kind: 'answer', answer: refuse(503) } as const
    proxy.add({ when: ({ method }) => method === 'PUT' || method === 'POST', fault, times: 1000 })
    const opened = await this.destination({ tuning: quick })
    return { opened, code: 'E_UPLOAD', [Symbol.asyncDispose]: async () => proxy.reset() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy()
    await this.network.proxy[Symbol.asyncDispose]()
    await this.#server.stop()
    await rm(this.#folder, { recursive: true })
  }

  async #put(path: string, Body: Uint8Array): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket, Key: `${PREFIX}/${path}`, Body }))
  }

  #url({ credentials, isMissing, prefix = PREFIX }: Opening) {
    Object.assign(process.env, this.#server.env)
    delete process.env['AWS_ENDPOINT_URL_S3']
    if (credentials === 'wrong') process.env['AWS_SECRET_ACCESS_KEY'] = 'another'
    if (credentials === 'none') delete process.env['AWS_ACCESS_KEY_ID']
    const bucket = isMissing ? 'no-such-bucket' : Bucket
    return s3Url(this.network.proxy.endpoint, { bucket, prefix })
  }
}

const CODES: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'SlowDown',
}

const isObject = ({ path }: SeenRequest) => path.split('/').length > 3

const requests = {
  isData: (seen: SeenRequest) => seen.method === 'PUT' && seen.query.includes('partNumber='),
  isManifest: (seen: SeenRequest) => seen.method === 'PUT' && seen.path.endsWith('.manifest.json'),
  isDownload: (seen: SeenRequest) => seen.method === 'GET' && isObject(seen),
  isList: (seen: SeenRequest) => seen.query.includes('list-type=2'),
}
