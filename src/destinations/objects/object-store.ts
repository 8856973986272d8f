import { UserError } from '../../errors.ts'
import { isSeriesName } from '../../plan/backup-name.ts'
import type { BackupStore } from '../store.ts'
import { folderInStore, isHidden, pathInStore } from '../store-path.ts'
import { archiveSlots, smallFileSlots } from './object-reader.ts'
import { keyOf, labelOf, placeOf } from './object-url.ts'
import type { ObjectStorage } from './storage.ts'

/**
 * Reads backups from an object store. What is read at the same time shares the memory for reading
 * ahead, so each reader has to go on by itself.
 */
export class ObjectStore implements BackupStore {
  readonly #storage: ObjectStorage
  readonly #archives = archiveSlots()
  readonly #smallFiles = smallFileSlots()
  #found = false

  constructor(storage: ObjectStorage) {
    this.#storage = storage
  }

  get label(): string {
    return labelOf(this.#storage.url)
  }

  /** How often a request had to be sent again. */
  get retries(): number {
    return this.#storage.retries
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    for await (const entry of this.#entries(`${folderInStore(name)}/`, signal)) {
      const path = entry.replace(/\/$/, '')
      if (path !== '' && !isHidden(path)) yield path
    }
  }

  async *series(signal: AbortSignal): AsyncGenerator<string> {
    for await (const entry of this.#entries('', signal)) {
      const name = entry.replace(/\/$/, '')
      if (name !== entry && isSeriesName(name)) yield name
    }
  }

  async *read(
    name: string,
    path: string,
    signal: AbortSignal,
    isSmall = false,
  ): AsyncGenerator<Uint8Array> {
    const key = keyOf(this.#storage.url, pathInStore(name, path))
    await this.#find(signal)
    yield* this.#storage.read(key, isSmall ? this.#smallFiles : this.#archives, signal)
  }

  async put(name: string, path: string, body: Uint8Array, signal: AbortSignal): Promise<void> {
    const key = keyOf(this.#storage.url, pathInStore(name, path))
    await this.#find(signal)
    const object = { key, body, contentType: 'application/json', writer: 'store' }
    try {
      await this.#storage.put(object, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw this.#storage.explain(error, `write ${placeOf(this.#storage.url, key)}`)
    }
  }

  async remove(name: string, path: string, signal: AbortSignal): Promise<void> {
    const isFolder = path.endsWith('/')
    const inStore = pathInStore(name, isFolder ? path.slice(0, -1) : path)
    const key = keyOf(this.#storage.url, isFolder ? `${inStore}/` : inStore)
    await this.#find(signal)
    try {
      await (isFolder ? this.#storage.deleteAll(key, signal) : this.#storage.delete(key, signal))
    } catch (error) {
      signal.throwIfAborted()
      throw this.#storage.explainRemoval(error, `remove ${placeOf(this.#storage.url, key)}`)
    }
  }

  async link(
    name: string,
    path: string,
    lifetimeSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const key = keyOf(this.#storage.url, pathInStore(name, path))
    await this.#find(signal)
    try {
      return await this.#storage.link(key, lifetimeSeconds, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw this.#storage.explainReading(error, `make a link to ${placeOf(this.#storage.url, key)}`)
    }
  }

  /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
  async *#entries(path: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.#find(signal)
    const folder = keyOf(this.#storage.url, path)
    try {
      let first: string | undefined
      for await (const key of this.#storage.list(folder, signal)) {
        if (!key.startsWith(folder)) continue
        if (key === first) throw endless(placeOf(this.#storage.url, folder))
        first ??= key
        yield key.slice(folder.length)
      }
    } catch (error) {
      signal.throwIfAborted()
      throw this.#storage.explainReading(error, `list ${placeOf(this.#storage.url, folder)}`)
    }
  }

  /** Some stores also lead to where the bucket is. */
  async #find(signal: AbortSignal): Promise<void> {
    if (this.#found) return
    try {
      await this.#storage.find({ mayCreate: false }, signal)
    } catch (error) {
      throw this.#storage.explainReading(error, `look at ${this.label}`)
    }
    this.#found = true
  }
}

/** A store that takes no notice of where a page is to begin gives the first one for ever. */
function endless(place: string): UserError {
  const message = `The list of ${place} begins again and again.`
  return new UserError('E_DOWNLOAD', message, 'Copy the backups to a folder and name that.')
}
