import { errorMessage, printable } from '../../errors.ts'
import type { Cleanup, Log } from '../../host/host.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from '../destination.ts'
import { ObjectBackupWriter } from '../objects/backup-writer.ts'
import { removeLeftover } from '../objects/leftover.ts'
import { probe } from '../objects/probe.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import { findBucket } from './bucket.ts'
import type { S3Url } from './client.ts'
import { S3Connection } from './connection.ts'
import { storeError } from './errors.ts'
import { sweepUploads } from './leftovers.ts'
import { S3Storage } from './storage.ts'

export interface S3Context {
  readonly log: Log
  readonly cleanup: Cleanup
}

/** A destination, and how often a request to it had to be sent again, for the report. */
export interface S3Destination extends Destination {
  readonly kind: 's3'
  readonly retries: number
}

/** Opens a bucket of Amazon S3 or of a store that speaks its protocol. Sends nothing yet. */
export function openS3Destination(
  url: S3Url,
  context: S3Context,
  tuning: Partial<ObjectTuning> = {},
): S3Destination {
  return new Bucket(url, context, { ...defaultTuning, ...tuning })
}

/**
 * Removes what a killed run left of one archive, and of its multipart uploads; the post step's
 * part of the cleanup task `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function removeUnfinished(
  url: S3Url,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<ObjectTuning> = {},
): Promise<void> {
  const connection = new S3Connection(url, log, { ...defaultTuning, ...tuning })
  await findBucket({ connection, create: false }, signal)
  await removeLeftover(new S3Storage(connection), key, signal)
}

class Bucket implements S3Destination {
  readonly kind = 's3'
  readonly label: string
  readonly #connection: S3Connection
  readonly #storage: S3Storage
  readonly #cleanup: Cleanup
  #found = false

  constructor(url: S3Url, { log, cleanup }: S3Context, tuning: ObjectTuning) {
    this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new S3Connection(url, log, tuning)
    this.#storage = new S3Storage(this.#connection)
    this.#cleanup = cleanup
  }

  get retries(): number {
    return this.#connection.retries
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    await this.#find(signal, need.region)
    const folder = this.#folder(need.name)
    await probe(this.#storage, folder, signal)
    await this.#sweep(folder, signal)
  }

  async begin({ name }: BackupName, signal: AbortSignal): Promise<BackupWriter> {
    if (!this.#found) await this.#find(signal)
    return new ObjectBackupWriter(this.#storage, this.#folder(name), this.#cleanup, signal)
  }

  async #find(signal: AbortSignal, wanted?: string | undefined): Promise<void> {
    const { create } = this.#connection.url
    await findBucket({ connection: this.#connection, create, wanted }, signal)
    this.#found = true
  }

  #folder(name: string): string {
    const { prefix } = this.#connection.url
    return prefix === '' ? name : `${prefix}/${name}`
  }

  async #sweep(folder: string, signal: AbortSignal): Promise<void> {
    try {
      const swept = await sweepUploads(this.#connection, folder, signal)
      if (swept > 0)
        this.#connection.log.info(`Removed ${swept} unfinished uploads of killed runs.`)
    } catch (error) {
      this.#warn(error, `look for unfinished uploads in ${this.#connection.place(folder)}`, signal)
    }
  }

  #warn(error: unknown, doing: string, signal: AbortSignal): void {
    signal.throwIfAborted()
    this.#connection.log.warning(printable(errorMessage(storeError(error, doing))))
  }
}
