import type { Cleanup, Log } from '../../host/host.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from '../destination.ts'
import { ObjectBackupWriter } from '../objects/backup-writer.ts'
import { removeLeftover } from '../objects/leftover.ts'
import { probe } from '../objects/probe.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import type { AzureUrl } from './client.ts'
import { AzureConnection } from './connection.ts'
import { findContainer } from './container.ts'
import { AzureStorage } from './storage.ts'

export interface AzureContext {
  readonly log: Log
  readonly cleanup: Cleanup
}

/** A destination, and how often a request to it had to be sent again, for the report. */
export interface AzureDestination extends Destination {
  readonly kind: 'az'
  readonly retries: number
}

/** Opens a container of Azure Blob Storage. Sends nothing yet. */
export function openAzureDestination(
  url: AzureUrl,
  context: AzureContext,
  tuning: Partial<ObjectTuning> = {},
): AzureDestination {
  return new Container(url, context, { ...defaultTuning, ...tuning })
}

/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function removeUnfinished(
  url: AzureUrl,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<ObjectTuning> = {},
): Promise<void> {
  const connection = new AzureConnection(url, log, { ...defaultTuning, ...tuning })
  await findContainer({ connection, create: false }, signal)
  await removeLeftover(new AzureStorage(connection), key, signal)
}

class Container implements AzureDestination {
  readonly kind = 'az'
  readonly label: string
  readonly #connection: AzureConnection
  readonly #storage: AzureStorage
  readonly #cleanup: Cleanup
  #found = false

  constructor(url: AzureUrl, { log, cleanup }: AzureContext, tuning: ObjectTuning) {
    this.label = ['az:/', url.account, url.container, url.prefix].filter(Boolean).join('/')
    this.#connection = new AzureConnection(url, log, tuning)
    this.#storage = new AzureStorage(this.#connection)
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
    await findContainer({ connection: this.#connection, create, wanted }, signal)
    this.#found = true
  }

  #folder(name: string): string {
    const { prefix } = this.#connection.url
    return prefix === '' ? name : `${prefix}/${name}`
  }
}
