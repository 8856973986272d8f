/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
export const BUFFER_BYTES = 48 * 1024 * 1024

/**
 * Lends out the memory that parts are collected in. All files of one backup share it, so its limit
 * bounds what the backup holds however many files are written at once. A part larger than the
 * limit gets its buffer when nothing else is lent.
 *
 * No deadlock: who holds a buffer can fill, send and return it without asking for another. That
 * needs each file's writer to go on whatever the other files do.
 */
export class PartBuffers {
  readonly #limit: number
  readonly #waiting: Waiting[] = []
  #free: Buffer[] = []
  #lentBytes = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** A buffer of exactly `size` bytes with arbitrary content; waits, in turn, until it fits. */
  async take(size: number, signal: AbortSignal): Promise<Buffer> {
    signal.throwIfAborted()
    if (this.#waiting.length > 0 || !this.#fits(size)) await this.#turn(size, signal)
    else this.#lentBytes += size
    return this.#allocate(size)
  }

  give(buffer: Buffer): void {
    this.#lentBytes -= buffer.length
    this.#free.push(buffer)
    this.#wake()
  }

  #turn(size: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        size,
        resolve: () => {
          signal.removeEventListener('abort', onAbort)
          resolve()
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
    for (let next = this.#waiting[0]; next && this.#fits(next.size); next = this.#waiting[0]) {
      this.#waiting.shift()
      // Lent before the waiter runs: another taker must not get in between.
      this.#lentBytes += next.size
      next.resolve()
    }
  }

  #fits(size: number): boolean {
    return this.#lentBytes === 0 || this.#lentBytes + size <= this.#limit
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
  resolve(): void
}
