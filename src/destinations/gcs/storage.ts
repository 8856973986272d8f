import { readObject } from '../objects/object-reader.ts'
import type { Slots } from '../objects/slots.ts'
import type { ObjectStorage, ObjectToPut, Search, StorageHost } from '../objects/storage.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { findBucket } from './bucket.ts'
import { GcsConnection } from './connection.ts'
import { crc32c, crc32cBase64 } from './crc32c.ts'
import type { GsUrl } from './endpoint.ts'
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
const GRAIN = 256 * 1024

/**
 * How much of the memory for parts is used. Parts go one after the other, so that a fourth one
 * would only wait; and the SDK takes 25 MB more than that of S3. Measured: 48 MiB brought the
 * process to 200 MB, 36 MiB to 185 MB, and was no slower.
 */
const SHARE = 3 / 4

/**
 * The size of a part in bytes, a multiple of 256 KiB as Google wants it. Each part costs a round
 * trip in which nothing is sent, so they are as large as the buffers allow for three at once: one
 * on its way, one behind it and one that is being filled. The first one is smaller, since every
 * file takes its memory, however small it is.
 */
export function partSizes(bufferBytes: number): (number: number) => number {
  const usual = Math.floor(bufferBytes / 3 / GRAIN) * GRAIN
  return (number) => (number === 1 ? Math.min(4 * MiB, usual) : usual)
}

/** A bucket as what all object stores have in common. */
export class GcsStorage implements ObjectStorage {
  readonly maxParts = Number.POSITIVE_INFINITY
  readonly #connection: GcsConnection

  constructor(url: GsUrl, { log }: StorageHost, tuning: ObjectTuning) {
    const bufferBytes = SHARE * tuning.bufferBytes
    this.#connection = new GcsConnection(url, log, { ...tuning, bufferBytes })
  }

  get log() {
    return this.#connection.log
  }

  get tuning() {
    return this.#connection.tuning
  }

  get url() {
    return this.#connection.url
  }

  get retries() {
    return this.#connection.retries
  }

  find(search: Search, signal: AbortSignal) {
    return findBucket(this.#connection, search, signal)
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
    return (this.tuning.partSize ?? partSizes(this.tuning.bufferBytes))(number)
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
