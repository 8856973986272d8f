import { UserError } from '../../errors.ts'
import type { FileWriter, StoredFile } from '../destination.ts'
import { withGrace } from './grace.ts'
import { placeOf } from './object-url.ts'
import type { PartBuffers } from './part-buffers.ts'
import { readBack } from './read-back.ts'
import type { ObjectStorage, PartUpload } from './storage.ts'

/**
 * One file going to one object. What fits into the first part is put in one request; anything
 * longer goes in parts, several at once where the store takes them so.
 */
export class FileUpload implements FileWriter {
  readonly key: string
  readonly #path: string
  readonly #storage: ObjectStorage
  readonly #buffers: PartBuffers
  readonly #writer: string
  /** Aborted by the run and by the first failure, whose error is then its reason. */
  readonly #signal: AbortSignal
  readonly #failed = new AbortController()
  readonly #sending = new Set<Promise<void>>()
  #parts: Promise<PartUpload> | undefined
  #part: Part | undefined
  #partCount = 0
  #sizeBytes = 0
  #state: 'writing' | 'creating' | 'stored' = 'writing'
  #closing: Promise<unknown> = Promise.resolve()

  constructor(
    file: { readonly path: string; readonly key: string; readonly writer: string },
    storage: ObjectStorage,
    buffers: PartBuffers,
    signal: AbortSignal,
  ) {
    this.#path = file.path
    this.key = file.key
    this.#writer = file.writer
    this.#storage = storage
    this.#buffers = buffers
    this.#signal = AbortSignal.any([signal, this.#failed.signal])
  }

  /** Resolves when the chunk was copied, so that its memory may be used again. */
  async write(chunk: Uint8Array): Promise<void> {
    for (let rest = chunk; rest.length > 0; ) {
      this.#signal.throwIfAborted()
      // A full part is sent when more follows: only then is it known not to be the whole file.
      if (this.#part !== undefined && this.#part.room === 0) this.#send(this.#part, false)
      this.#part ??= await this.#newPart()
      const taken = rest.subarray(0, this.#part.room)
      this.#part.append(taken)
      this.#sizeBytes += taken.length
      rest = rest.subarray(taken.length)
    }
  }

  close(): Promise<StoredFile> {
    const closing = this.#close()
    this.#closing = closing
    return closing
  }

  async #close(): Promise<StoredFile> {
    try {
      this.#signal.throwIfAborted()
      if (this.#parts === undefined) await this.#putWhole()
      else await this.#completeParts(this.#parts)
      return { path: this.#path, sizeBytes: this.#sizeBytes }
    } catch (error) {
      throw this.#fail(error)
    } finally {
      this.#returnPart()
    }
  }

  /** Removes the parts and, if it became one and is ours, the object. */
  async abort(signal: AbortSignal): Promise<void> {
    this.#failed.abort(new DOMException('The backup was given up.', 'AbortError'))
    // A store may keep a part that arrives after the abort of its upload, and an object that is
    // being made is there only after its grace. Another file's failure waits for neither.
    await Promise.allSettled([...this.#sending, this.#closing])
    this.#returnPart()
    if (this.#parts !== undefined && this.#state !== 'stored') {
      await this.#abortParts(this.#parts, signal)
    }
    if (await this.#mayExist(signal)) await this.#storage.delete(this.key, signal)
  }

  async #abortParts(started: Promise<PartUpload>, signal: AbortSignal): Promise<void> {
    const parts = await started.catch(() => undefined)
    // The upload may exist although the answer with its id never came.
    if (parts === undefined) await this.#storage.abortParts(this.key, signal)
    else await parts.abort(signal)
  }

  async #mayExist(signal: AbortSignal): Promise<boolean> {
    if (this.#state !== 'creating') return this.#state === 'stored'
    const present = await this.#storage.head(this.key, signal)
    return present?.writer === this.#writer
  }

  async #newPart(): Promise<Part> {
    const number = this.#partCount + 1
    if (number > this.#storage.maxParts) {
      const message = `${this.#place} would need more than ${this.#storage.maxParts} parts.`
      throw this.#fail(new UserError('E_UPLOAD', message, 'Use the directory format.'))
    }
    const size = this.#storage.partSize(number)
    return new Part(await this.#buffers.take(size, this, this.#signal))
  }

  #send(part: Part, isLast: boolean): void {
    this.#part = undefined
    this.#partCount++
    this.#parts ??= this.#begin()
    const toSend = { number: this.#partCount, body: part.bytes, isLast }
    const sending = this.#parts
      .then((parts) => parts.sendPart(toSend, this.#signal))
      .catch((error: unknown) => {
        this.#fail(error)
      })
      .finally(() => {
        this.#buffers.give(part.buffer)
        this.#sending.delete(sending)
      })
    this.#sending.add(sending)
  }

  /** Not cut off at once: only the answer holds the id by which the upload can be aborted. */
  async #begin(): Promise<PartUpload> {
    return await this.#storage.beginParts(this.key, this.#writer, withGrace(this.#signal))
  }

  async #putWhole(): Promise<void> {
    const body = this.#part?.bytes ?? new Uint8Array()
    const contentType = 'application/octet-stream'
    const object = { key: this.key, body, contentType, writer: this.#writer }
    this.#state = 'creating'
    await this.#storage.putNew(object, withGrace(this.#signal))
    await this.#readBack(this.#storage.checksum(body))
  }

  async #completeParts(started: Promise<PartUpload>): Promise<void> {
    // Some stores make the object as soon as they have the last part.
    this.#state = 'creating'
    if (this.#part !== undefined) this.#send(this.#part, true)
    await Promise.all(this.#sending)
    this.#signal.throwIfAborted()
    const parts = await started
    await parts.complete(withGrace(this.#signal))
    await this.#readBack(parts.checksum)
  }

  /** Only what the store says it holds is stored: until then it may still be in parts. */
  async #readBack(checksum: string): Promise<void> {
    const sent = { sizeBytes: this.#sizeBytes, checksum }
    await readBack(this.#storage, this.key, sent, this.#signal)
    this.#state = 'stored'
  }

  /** The first failure is the one that counts; the others follow from it. */
  #fail(error: unknown): unknown {
    if (!this.#signal.aborted)
      this.#failed.abort(this.#storage.explain(error, `write ${this.#place}`))
    return this.#signal.reason
  }

  #returnPart(): void {
    if (this.#part !== undefined) this.#buffers.give(this.#part.buffer)
    this.#part = undefined
  }

  get #place(): string {
    return placeOf(this.#storage.url, this.key)
  }
}

/** A part being collected. */
class Part {
  readonly buffer: Buffer
  #length = 0

  constructor(buffer: Buffer) {
    this.buffer = buffer
  }

  get room(): number {
    return this.buffer.length - this.#length
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.#length)
  }

  append(chunk: Uint8Array): void {
    this.buffer.set(chunk, this.#length)
    this.#length += chunk.length
  }
}
