import { readObject } from '../objects/object-reader.ts'
import type { Slots } from '../objects/slots.ts'
import type {
  ObjectStorage,
  ObjectToPut,
  PartUpload,
  Search,
  StorageHost,
} from '../objects/storage.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { blobSource } from './blob-source.ts'
import { deleteBlob, deleteBlobs, headBlob, md5, putBlob, putNewBlob } from './blobs.ts'
import { BlockUpload } from './block-upload.ts'
import type { AzureUrl } from './client.ts'
import { AzureConnection } from './connection.ts'
import { findContainer } from './container.ts'
import { isImmutable, readError, storeError } from './errors.ts'
import { Links } from './links.ts'
import { listFolder } from './list.ts'

const MiB = 1024 * 1024

/**
 * The size of a block in bytes; blocks count from 1.
 *
 * The size of the archive is not known beforehand, and Azure takes 50,000 blocks of up to 4000 MiB
 * ("Scalability targets for Blob Storage"), so they grow: 6 MiB, doubled after every 5000. The
 * first 5000 hold 29 GiB, all of them 29 TiB. Beyond 205 GiB a block is as large as all buffers
 * together, even where no other store shares them, and is sent alone.
 */
export function growingBlockSize(number: number): number {
  return 6 * MiB * 2 ** Math.floor((number - 1) / 5000)
}

/** A container as what all object stores have in common. */
export class AzureStorage implements ObjectStorage {
  readonly maxParts = 50_000
  readonly #connection: AzureConnection
  readonly #links: Links

  constructor(url: AzureUrl, { log }: StorageHost, tuning: ObjectTuning) {
    this.#connection = new AzureConnection(url, log, tuning)
    this.#links = new Links(this.#connection)
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
    return findContainer(this.#connection, search, signal)
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
    return isImmutable(error)
  }

  head(key: string, signal: AbortSignal) {
    return headBlob(this.#connection, key, signal)
  }

  async put(object: ObjectToPut, signal: AbortSignal) {
    await putBlob(this.#connection, object, signal)
  }

  putNew(object: ObjectToPut, signal: AbortSignal) {
    return putNewBlob(this.#connection, object, signal)
  }

  async delete(key: string, signal: AbortSignal) {
    await deleteBlob(this.#connection, key, signal)
  }

  list(folder: string, signal: AbortSignal) {
    return listFolder(this.#connection, folder, signal)
  }

  deleteAll(key: string, signal: AbortSignal) {
    return deleteBlobs(this.#connection, key, signal)
  }

  partSize(number: number) {
    return (this.tuning.partSize ?? growingBlockSize)(number)
  }

  async beginParts(key: string, writer: string): Promise<PartUpload> {
    return new BlockUpload(this.#connection, key, writer)
  }

  /** Nobody sees blocks without a list, and the store drops them after a week. */
  async abortParts(): Promise<void> {}

  /** What was begun is dropped by the store itself. */
  async sweepParts() {
    return 0
  }

  checksum(bytes: Uint8Array) {
    return md5(bytes).toString('base64')
  }

  contradict(stored: string, sent: string) {
    return stored !== sent
  }

  read(key: string, slots: Slots, signal: AbortSignal) {
    return readObject(blobSource(this.#connection, key), slots, signal)
  }

  link(key: string, lifetimeSeconds: number, signal: AbortSignal) {
    return this.#links.make(key, lifetimeSeconds, signal)
  }
}
