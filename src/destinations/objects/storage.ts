import type { Host, Log } from '../../host/host.ts'
import type { ObjectUrl } from './object-url.ts'
import type { Slots } from './slots.ts'
import type { ObjectTuning } from './tuning.ts'

/**
 * What is asked of an object store to keep backups in it. Amazon S3, Google Cloud Storage and
 * Azure Blob Storage each implement it; requests are sent again inside where that may help.
 * Except where it says otherwise a method throws what its SDK threw, for `explain` to put in words.
 */
export interface ObjectStorage {
  readonly log: Log
  readonly tuning: ObjectTuning
  readonly url: ObjectUrl
  /** How often a request had to be sent again. */
  readonly retries: number
  /** The most parts that one object may have. */
  readonly maxParts: number
  /**
   * Proves that the bucket or container exists, and that it is in the wanted region.
   *
   * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
   */
  find(search: Search, signal: AbortSignal): Promise<void>
  /**
   * What a failure means to the user. What is understood already stays as it is.
   *
   * @param doing what was being done to what, as in `write s3://bucket/key`
   */
  explain(error: unknown, doing: string): Error
  /** The same, to someone who reads backups. */
  explainReading(error: unknown, doing: string): Error
  /** The same, to someone who removes backups. */
  explainRemoval(error: unknown, doing: string): Error
  /** Whether a refusal says that a policy keeps what is there from being altered or removed. */
  isHeld(error: unknown): boolean
  /** What the store says it holds under a key; undefined: nothing. */
  head(key: string, signal: AbortSignal): Promise<StoredObject | undefined>
  /** Puts an object, over an older one. */
  put(object: ObjectToPut, signal: AbortSignal): Promise<void>
  /**
   * Puts an object where none is, in one request.
   *
   * @throws UserError `E_UPLOAD` if there is one already
   */
  putNew(object: ObjectToPut, signal: AbortSignal): Promise<void>
  /** Deleting what is not there is a success. */
  delete(key: string, signal: AbortSignal): Promise<void>
  /** The keys that lie directly in a folder, and its folders with a slash at their ends. */
  list(folder: string, signal: AbortSignal): AsyncIterable<string>
  /** Deletes the object at a key, or all below it if it ends with a slash. */
  deleteAll(key: string, signal: AbortSignal): Promise<void>
  /** The size in bytes of a part, by its number from 1. */
  partSize(number: number): number
  /** Begins an object that is sent in parts. Nothing is visible before it is completed. */
  beginParts(key: string, writer: string, signal: AbortSignal): Promise<PartUpload>
  /** Gives up every begun object at a key, or below it if it ends with a slash. */
  abortParts(key: string, signal: AbortSignal): Promise<void>
  /**
   * Gives up what killed runs began in a series' folder more than a day ago, where a store keeps
   * that for ever.
   *
   * @returns how many there were
   */
  sweepParts(folder: string, signal: AbortSignal): Promise<number>
  /** The checksum of an object that is put in one request, as the store writes it. */
  checksum(bytes: Uint8Array): string
  /** Whether two checksums differ that are of one kind; those of two kinds say nothing. */
  contradict(stored: string, sent: string): boolean
  /** The bytes of one object in their order. What is fetched ahead is bounded by the slots. */
  read(key: string, slots: Slots, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** An address at which whoever has it can download an object for a while. */
  link(key: string, lifetimeSeconds: number, signal: AbortSignal): Promise<string>
}

/** Where a storage is used: what it has read that is secret is masked there. */
export type StorageHost = Pick<Host, 'log' | 'addSecret'>

/** What is asked of a bucket before it is used. */
export interface Search {
  /** Whether it is made where the destination says `create=true`. */
  readonly mayCreate: boolean
  /** The region it must be in, compared with what the store says, never guessed. */
  readonly wanted?: string | undefined
}

export interface StoredObject {
  readonly sizeBytes: number
  /** As the store writes it; undefined: it keeps none, or does not tell. */
  readonly checksum: string | undefined
  /** Which run wrote it; undefined: none of ours. */
  readonly writer: string | undefined
}

export interface ObjectToPut {
  readonly key: string
  readonly body: Uint8Array
  readonly contentType: string
  /** Kept beside the object, so that a run knows its own where an answer was lost on the way. */
  readonly writer: string
}

/** An object on its way in parts: `sendPart` for each, then `complete` or `abort`. */
export interface PartUpload {
  /**
   * Sends one part, again and again if need be. Parts are begun in the order of their numbers,
   * from 1, but nobody waits for one before the next.
   *
   * @param body must stay as it is until then
   */
  sendPart(part: PartToSend, signal: AbortSignal): Promise<void>
  /** Makes the parts one object, unless there is one under the key already. */
  complete(signal: AbortSignal): Promise<void>
  abort(signal: AbortSignal): Promise<void>
  /** What the store should call the checksum of the whole, once all parts are sent. */
  readonly checksum: string
}

export interface PartToSend {
  readonly number: number
  readonly body: Uint8Array
  readonly isLast: boolean
}
