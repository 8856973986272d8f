import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import type { S3Connection } from './connection.ts'
import { errorStatus } from './errors.ts'
import { altered, readError } from './read-errors.ts'
import type { Slots } from './slots.ts'

/** What all readers of one store may hold together is PARTS_AT_ONCE of these: 32 MiB. */
const PART_BYTES = 8 * 1024 * 1024
export const PARTS_AT_ONCE = 4

/** What the first answer says of the object. */
interface ObjectHead {
  readonly sizeBytes: number
  /** Undefined: the store gives none. */
  readonly etag: string | undefined
}

/** The bytes of a part in the chunks they came in; measured, copying them costs a sixth more CPU. */
type Part = readonly Uint8Array[]

/**
 * The bytes of one object in their order. Several parts of it are fetched at once, each with its
 * own retries, and each goes on where a connection broke. Every request after the first names the
 * ETag that the first was answered with, so that all parts are of one object.
 *
 * @param slots shared by all that read from the store; what is fetched ahead is bounded by them
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INTEGRITY`, `E_DOWNLOAD`
 */
export async function* readObject(
  connection: S3Connection,
  key: string,
  slots: Slots,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = new AbortController()
  const reader = new ObjectReader(connection, key, slots, AbortSignal.any([signal, stop.signal]))
  const ahead: Promise<Part>[] = [reader.fetch(0)]
  let next = PART_BYTES
  try {
    const { sizeBytes } = await reader.head
    for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
      for (; ahead.length < PARTS_AT_ONCE && next < sizeBytes; next += PART_BYTES) {
        ahead.push(reader.fetch(next))
      }
      yield* await part
      ahead.shift()
      slots.give()
    }
  } catch (error) {
    signal.throwIfAborted()
    throw readError(error, reader.doing)
  } finally {
    stop.abort()
    const left = await Promise.allSettled(ahead)
    for (const { status } of left) if (status === 'fulfilled') slots.give()
  }
}

class ObjectReader {
  /** For error messages: `read s3://bucket/key`. */
  readonly doing: string
  readonly #connection: S3Connection
  readonly #key: string
  readonly #slots: Slots
  readonly #signal: AbortSignal
  readonly #first = Promise.withResolvers<ObjectHead>()
  #head: ObjectHead | undefined

  constructor(connection: S3Connection, key: string, slots: Slots, signal: AbortSignal) {
    this.doing = `read ${connection.place(key)}`
    this.#connection = connection
    this.#key = key
    this.#slots = slots
    this.#signal = signal
    this.#first.promise.catch(() => {}) // whoever waits for it is told
  }

  /** Known once the first part begins to arrive. */
  get head(): Promise<ObjectHead> {
    return this.#first.promise
  }

  /** The part that starts at an offset. When it resolves, one of the slots is the caller's. */
  fetch(start: number): Promise<Part> {
    const part = this.#fetchInSlot(start)
    part.catch((error: unknown) => this.#first.reject(error))
    return part
  }

  async #fetchInSlot(start: number): Promise<Part> {
    await this.#slots.take(this.#signal)
    try {
      return await this.#fetchResuming(start)
    } catch (error) {
      this.#slots.give()
      throw error
    }
  }

  /** What has arrived before a failure is kept: the next attempt asks for the rest only. */
  async #fetchResuming(start: number): Promise<Part> {
    const chunks: Uint8Array[] = []
    let position = start
    await this.#connection.call(this.#signal, async (client, options) => {
      if (position === this.#endOf(start)) return // the connection broke after the last byte
      const answer = await client
        .send(this.#request(position, this.#endOf(start)), options)
        .catch((error: unknown) => this.#emptyObject(error, start))
      this.#check(answer, position)
      for await (const chunk of bodyOf(answer)) {
        chunks.push(chunk)
        position += chunk.length
        if (position > this.#endOf(start)) throw this.#unranged()
      }
      if (position < this.#endOf(start)) throw endedEarly()
    })
    return chunks
  }

  #endOf(start: number): number {
    return Math.min(start + PART_BYTES, this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY)
  }

  #request(start: number, end: number): GetObjectCommand {
    return new GetObjectCommand({
      Bucket: this.#connection.bucket,
      Key: this.#key,
      Range: `bytes=${start}-${end - 1}`,
      ...(this.#head?.etag === undefined ? {} : { IfMatch: this.#head.etag }),
    })
  }

  /** No range of an object without bytes can be asked for (RFC 9110, 15.5.17). */
  #emptyObject(error: unknown, start: number): Answer {
    if (errorStatus(error) === 416 && start === 0) return { ContentLength: 0 }
    throw error
  }

  /** Compares an answer with the first, or keeps it as such. */
  #check(answer: Answer, start: number): void {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '')
    const sizeBytes = range === null ? (answer.ContentLength ?? -1) : Number(range[2])
    const isUnranged = range === null && sizeBytes > PART_BYTES
    if (Number(range?.[1] ?? 0) !== start || sizeBytes < 0 || isUnranged) throw this.#unranged()
    const head = { sizeBytes, etag: answer.ETag }
    this.#head ??= head
    this.#first.resolve(this.#head)
    if (this.#head.sizeBytes !== sizeBytes || this.#head.etag !== head.etag) {
      throw altered(this.doing)
    }
  }

  #unranged(): UserError {
    const message = `Could not ${this.doing}: the store does not answer for a part of an object.`
    return new UserError('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.')
  }
}

type Answer = Pick<GetObjectCommandOutput, 'Body' | 'ContentLength' | 'ContentRange' | 'ETag'>

/** In Node the SDK's body is a stream of buffers. */
function bodyOf({ Body }: Answer): AsyncIterable<Uint8Array> | Uint8Array[] {
  return (Body as AsyncIterable<Uint8Array> | undefined) ?? []
}

/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly(): Error {
  return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' })
}
