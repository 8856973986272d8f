/**
 * Bounds how many things are under way at once. Who waits is served in turn.
 *
 * No deadlock as long as each reader takes slots in the order in which it gives them back, and goes
 * on whatever the other readers do: nobody may read from two files by turns.
 */
export class Slots {
  readonly count: number
  /** How much of a file, in bytes, may be read with one of them. */
  readonly partBytes: number
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number, partBytes: number) {
    this.count = count
    this.partBytes = partBytes
    this.#free = count
  }

  /** Resolves when a slot is the caller's, to be given back by `give`. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const onAbort = () => {
      const turn = this.#waiting.indexOf(resolve)
      if (turn < 0) return // it was served just before
      this.#waiting.splice(turn, 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    this.#waiting.push(resolve)
    await promise.finally(() => signal.removeEventListener('abort', onAbort))
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free += 1
    else next()
  }
}
