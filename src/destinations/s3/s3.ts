import { errorMessage, printable } from '../../errors.ts'
import type { Cleanup, Log } from '../../host/host.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from '../destination.ts'
import { S3BackupWriter } from './backup-writer.ts'
import { findBucket } from './bucket.ts'
import type { S3Url } from './client.ts'
import { defaultTuning, S3Connection, type S3Tuning } from './connection.ts'
import { storeError } from './errors.ts'
import { removeLeftover, sweepUploads } from './leftovers.ts'
import { deleteObject, headObject, putObject } from './objects.ts'

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
  tuning: Partial<S3Tuning> = {},
): S3Destination {
  return new Bucket(url, context, { ...defaultTuning, ...tuning })
}

/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `abort-multipart`. Multipart uploads at the key are aborted, and what lies there already is
 * removed unless the manifest beside it makes it a backup.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function abortMultipartUploads(
  url: S3Url,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<S3Tuning> = {},
): Promise<void> {
  const connection = new S3Connection(url, log, { ...defaultTuning, ...tuning })
  await findBucket({ connection, create: false }, signal)
  try {
    await removeLeftover(connection, key, signal)
  } catch (error) {
    throw storeError(error, `remove what is left at ${connection.place(key)}`)
  }
}

class Bucket implements S3Destination {
  readonly kind = 's3'
  readonly label: string
  readonly #connection: S3Connection
  readonly #cleanup: Cleanup
  #found = false

  constructor(url: S3Url, { log, cleanup }: S3Context, tuning: S3Tuning) {
    this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new S3Connection(url, log, tuning)
    this.#cleanup = cleanup
  }

  get retries(): number {
    return this.#connection.retries
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    await this.#find(signal, need.region)
    const folder = this.#folder(need.name)
    await this.#probe(`${folder}/.pg-backup-probe`, signal)
    await this.#sweep(folder, signal)
  }

  async begin({ name }: BackupName, signal: AbortSignal): Promise<BackupWriter> {
    if (!this.#found) await this.#find(signal)
    return new S3BackupWriter(this.#connection, this.#folder(name), this.#cleanup, signal)
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

  /**
   * Writes, reads and removes a small object, so that missing rights, a locked bucket or a key of
   * KMS cost no dump. Always the same one: keys that may not delete leave one, not one a night.
   */
  async #probe(key: string, signal: AbortSignal): Promise<void> {
    const connection = this.#connection
    const place = connection.place(key)
    const body = Buffer.from('Written by pg-backup-action to see whether it may. Can be removed.\n')
    try {
      await putObject(connection, { key, body, contentType: 'text/plain', writer: 'probe' }, signal)
    } catch (error) {
      throw storeError(error, `write ${place}`)
    }
    try {
      await headObject(connection, key, signal)
    } catch (error) {
      throw storeError(error, `read ${place}`)
    }
    await deleteObject(connection, key, signal).catch((error: unknown) => {
      this.#warn(error, `remove ${place}`, signal)
    })
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
