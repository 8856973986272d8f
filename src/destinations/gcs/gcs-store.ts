import { UserError } from '../../errors.ts'
import type { Log } from '../../host/host.ts'
import { isSeriesName } from '../../plan/backup-name.ts'
import { abandonable } from '../abandonable.ts'
import { PARTS_AT_ONCE, readObject } from '../objects/object-reader.ts'
import { Slots } from '../objects/slots.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import type { BackupStore } from '../store.ts'
import { folderInStore, isHidden, pathInStore } from '../store-path.ts'
import { findBucket } from './bucket.ts'
import { GcsConnection } from './connection.ts'
import type { GsUrl } from './endpoint.ts'
import { readError, signingError, storeError } from './errors.ts'
import { objectSource } from './object-source.ts'
import { deleteObject, deleteObjects, listPages, putObject } from './objects.ts'

/** The longest life of a link ("Signed URLs", V4). */
const LONGEST_LINK_SECONDS = 7 * 24 * 60 * 60

/** A store, and how often a request to it had to be sent again. */
export interface GcsStore extends BackupStore {
  readonly retries: number
}

/**
 * Reads backups from a bucket of Google Cloud Storage. What is read at the same time shares the
 * memory for reading ahead, so each reader has to go on by itself.
 */
export function openGcsStore(url: GsUrl, log: Log, tuning: Partial<ObjectTuning> = {}): GcsStore {
  return new Bucket(url, log, { ...defaultTuning, ...tuning })
}

class Bucket implements GcsStore {
  readonly label: string
  readonly #connection: GcsConnection
  readonly #slots = new Slots(PARTS_AT_ONCE)
  #found = false

  constructor(url: GsUrl, log: Log, tuning: ObjectTuning) {
    this.label = ['gs:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new GcsConnection(url, log, tuning)
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
    yield* readObject(objectSource(this.#connection, key), this.#slots, signal)
  }

  async put(name: string, path: string, body: Uint8Array, signal: AbortSignal): Promise<void> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    const object = { key, body, contentType: 'application/json', writer: 'store' }
    try {
      await putObject(this.#connection, object, signal)
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
      await (isFolder ? deleteObjects : deleteObject)(this.#connection, key, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw storeError(error, `remove ${this.#connection.place(key)}`)
    }
  }

  /** Signed with the key of a key file, or by Google where the account may sign for itself. */
  async link(
    name: string,
    path: string,
    lifetimeSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const key = this.#key(pathInStore(name, path))
    if (lifetimeSeconds > LONGEST_LINK_SECONDS) {
      const message = 'A link to Cloud Storage lives for seven days at most.'
      throw new UserError('E_INPUT', message, 'Set a shorter link-lifetime.')
    }
    const { storage } = this.#connection.credentials
    const expires = Date.now() + lifetimeSeconds * 1000
    const file = storage.bucket(this.#connection.bucket).file(key)
    const signed = file.getSignedUrl({ version: 'v4', action: 'read', expires })
    try {
      const [link] = await abandonable(signed, signal)
      return link
    } catch (error) {
      signal.throwIfAborted()
      throw signingError(error, `make a link to ${this.#connection.place(key)}`)
    }
  }

  /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
  async *#entries(folder: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.#find(signal)
    const query = { prefix: folder, delimiter: '/' }
    try {
      for await (const { keys, folders } of listPages(this.#connection, query, signal)) {
        for (const key of [...keys, ...folders]) {
          if (key.startsWith(folder)) yield key.slice(folder.length)
        }
      }
    } catch (error) {
      signal.throwIfAborted()
      throw readError(error, `list ${this.#connection.place(folder)}`)
    }
  }

  async #find(signal: AbortSignal): Promise<void> {
    if (this.#found) return
    try {
      await findBucket({ connection: this.#connection, create: false }, signal)
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
