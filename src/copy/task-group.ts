/**
 * Tasks that run side by side and of which none is of use without the others: the first failure
 * stops all of them, and is the one that is reported, not what it led to.
 */
export class TaskGroup {
  /** Aborted by the first failure, and with the signal that the group was made with. */
  readonly signal: AbortSignal
  readonly #outer: AbortSignal
  readonly #controller = new AbortController()
  readonly #tasks = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | null = null

  constructor(signal: AbortSignal) {
    this.#outer = signal
    this.signal = AbortSignal.any([signal, this.#controller.signal])
  }

  /** A task may start others; nothing starts after a failure. */
  start(task: () => Promise<void>): void {
    if (this.#failure !== null) return
    const running = task()
      .catch((error) => this.stop(error))
      .finally(() => this.#tasks.delete(running))
    this.#tasks.add(running)
  }

  stop(error: unknown): void {
    this.#failure ??= { error }
    this.#controller.abort()
  }

  /** Resolves when all tasks have ended, also those that were started meanwhile. */
  async ended(): Promise<void> {
    while (this.#tasks.size > 0) await Promise.all(this.#tasks)
    this.#outer.throwIfAborted()
    if (this.#failure !== null) throw this.#failure.error
  }
}

/** Lets so many run at a time, in the order in which they came. */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
