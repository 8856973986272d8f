import type { Cleanup, Log } from '../../host/host.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from '../destination.ts'
import { ObjectBackupWriter } from '../objects/backup-writer.ts'
import { removeLeftover } from '../objects/leftover.ts'
import { probe } from '../objects/probe.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { findBucket } from './bucket.ts'
import { GcsConnection } from './connection.ts'
import type { GsUrl } from './endpoint.ts'
import { GcsStorage, gcsTuning } from './storage.ts'

export interface GcsContext {
  readonly log: Log
  readonly cleanup: Cleanup
}

/** A destination, and how often a request to it had to be sent again, for the report. */
export interface GcsDestination extends Destination {
  readonly kind: 'gs'
  readonly retries: number
}

/** Opens a bucket of Google Cloud Storage. Sends nothing yet. */
export function openGcsDestination(
  url: GsUrl,
  context: GcsContext,
  tuning: Partial<ObjectTuning> = {},
): GcsDestination {
  return new Bucket(url, context, { ...gcsTuning, ...tuning })
}

/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function removeUnfinished(
  url: GsUrl,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<ObjectTuning> = {},
): Promise<void> {
  const connection = new GcsConnection(url, log, { ...gcsTuning, ...tuning })
  await removeLeftover(new GcsStorage(connection), key, signal)
}

class Bucket implements GcsDestination {
  readonly kind = 'gs'
  readonly label: string
  readonly #connection: GcsConnection
  readonly #storage: GcsStorage
  readonly #cleanup: Cleanup
  #found = false

  constructor(url: GsUrl, { log, cleanup }: GcsContext, tuning: ObjectTuning) {
    this.label = ['gs:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new GcsConnection(url, log, tuning)
    this.#storage = new GcsStorage(this.#connection)
    this.#cleanup = cleanup
  }

  get retries(): number {
    return this.#connection.retries
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    await this.#find(signal, need.region)
    await probe(this.#storage, this.#folder(need.name), signal)
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
}
