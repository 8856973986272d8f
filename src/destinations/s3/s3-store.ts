import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import type { Log } from '../../host/host.ts'
import type { BackupStore } from '../store.ts'
import { folderInStore, isHidden, pathInStore } from '../store-path.ts'
import { findBucket } from './bucket.ts'
import type { S3Url } from './client.ts'
import { defaultTuning, S3Connection, type S3Tuning } from './connection.ts'
import { storeError } from './errors.ts'
import { PARTS_AT_ONCE, readObject } from './object-reader.ts'
import { putObject } from './objects.ts'
import { readError } from './read-errors.ts'
import { Slots } from './slots.ts'

/** A store, and how often a request to it had to be sent again. */
export interface S3Store extends BackupStore {
  readonly retries: number
}

/**
 * Reads backups from a bucket of Amazon S3 or of a store that speaks its protocol. What is read
 * at the same time shares the memory for reading ahead, so each reader has to go on by itself.
 */
export function openS3Store(url: S3Url, log: Log, tuning: Partial<S3Tuning> = {}): S3Store {
  return new Bucket(url, log, { ...defaultTuning, ...tuning })
}

class Bucket implements S3Store {
  readonly label: string
  readonly #connection: S3Connection
  readonly #slots = new Slots(PARTS_AT_ONCE)
  #found = false

  constructor(url: S3Url, log: Log, tuning: S3Tuning) {
    this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new S3Connection(url, log, tuning)
  }

  get retries(): number {
    return this.#connection.retries
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.#find(signal)
    const folder = `${this.#key(folderInStore(name))}/`
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const page = await this.#page(folder, token, signal)
      for (const key of keysOf(page)) {
        const path = key.slice(folder.length).replace(/\/$/, '')
        if (key.startsWith(folder) && path !== '' && !isHidden(path)) yield path
      }
      token = this.#nextToken(page, folder)
    }
  }

  async *read(name: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    yield* readObject(this.#connection, key, this.#slots, signal)
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

  /** Leads the connection to the bucket's region. */
  async #find(signal: AbortSignal): Promise<void> {
    if (this.#found) return
    try {
      await findBucket({ connection: this.#connection, create: false }, signal)
    } catch (error) {
      throw readError(error, `look at ${this.label}`)
    }
    this.#found = true
  }

  /** Keys come encoded, since XML 1.0 cannot hold every character that a key can. */
  async #page(folder: string, token: string | undefined, signal: AbortSignal) {
    const input = { Bucket: this.#connection.bucket, Prefix: folder, Delimiter: '/' }
    const command = () =>
      new ListObjectsV2Command({ ...input, EncodingType: 'url', ContinuationToken: token })
    try {
      return await this.#connection.call(signal, (client, options) =>
        client.send(command(), options),
      )
    } catch (error) {
      signal.throwIfAborted()
      throw readError(error, `list ${this.#connection.place(folder)}`)
    }
  }

  #nextToken(page: ListObjectsV2CommandOutput, folder: string): string | undefined {
    if (!page.IsTruncated) return undefined
    if (page.NextContinuationToken) return page.NextContinuationToken
    const message = `The store ended the list of ${this.#connection.place(folder)} half-way.`
    throw new UserError('E_DOWNLOAD', message, 'Run again later.')
  }

  #key(path: string): string {
    const { prefix } = this.#connection.url
    return prefix === '' ? path : `${prefix}/${path}`
  }
}

/** The keys of a page, and its folders with a slash at their ends. */
function keysOf(page: ListObjectsV2CommandOutput): string[] {
  const objects = (page.Contents ?? []).map(({ Key }) => Key)
  const folders = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)
  const keys = [...objects, ...folders].filter((key) => key !== undefined)
  return page.EncodingType === 'url' ? keys.map(decodeKey) : keys
}

/** As in a form: a space can be a plus sign (Amazon S3 API Reference, ListObjectsV2). */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}
