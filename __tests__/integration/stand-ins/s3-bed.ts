import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mock } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { type S3Options, type S3Server, startS3 } from '../../../scripts/rig/s3-server.ts'
import type { ObjectTuning } from '../../../src/destinations/objects/tuning.ts'
import type { S3Url } from '../../../src/destinations/s3/client.ts'
import type { CleanupTask, Log } from '../../../src/host/host.ts'
import { destinationAt } from './object-stores.ts'

export const MiB = 1024 * 1024

/** Parts as small as S3 allows, and pauses that cost a test no time. */
export const quick: Partial<ObjectTuning> = {
  partSize: () => 5 * MiB,
  firstPauseMs: 1,
  attempts: 4,
  idleTimeoutMs: 1000,
}

export const never = new AbortController().signal

/** A log and a list of cleanup tasks that a test can look at. */
export class RecordingHost {
  readonly lines: string[] = []
  readonly tasks = new Set<CleanupTask>()
  readonly log: Log = {
    isLive: false,
    info: (line) => void this.lines.push(line),
    warning: (line) => void this.lines.push(`warning: ${line}`),
    error: (line) => void this.lines.push(`error: ${line}`),
    debug: (line) => void this.lines.push(`debug: ${line}`),
    progress: mock.fn(),
    group: (_title, phase) => phase(),
  }
  readonly cleanup = {
    add: (task: CleanupTask) => {
      this.tasks.add(task)
      return { done: () => void this.tasks.delete(task) }
    },
  }
}

export function s3Url(endpoint: string, more: Partial<S3Url> = {}): S3Url {
  const [bucket, prefix] = [more.bucket ?? 'backups', more.prefix ?? 'team/a']
  const text = `s3://${bucket}/${prefix}?endpoint=${endpoint}`
  return { kind: 's3', text, bucket, prefix, endpoint, pathStyle: true, create: false, ...more }
}

export function open(url: S3Url, tuning: Partial<ObjectTuning> = quick) {
  const host = new RecordingHost()
  return { host, destination: destinationAt(url, host, tuning) }
}

let count = 0

/** A new id of the series `shop`. */
export function newBackup(): { name: string; id: string } {
  const id = `shop-20260101T000000Z-${(++count).toString(36).padStart(6, '0')}`
  return { name: 'shop', id }
}

/** Looks at a bucket from outside. */
export class Witness {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket = 'backups') {
    this.#client = client
    this.#bucket = bucket
  }

  async keys(): Promise<string[]> {
    const page = await this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket }))
    return (page.Contents ?? []).map(({ Key }) => Key ?? '')
  }

  /** The keys of the multipart uploads under way. */
  async uploads(): Promise<string[]> {
    const page = await this.#client.send(new ListMultipartUploadsCommand({ Bucket: this.#bucket }))
    return (page.Uploads ?? []).map(({ Key }) => Key ?? '')
  }

  /** Ends the multipart uploads at all keys that start so. */
  async removeUploads(prefix = ''): Promise<void> {
    const list = { Bucket: this.#bucket, Prefix: prefix }
    const page = await this.#client.send(new ListMultipartUploadsCommand(list))
    for (const { Key, UploadId } of page.Uploads ?? []) {
      const upload = { Bucket: this.#bucket, Key, UploadId }
      await this.#client.send(new AbortMultipartUploadCommand(upload))
    }
  }

  /** Waits for the first multipart upload to show. */
  async firstUpload(): Promise<void> {
    const deadline = Date.now() + 10_000
    while ((await this.uploads()).length === 0 && Date.now() < deadline) await sleep(20)
  }

  async read(key: string): Promise<Buffer> {
    const input = { Bucket: this.#bucket, Key: key }
    const { Body } = await this.#client.send(new GetObjectCommand(input))
    return Buffer.from((await Body?.transformToByteArray()) ?? [])
  }
}

/** A server with the bucket `backups`, and someone to look into it. */
export interface Bed extends AsyncDisposable {
  readonly server: S3Server
  readonly client: S3Client
  readonly witness: Witness
}

export async function makeBed(options: S3Options = {}): Promise<Bed> {
  const server = await startS3(options)
  await server.createBucket('backups')
  const client = await server.client()
  // Without our idle timeout: the very first object takes SeaweedFS seconds.
  const target = { Bucket: 'backups', Key: 'warm-up' }
  await client.send(new PutObjectCommand({ ...target, Body: 'warm' }))
  await client.send(new DeleteObjectCommand(target))
  const dispose = async () => {
    client.destroy()
    await server.stop()
  }
  return { server, client, witness: new Witness(client), [Symbol.asyncDispose]: dispose }
}

/** Makes this process find the server's keys, and nothing of the machine's. */
export function useKeys(server: S3Server): void {
  Object.assign(process.env, server.env)
  delete process.env['AWS_ENDPOINT_URL_S3']
}

/**
 * Takes a backup, as the operation does: written, committed and read again, or aborted. Either
 * way no multipart upload may be left, and after an abort nothing at all.
 *
 * @param where the endpoint, or a destination below `team/a` of the bucket
 */
export async function backUp(
  { witness }: Bed,
  where: string | S3Url,
  tuning: Partial<ObjectTuning> = quick,
  size = 12 * MiB,
) {
  const backup = newBackup()
  const content = randomBytes(size)
  const { destination, host } = open(typeof where === 'string' ? s3Url(where) : where, tuning)
  const writer = await destination.begin(backup, never)
  try {
    const file = await writer.openFile(`${backup.id}.dump`)
    await file.write(content)
    await file.close()
    await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
    assert.ok(content.equals(await witness.read(`team/a/shop/${backup.id}.dump`)))
    return { backup, destination, host }
  } catch (error) {
    await writer.abort()
    assert.ok(!(await witness.keys()).some((found) => found.includes(backup.id)))
    assert.equal(host.tasks.size, 0)
    throw error
  } finally {
    assert.deepEqual(await witness.uploads(), [])
  }
}
