import { readObject } from '../objects/object-reader.ts'
import type { Slots } from '../objects/slots.ts'
import type { ObjectStorage, ObjectToPut, Search, StorageHost } from '../objects/storage.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { findBucket } from './bucket.ts'
import { crc32Base64 } from './checksum.ts'
import type { S3Url } from './client.ts'
import { S3Connection } from './connection.ts'
import { storeError } from './errors.ts'
import { abortUploads, deleteObjects, sweepUploads } from './leftovers.ts'
import { makeLink } from './link.ts'
import { listFolder } from './list.ts'
import { beginPartUpload } from './multipart.ts'
import { objectSource } from './object-reader.ts'
import { deleteObject, headObject, putNewObject, putObject } from './objects.ts'
import { readError, removalError } from './read-errors.ts'

/** A bucket as what all object stores have in common. */
export class S3Storage implements ObjectStorage {
  readonly #connection: S3Connection

  constructor(url: S3Url, host: StorageHost, tuning: ObjectTuning) {
    this.#connection = new S3Connection(url, host, tuning)
  }

  get maxParts() {
    return this.#connection.traits.maxParts
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
    return removalError(error, doing)
  }

  /** Object Lock holds versions: what is written or removed over one does not touch it. */
  isHeld() {
    return false
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

  list(folder: string, signal: AbortSignal) {
    return listFolder(this.#connection, folder, signal)
  }

  async deleteAll(key: string, signal: AbortSignal) {
    await deleteObjects(this.#connection, key, signal)
    // The mark of a folder that some stores go on to list when it is empty.
    if (key.endsWith('/')) await deleteObject(this.#connection, key, signal)
  }

  partSize(number: number) {
    return this.#connection.partSize(number)
  }

  beginParts(key: string, writer: string, signal: AbortSignal) {
    return beginPartUpload(this.#connection, key, writer, signal)
  }

  abortParts(key: string, signal: AbortSignal) {
    return abortUploads(this.#connection, key, signal)
  }

  sweepParts(folder: string, signal: AbortSignal) {
    return sweepUploads(this.#connection, folder, signal)
  }

  checksum(bytes: Uint8Array) {
    return crc32Base64(bytes)
  }

  /** A checksum of the whole cannot be compared with one of its parts. */
  contradict(stored: string, sent: string) {
    return stored.includes('-') === sent.includes('-') && stored !== sent
  }

  read(key: string, slots: Slots, signal: AbortSignal) {
    return readObject(objectSource(this.#connection, key), slots, signal)
  }

  link(key: string, lifetimeSeconds: number, signal: AbortSignal) {
    return makeLink(this.#connection, key, lifetimeSeconds, signal)
  }
}
