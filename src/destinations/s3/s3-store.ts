import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import type { Log } from '../../host/host.ts'
import { isSeriesName } from '../../plan/backup-name.ts'
import { PARTS_AT_ONCE, readObject } from '../objects/object-reader.ts'
import { Slots } from '../objects/slots.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import type { BackupStore } from '../store.ts'
import { folderInStore, isHidden, pathInStore } from '../store-path.ts'
import { findBucket } from './bucket.ts'
import type { S3Url } from './client.ts'
import { S3Connection } from './connection.ts'
import { storeError } from './errors.ts'
import { deleteObjects } from './leftovers.ts'
import { objectSource } from './object-reader.ts'
import { deleteObject, putObject } from './objects.ts'
import { readError, removalError } from './read-errors.ts'

/** A store, and how often a request to it had to be sent again. */
export interface S3Store extends BackupStore {
  readonly retries: number
}

/**
 * Reads backups from a bucket of Amazon S3 or of a store that speaks its protocol. What is read
 * at the same time shares the memory for reading ahead, so each reader has to go on by itself.
 */
export function openS3Store(url: S3Url, log: Log, tuning: Partial<ObjectTuning> = {}): S3Store {
  return new Bucket(url, log, { ...defaultTuning, ...tuning })
}

class Bucket implements S3Store {
  readonly label: string
  readonly #connection: S3Connection
  readonly #slots = new Slots(PARTS_AT_ONCE)
  #found = false

  constructor(url: S3Url, log: Log, tuning: ObjectTuning) {
    this.label = ['s3:/', url.bucket, url.prefix].filter(Boolean).join('/')
    this.#connection = new S3Connection(url, log, tuning)
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
      if (isFolder) await deleteObjects(this.#connection, key, signal)
      // Of a folder it is the mark that some stores go on to list when it is empty.
      await deleteObject(this.#connection, key, signal)
    } catch (error) {
      signal.throwIfAborted()
      throw removalError(error, `remove ${this.#connection.place(key)}`)
    }
  }

  /** Made here, without a request; it ends before its time where the credentials do. */
  async link(
    name: string,
    path: string,
    lifetimeSeconds: number,
    signal: AbortSignal,
  ): Promise<string> {
    const key = this.#key(pathInStore(name, path))
    await this.#find(signal)
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner')
    const command = new GetObjectCommand({ Bucket: this.#connection.bucket, Key: key })
    try {
      return await this.#connection.call(signal, (client) =>
        getSignedUrl(client, command, { expiresIn: lifetimeSeconds }),
      )
    } catch (error) {
      throw readError(error, `make a link to ${this.#connection.place(key)}`)
    }
  }

  /** What lies directly in a folder, without the folder's own part; folders end with a slash. */
  async *#entries(folder: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.#find(signal)
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const page = await this.#page(folder, token, signal)
      for (const key of keysOf(page)) if (key.startsWith(folder)) yield key.slice(folder.length)
      token = this.#nextToken(page, folder)
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
