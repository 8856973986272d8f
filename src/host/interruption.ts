import { constants } from 'node:os'
import { UserError } from '../errors.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type StopSignal = (typeof SIGNALS)[number]

/** npm passes on a Ctrl-C that the terminal has sent to its child already: that is one, not two. */
const SAME_KEYPRESS_MS = 500

/**
 * Turns signals into an AbortSignal. The first one asks the run to stop and clean up; GitHub then
 * waits 7.5 s before SIGTERM and 2.5 s more before SIGKILL. The second one ends the process at
 * once, after what can be undone without waiting.
 */
export class Interruption {
  readonly #controller = new AbortController()
  #received: { readonly name: StopSignal; readonly at: number } | undefined

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The status of a process that a signal ended, as shells have it; undefined: none came. */
  get exitStatus(): number | undefined {
    return this.#received && 128 + constants.signals[this.#received.name]
  }

  /** What to tell after a signal, whatever the run was doing then; undefined: none came. */
  get cancellation(): UserError | undefined {
    return this.#received && cancelled(this.#received.name)
  }

  /** @param endNow ends the process; called for every signal after the first */
  listen(endNow: () => void): void {
    for (const name of SIGNALS) {
      process.on(name, () => this.#receive(name, endNow))
    }
  }

  /** Stops the run for another reason than a signal. */
  abort(reason: unknown): void {
    this.#controller.abort(reason)
  }

  #receive(name: StopSignal, endNow: () => void): void {
    const at = performance.now()
    const first = this.#received
    if (first) {
      if (first.name !== name || at - first.at > SAME_KEYPRESS_MS) endNow()
      return
    }
    this.#received = { name, at }
    this.abort(cancelled(name))
  }
}

function cancelled(signal: StopSignal): UserError {
  return new UserError(
    'E_CANCELLED',
    `The run was cancelled (${signal}).`,
    'An unfinished backup is not kept.',
  )
}
