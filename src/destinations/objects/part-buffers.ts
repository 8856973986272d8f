/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
const BUFFER_BYTES = 48 * 1024 * 1024

/**
 * What is left of it for each of several object stores, in bytes. They share the memory and not
 * the buffers: one that is slow would hold them all, and the others wait for it anyway.
 */
export function bufferBytesFor(stores: number): number {
  return Math.floor(BUFFER_BYTES / Math.max(1, stores))
}

/**
 * Lends out the memory that parts are collected in. All files of one backup share it, so its limit
 * bounds what the backup holds however long they are. A file that holds nothing is lent a part
 * beyond the limit: so much can be exceeded for each file that is open at once.
 *
 * No deadlock: a file waits only while parts of its own are on their way, which come back whatever
 * the other files do. Were it to wait for a part that another file is collecting, two stores could
 * hold each other up: that file may be waiting at the other store, for the part that this file is
 * collecting there.
 */
export class PartBuffers {
  readonly #limit: number
  readonly #waiting: Waiting[] = []
  /** What is lent, and to which file. */
  readonly #lent = new Map<Buffer, object>()
  #free: Buffer[] = []
  #lentBytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** A buffer of exactly `size` bytes with arbitrary content; waits, in turn, until it fits. */
  async take(size: number, file: object, signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted()
    const isNext = this.#waiting.length === 0
    return this.#mayTake(size, file, isNext)
      ? this.#lend(size, file)
      : await this.#turn(size, file, signal)
  }

  give(buffer: Buffer): void {
    this.#lent.delete(buffer)
    this.#lentBytes -= buffer.length
    this.#free.push(buffer)
    this.#wake()
  }

  #turn(size: number, file: object, signal: AbortSignal): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        size,
        file,
        resolve: (buffer) => {
          signal.removeEventListener('abort', onAbort)
          resolve(buffer)
        },
      }
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(signal.reason)
        this.#wake()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiting)
    })
  }

  #wake(): void {
    for (const waiting of [...this.#waiting]) {
      const isNext = waiting === this.#waiting[0]
      if (!this.#mayTake(waiting.size, waiting.file, isNext)) continue
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      waiting.resolve(this.#lend(waiting.size, waiting.file))
    }
  }

  #mayTake(size: number, file: object, isNext: boolean): boolean {
    const hasNothing = ![...this.#lent.values()].includes(file)
    return hasNothing || (isNext && this.#lentBytes + size <= this.#limit)
  }

  #lend(size: number, file: object): Buffer {
    const buffer = this.#allocate(size)
    this.#lent.set(buffer, file)
    this.#lentBytes += size
    return buffer
  }

  /** Buffers are used again: fresh ones of megabytes each would wait for the garbage collector. */
  #allocate(size: number): Buffer {
    const index = this.#free.findIndex((buffer) => buffer.length === size)
    const [buffer] = index < 0 ? [] : this.#free.splice(index, 1)
    if (buffer !== undefined) return buffer
    this.#free = []
    return Buffer.allocUnsafeSlow(size)
  }
}

interface Waiting {
  readonly size: number
  readonly file: object
  resolve(buffer: Buffer): void
}
