import type { FileHandle } from 'node:fs/promises'

/**
 * Bytes collected before they are written. pg_dump's pipe delivers 64 KiB at a time, and each
 * write to a file costs a round trip through Node's thread pool.
 */
const BATCH_BYTES = 1024 * 1024

/**
 * A file that has to be on the disk is sent there all along: one that is only synced at its end
 * waits then for all of it, while nothing else is left to do.
 */
const SYNC_BYTES = 32 * 1024 * 1024

/**
 * A file that is written in large pieces: one piece is under way while the next one fills, so at
 * most two of them are in memory. A failed write is reported by the next call.
 */
export class BatchedFile {
  readonly #handle: FileHandle
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  #underWay: Promise<void> = Promise.resolve()
  #takenBytes = 0
  #closed = false
  readonly #durable: boolean
  #unsyncedBytes = 0
  #syncing = false
  #synced: Promise<void> = Promise.resolve()

  /**
   * @param handle opened for writing; this object closes it
   * @param durable whether `close` waits until the disk has all of it
   */
  constructor(handle: FileHandle, durable: boolean) {
    this.#handle = handle
    this.#durable = durable
  }

  /** What `write` has been given so far. */
  get takenBytes(): number {
    return this.#takenBytes
  }

  get closed(): boolean {
    return this.#closed
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#closed) throw new Error('The file is closed.')
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.byteLength
    this.#takenBytes += chunk.byteLength
    if (this.#waitingBytes >= BATCH_BYTES) await this.#startBatch()
  }

  /**
   * Writes what is left and closes the file.
   *
   * @returns the size the file system says the file has
   */
  async close(): Promise<number> {
    try {
      await this.#startBatch()
      await this.#underWay
      await this.#synced
      if (this.#durable) await this.#handle.sync()
      return (await this.#handle.stat()).size
    } finally {
      await this.discard()
    }
  }

  /** Closes the file as it is, once no write is under way. Never throws. */
  async discard(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#waiting = []
    await this.#underWay.catch(() => {})
    await this.#synced.catch(() => {})
    await this.#handle.close().catch(() => {})
  }

  /** Queues the waiting chunks behind the piece under way, and resolves when that one is done. */
  #startBatch(): Promise<void> {
    const batch = this.#waiting
    const previous = this.#underWay
    this.#unsyncedBytes += this.#waitingBytes
    this.#waiting = []
    this.#waitingBytes = 0
    this.#underWay = previous.then(async () => {
      await writeAll(this.#handle, batch)
      this.#syncAhead()
    })
    // It is awaited later; without this, a failure until then would end the process.
    this.#underWay.catch(() => {})
    return previous
  }

  /** Begins to send what has been written to the disk; a failure is reported by `close`. */
  #syncAhead(): void {
    if (!this.#durable || this.#syncing || this.#unsyncedBytes < SYNC_BYTES) return
    this.#unsyncedBytes = 0
    this.#syncing = true
    // After a failure no other is begun: the system reports it only once.
    this.#synced = this.#handle.datasync().then(() => {
      this.#syncing = false
    })
    this.#synced.catch(() => {})
  }
}

/** writev(2) may write less than it was given, for example on a disk that is nearly full. */
async function writeAll(handle: FileHandle, batch: readonly Uint8Array[]): Promise<void> {
  let rest = batch.filter((chunk) => chunk.byteLength > 0)
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest)
    rest = afterBytes(rest, bytesWritten)
  }
}

function afterBytes(chunks: readonly Uint8Array[], count: number): Uint8Array[] {
  let skip = count
  const rest: Uint8Array[] = []
  for (const chunk of chunks) {
    if (skip < chunk.byteLength) rest.push(chunk.subarray(skip))
    skip = Math.max(0, skip - chunk.byteLength)
  }
  return rest
}
