import { readObject } from '../objects/object-reader.ts'
import type { Slots } from '../objects/slots.ts'
import type { ObjectStorage, ObjectToPut, Search } from '../objects/storage.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import { findBucket } from './bucket.ts'
import type { GcsConnection } from './connection.ts'
import { crc32c, crc32cBase64 } from './crc32c.ts'
import { isHeld, readError, storeError } from './errors.ts'
import { makeLink } from './link.ts'
import { objectSource } from './object-source.ts'
import {
  deleteObject,
  deleteObjects,
  headObject,
  listPages,
  putNewObject,
  putObject,
} from './objects.ts'
import { beginUpload } from './resumable-upload.ts'

const MiB = 1024 * 1024

/**
 * The size of a part in bytes, a multiple of 256 KiB as Google wants it. Each part costs a round
 * trip in which nothing is sent, so they are large; the first one is smaller, since every file
 * takes its memory, however small it is.
 */
function growingPartSize(number: number): number {
  return number === 1 ? 4 * MiB : 16 * MiB
}

/** One part is on its way at a time, while another is filled. */
export const gcsTuning: ObjectTuning = { ...defaultTuning, bufferBytes: 36 * MiB }

/** A bucket as what all object stores have in common. */
export class GcsStorage implements ObjectStorage {
  readonly kind = 'gs'
  readonly maxParts = Number.POSITIVE_INFINITY
  readonly #connection: GcsConnection

  constructor(connection: GcsConnection) {
    this.#connection = connection
  }

  get log() {
    return this.#connection.log
  }

  get tuning() {
    return this.#connection.tuning
  }

  get text() {
    return this.#connection.url.text
  }

  get label() {
    return ['gs:/', this.#connection.bucket, this.#connection.url.prefix].filter(Boolean).join('/')
  }

  get retries() {
    return this.#connection.retries
  }

  key(path: string) {
    const { prefix } = this.#connection.url
    return prefix === '' ? path : `${prefix}/${path}`
  }

  find(search: Search, signal: AbortSignal) {
    return findBucket(this.#connection, search, signal)
  }

  place(key: string) {
    return this.#connection.place(key)
  }

  explain(error: unknown, doing: string) {
    return storeError(error, doing)
  }

  explainReading(error: unknown, doing: string) {
    return readError(error, doing)
  }

  explainRemoval(error: unknown, doing: string) {
    return storeError(error, doing)
  }

  isHeld(error: unknown) {
    return isHeld(error)
  }

  head(key: string, signal: AbortSignal) {
    return headObject(this.#connection, key, signal)
  }

  put(object: ObjectToPut, signal: AbortSignal) {
    return putObject(this.#connection, object, signal)
  }

  putNew(object: ObjectToPut, signal: AbortSignal) {
    return putNewObject(this.#connection, object, signal)
  }

  delete(key: string, signal: AbortSignal) {
    return deleteObject(this.#connection, key, signal)
  }

  async *list(folder: string, signal: AbortSignal) {
    const query = { prefix: folder, delimiter: '/' }
    for await (const page of listPages(this.#connection, query, signal)) {
      yield* page.keys
      yield* page.folders
    }
  }

  deleteAll(key: string, signal: AbortSignal) {
    return deleteObjects(this.#connection, key, signal)
  }

  partSize(number: number) {
    return (this.tuning.partSize ?? growingPartSize)(number)
  }

  beginParts(key: string, writer: string, signal: AbortSignal) {
    return beginUpload(this.#connection, { key, writer }, signal)
  }

  /** Begun uploads cannot be listed. Google forgets them after a week; until then they cost nothing. */
  async abortParts() {}

  /** What was begun is dropped by the store itself. */
  async sweepParts() {
    return 0
  }

  checksum(bytes: Uint8Array) {
    return crc32cBase64(crc32c(bytes))
  }

  contradict(stored: string, sent: string) {
    return stored !== sent
  }

  read(key: string, slots: Slots, signal: AbortSignal) {
    return readObject(objectSource(this.#connection, key), slots, signal)
  }

  link(key: string, lifetimeSeconds: number, signal: AbortSignal) {
    return makeLink(this.#connection, key, lifetimeSeconds, signal)
  }
}
