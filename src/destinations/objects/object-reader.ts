import { UserError } from '../../errors.ts'
import { Slots } from './slots.ts'

const MEBIBYTE = 1024 * 1024

export const PARTS_AT_ONCE = 6
/** What all readers of archives in one store may hold together: 24 MiB. */
export const archiveSlots = (): Slots => new Slots(PARTS_AT_ONCE, 4 * MEBIBYTE)

/**
 * As much again for small files, each of which is one request: of ten thousand manifests, six at a
 * time would take most of a minute at a store that answers in 25 ms.
 */
export const smallFileSlots = (): Slots => new Slots(32, MEBIBYTE)

/** One object of a store. */
export interface ObjectSource {
  /** For error messages: `read s3://bucket/key`. */
  readonly doing: string
  /** Makes an attempt, and others after it, until one succeeds or its failure is final. */
  call(signal: AbortSignal, attempt: (open: OpenRange) => Promise<void>): Promise<void>
  /** What a failure means to someone who reads. */
  explain(error: unknown): Error
}

/**
 * Sends one request for the bytes from `start` up to and without `end`.
 *
 * @param version undefined: of whatever is there; else of no other version than this
 */
export type OpenRange = (
  range: { readonly start: number; readonly end: number },
  version: string | undefined,
) => Promise<RangeAnswer>

export interface RangeAnswer {
  /** The header `Content-Range`; undefined: the answer is the whole object. */
  readonly contentRange: string | undefined
  readonly contentLength: number | undefined
  /** An ETag or generation; undefined: the store gives none. */
  readonly version: string | undefined
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** What an empty object is: no range of it can be asked for (RFC 9110, 15.5.17). */
export const emptyAnswer: RangeAnswer = {
  contentRange: undefined,
  contentLength: 0,
  version: undefined,
  body: [],
}

/** What the first answer says of the object. */
interface ObjectHead {
  readonly sizeBytes: number
  readonly version: string | undefined
}

/** The bytes of a part in the chunks they came in; measured, copying them costs a sixth more CPU. */
type Part = readonly Uint8Array[]

/**
 * The bytes of one object in their order. Several parts of it are fetched at once, each with its
 * own retries, and each goes on where a connection broke. Every request after the first names the
 * version that the first was answered with, so that all parts are of one object.
 *
 * @param slots shared by all that read from the store; what is fetched ahead is bounded by them
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INTEGRITY`, `E_DOWNLOAD`
 */
export async function* readObject(
  source: ObjectSource,
  slots: Slots,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = new AbortController()
  const reader = new ObjectReader(source, slots, AbortSignal.any([signal, stop.signal]))
  const ahead: Promise<Part>[] = [reader.fetch(0)]
  let next = slots.partBytes
  try {
    const { sizeBytes } = await reader.head
    for (let part = ahead[0]; part !== undefined; part = ahead[0]) {
      for (; ahead.length < slots.count && next < sizeBytes; next += slots.partBytes) {
        ahead.push(reader.fetch(next))
      }
      for (const chunk of await part) {
        // What is here already would otherwise be read to its end after an abort.
        signal.throwIfAborted()
        yield chunk
      }
      ahead.shift()
      slots.give()
    }
  } catch (error) {
    signal.throwIfAborted()
    throw source.explain(error)
  } finally {
    stop.abort()
    const left = await Promise.allSettled(ahead)
    for (const { status } of left) if (status === 'fulfilled') slots.give()
  }
}

class ObjectReader {
  readonly #source: ObjectSource
  readonly #slots: Slots
  readonly #signal: AbortSignal
  readonly #first = Promise.withResolvers<ObjectHead>()
  #head: ObjectHead | undefined

  constructor(source: ObjectSource, slots: Slots, signal: AbortSignal) {
    this.#source = source
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
    await this.#source.call(this.#signal, async (open) => {
      if (position === this.#endOf(start)) return // the connection broke after the last byte
      const range = { start: position, end: this.#endOf(start) }
      const answer = await open(range, this.#head?.version)
      this.#check(answer, position)
      for await (const chunk of answer.body) {
        chunks.push(chunk)
        position += chunk.length
        if (position > this.#endOf(start)) throw this.#unranged()
      }
      if (position < this.#endOf(start)) throw endedEarly()
    })
    return chunks
  }

  #endOf(start: number): number {
    return Math.min(
      start + this.#slots.partBytes,
      this.#head?.sizeBytes ?? Number.POSITIVE_INFINITY,
    )
  }

  /** Compares an answer with the first, or keeps it as such. */
  #check(answer: RangeAnswer, start: number): void {
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.contentRange ?? '')
    const sizeBytes = range === null ? (answer.contentLength ?? -1) : Number(range[2])
    const isUnranged = range === null && sizeBytes > this.#slots.partBytes
    if (Number(range?.[1] ?? 0) !== start || sizeBytes < 0 || isUnranged) throw this.#unranged()
    this.#head ??= { sizeBytes, version: answer.version }
    this.#first.resolve(this.#head)
    if (this.#head.sizeBytes !== sizeBytes || this.#head.version !== answer.version) {
      throw altered(this.#source.doing)
    }
  }

  #unranged(): UserError {
    const message = `Could not ${this.#source.doing}: the store does not answer for a part of an object.`
    return new UserError('E_DOWNLOAD', message, 'Copy the backup to a folder and name that.')
  }
}

/** The object of which a part was read is not the one of which the parts before were. */
export function altered(doing: string): UserError {
  const message = `Could not ${doing}: it was altered while it was read.`
  return new UserError('E_INTEGRITY', message, 'Run again when nothing writes to it.')
}

/** A connection that ends between two chunks of an answer without a length looks complete. */
function endedEarly(): Error {
  return Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' })
}
