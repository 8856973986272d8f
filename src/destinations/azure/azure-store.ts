import type { Log } from '../../host/host.ts'
import { isSeriesName } from '../../plan/backup-name.ts'
import { PARTS_AT_ONCE, readObject } from '../objects/object-reader.ts'
import { Slots } from '../objects/slots.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import type { BackupStore } from '../store.ts'
import { folderInStore, isHidden, pathInStore } from '../store-path.ts'
import { blobSource } from './blob-source.ts'
import { deleteBlob, deleteBlobs, putBlob } from './blobs.ts'
import type { AzureUrl } from './client.ts'
import { AzureConnection } from './connection.ts'
import { findContainer } from './container.ts'
import { readError, storeError } from './errors.ts'
import { Links } from './links.ts'

/** A store, and how often a request to it had to be sent again. */
export interface AzureStore extends BackupStore {
  readonly retries: number
}

/**
 * Reads backups from a container of Azure Blob Storage. What is read at the same time shares the
 * memory for reading ahead, so each reader has to go on by itself.
 */
export function openAzureStore(
  url: AzureUrl,
  log: Log,
  tuning: Partial<ObjectTuning> = {},
): AzureStore {
  return new Container(url, log, { ...defaultTuning, ...tuning })
}

class Container implements AzureStore {
  readonly label: string
  readonly #connection: AzureConnection
  readonly #links: Links
  readonly #slots = new Slots(PARTS_AT_ONCE)
  #found = false

  constructor(url: AzureUrl, log: Log, tuning: ObjectTuning) {
    this.label = ['az:/', url.account, url.container, url.prefix].filter(Boolean).join('/')
    this.#connection = new AzureConnection(url, log, tuning)
    this.#links = new Links(this.#connection)
  }

  get retries(): number {
    return this.#connection.retries
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    for await (const entry of this.#entries(this.#key(`${folderInStore(name)}/`), signal)) {
      const path = entry.replace(/\/$/, '')
      if (path !== '' && !isHidden(path)) yield path
    }
  }

  async *series(signal: AbortSignal): AsyncGenerator<string> {
    for await (const entry of this.#entries(this.#key(''), signal)) {
      const name = entry.replace(/\/$/, '')
      if (name !== entry && isSeriesName(name)) yield name
    }
  }

  async *read(name: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    yield* readObject(blobSource(this.#connection, key), this.#slots, signal)
  }

  async put(name: string, path: string, body: Uint8Array, signal: AbortSignal): Promise<void> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    const object = { key, body, contentType: 'application/json', writer: 'store' }
    try {
      await putBlob(this.#connection, object, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw storeError(error, `write ${this.#connection.place(key)}`)
    }
  }

  async remove(name: string, path: string, signal: AbortSignal): Promise<void> {
    const isFolder = path.endsWith('/')
    const inStore = pathInStore(name, isFolder ? path.slice(0, -1) : path)
    const key = this.#key(isFolder ? `${inStore}/` : inStore)
    await this.#find(signal)
    try {
      await (isFolder ? deleteBlobs : deleteBlob)(this.#connection, key, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw storeError(error, `remove ${this.#connection.place(key)}`)
    }
  }

  async link(
    name: string,
    path: string,
    lifetimeSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    try {
      return await this.#links.make(key, lifetimeSeconds, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw readError(error, `make a link to ${this.#connection.place(key)}`)
    }
  }

  /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
  async *#entries(folder: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.#find(signal)
    for (let token: string | undefined, more = true; more; more = Boolean(token)) {
      const page = await this.#page(folder, token, signal)
      for (const key of page.keys) if (key.startsWith(folder)) yield key.slice(folder.length)
      token = page.next
    }
  }

  async #page(folder: string, token: string | undefined, signal: AbortSignal): Promise<Page> {
    const from = token === undefined ? {} : { continuationToken: token }
    try {
      return await this.#connection.call(signal, async (container, options) => {
        const found = container.listBlobsByHierarchy('/', { prefix: folder, ...options })
        for await (const { segment, continuationToken: next } of found.byPage(from)) {
          const items = [...segment.blobItems, ...(segment.blobPrefixes ?? [])]
          return { keys: items.map((item) => item.name), next }
        }
        return { keys: [], next: undefined }
      })
    } catch (error) {
      signal.throwIfAborted()
      throw readError(error, `list ${this.#connection.place(folder)}`)
    }
  }

  async #find(signal: AbortSignal): Promise<void> {
    if (this.#found) return
    try {
      await findContainer({ connection: this.#connection, create: false }, signal)
    } catch (error) {
      throw readError(error, `look at ${this.label}`)
    }
    this.#found = true
  }

  #key(path: string): string {
    const { prefix } = this.#connection.url
    return prefix === '' ? path : `${prefix}/${path}`
  }
}

interface Page {
  readonly keys: readonly string[]
  /** Where the next page begins; undefined or empty: this is the last. */
  readonly next: string | undefined
}
