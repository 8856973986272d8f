import { asUserError, errorLine, UserError } from '../../errors.ts'
import type { Clock, ForkProvider, NotedFork } from '../../forks/fork.ts'
import type { CleanupHandle, DestroyForkTask, Host } from '../../host/host.ts'
import { formatDuration } from '../../report/format.ts'
import { destroyNoted } from './destroy-fork.ts'

/** A cancelled step is killed after ten seconds; the post step sees to what is left by then. */
const HURRY_MS = 4_000
/** RDS takes some minutes to delete an instance. */
const DESTROY_MS = 15 * 60_000

/**
 * A fork, from the moment it is noted to the moment it is gone. It is destroyed as soon as the run
 * is cancelled, before anything else is cleaned up, and it cannot outlive its deadline.
 */
export class ForkLife {
  /** The run's own; and the deadline, as long as it is not ended. */
  readonly signal: AbortSignal
  readonly #host: Host
  readonly #provider: ForkProvider
  readonly #clock: Clock
  #task: DestroyForkTask
  #note: CleanupHandle
  #ended: Promise<void> | undefined
  #hasEnded = false

  /** Writes down that there will be one, so that whoever comes after a kill finds it. */
  constructor(
    host: Host,
    provider: ForkProvider,
    fork: NotedFork,
    { clock, timeoutMs }: { readonly clock: Clock; readonly timeoutMs: number },
  ) {
    this.#host = host
    this.#provider = provider
    this.#clock = clock
    this.signal = AbortSignal.any([host.signal, this.#deadline(fork, clock, timeoutMs)])
    this.#task = { kind: 'destroy-fork', isAnswered: false, ...fork }
    this.#note = host.cleanup.add(this.#task)
    host.signal.addEventListener('abort', this.#end)
  }

  /** Whether all has been done for its end. */
  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** The provider has said yes or no, so nothing can turn up later. */
  answered(): void {
    const earlier = this.#note
    this.#task = { ...this.#task, isAnswered: true }
    this.#note = this.#host.cleanup.add(this.#task)
    earlier.done()
  }

  /** Destroys it, once however often this is called. Never throws: what is left stays noted. */
  end(): Promise<void> {
    this.#host.signal.removeEventListener('abort', this.#end)
    this.#ended ??= this.#destroy().finally(() => {
      this.#hasEnded = true
    })
    return this.#ended
  }

  readonly #end = () => void this.end()

  async #destroy(): Promise<void> {
    const { kind, log, signal } = this.#host
    const { name } = this.#task
    try {
      const end = await destroyNoted(this.#provider, this.#task, this.#clock, this.#patience())
      if (end === 'going' && signal.aborted && kind === 'github') {
        log.info(`The fork ${name} is being deleted; the post step waits for it.`)
        return
      }
      this.#note.done()
      log.info(`The fork ${name} is ${end === 'gone' ? 'gone' : 'being deleted by the provider'}.`)
    } catch (error) {
      const { code } = asUserError(error)
      const why = code === 'E_FORK_LEFT' ? `${errorLine(error)} ` : ''
      log.warning(`${why}The fork ${name} could not be destroyed yet; that is tried again.`)
    }
  }

  /** Aborted with a reason that can be shown. What has been read in time is not given up later. */
  #deadline({ name }: NotedFork, clock: Clock, timeoutMs: number): AbortSignal {
    const controller = new AbortController()
    const timeout = clock.timeout(timeoutMs)
    timeout.addEventListener('abort', () => {
      if (this.#ended !== undefined) return
      controller.abort(
        new UserError(
          'E_FORK',
          `The fork ${name} was not ready and read within ${formatDuration(timeoutMs / 1000)}, and was given up.`,
          'Raise fork-timeout; on a self-hosted runner it may be longer than five hours.',
        ),
      )
    })
    return controller.signal
  }

  /** How long the provider is waited for. */
  #patience(): AbortSignal {
    const most = this.#clock.timeout(DESTROY_MS)
    if (this.#host.kind !== 'github') return most
    const hurry = new AbortController()
    const begin = () => {
      const soon = this.#clock.timeout(HURRY_MS)
      soon.addEventListener('abort', () => hurry.abort(soon.reason))
    }
    const { signal } = this.#host
    if (signal.aborted) begin()
    else signal.addEventListener('abort', begin, { once: true })
    return AbortSignal.any([most, hurry.signal])
  }
}
