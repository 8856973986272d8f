import { errorMessage, printable } from '../../errors.ts'
import type { Cleanup } from '../../host/host.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from '../destination.ts'
import { ObjectBackupWriter } from './backup-writer.ts'
import { keyOf, labelOf, placeOf } from './object-url.ts'
import { probe } from './probe.ts'
import type { ObjectStorage } from './storage.ts'

/** A place in an object store that backups are written to. Sends nothing yet when it is made. */
export class ObjectDestination implements Destination {
  readonly #storage: ObjectStorage
  readonly #cleanup: Cleanup
  #found = false

  constructor(storage: ObjectStorage, cleanup: Cleanup) {
    this.#storage = storage
    this.#cleanup = cleanup
  }

  get kind() {
    return this.#storage.url.kind
  }

  get label(): string {
    return labelOf(this.#storage.url)
  }

  get retries(): number {
    return this.#storage.retries
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    await this.#find(signal, need.region)
    const folder = keyOf(this.#storage.url, need.name)
    await probe(this.#storage, folder, signal)
    await this.#sweep(folder, signal)
  }

  async begin({ name }: BackupName, signal: AbortSignal): Promise<BackupWriter> {
    if (!this.#found) await this.#find(signal)
    return new ObjectBackupWriter(
      this.#storage,
      keyOf(this.#storage.url, name),
      this.#cleanup,
      signal,
    )
  }

  async #find(signal: AbortSignal, wanted?: string | undefined): Promise<void> {
    await this.#storage.find({ mayCreate: true, wanted }, signal)
    this.#found = true
  }

  async #sweep(folder: string, signal: AbortSignal): Promise<void> {
    const storage = this.#storage
    try {
      const swept = await storage.sweepParts(folder, signal)
      if (swept > 0) storage.log.info(`Removed ${swept} unfinished uploads of killed runs.`)
    } catch (error) {
      signal.throwIfAborted()
      const doing = `look for unfinished uploads in ${placeOf(storage.url, folder)}`
      storage.log.warning(printable(errorMessage(storage.explain(error, doing))))
    }
  }
}
