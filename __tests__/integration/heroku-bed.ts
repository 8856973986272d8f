import {
  type HerokuOptions,
  type HerokuService,
  startHeroku,
} from '../../scripts/rig/heroku-service.ts'
import type { Clock, Fork, ForkContext, ForkRequest } from '../../src/forks/fork.ts'
import { herokuProvider } from '../../src/forks/heroku/heroku.ts'
import type { Log } from '../../src/host/host.ts'
import type { HerokuInputs } from '../../src/inputs/fork.ts'

export const FORK_NAME = 'pg-backup-fork-123-1-abcdefgh'
/** Nobody interrupts. */
export const calm = new AbortController().signal

/** Time that passes only while something waits for it: a sleep of an hour takes two milliseconds. */
export class FastClock implements Clock {
  #now = Date.now()
  /** Everything that was slept, in milliseconds. */
  readonly sleeps: number[] = []
  readonly #deadlines: { readonly at: number; readonly controller: AbortController }[] = []

  now(): Date {
    return new Date(this.#now)
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    this.sleeps.push(milliseconds)
    this.#now += milliseconds
    await new Promise((resolve) => setTimeout(resolve, 2))
    for (const { at, controller } of this.#deadlines) {
      if (at <= this.#now) controller.abort(new DOMException('Time is over.', 'TimeoutError'))
    }
    signal.throwIfAborted()
  }

  timeout(milliseconds: number): AbortSignal {
    const controller = new AbortController()
    this.#deadlines.push({ at: this.#now + milliseconds, controller })
    return controller.signal
  }
}

/** A stand-in for Heroku, and our provider on it. */
export class HerokuBed implements AsyncDisposable {
  readonly service: HerokuService
  readonly clock: FastClock
  /** All that was logged, a line each. */
  readonly lines: string[] = []
  readonly secrets: string[] = []

  constructor(service: HerokuService, clock: FastClock) {
    this.service = service
    this.clock = clock
  }

  get context(): ForkContext {
    const add = (kind: string) => (line: string) => void this.lines.push(`${kind}: ${line}`)
    const log: Log = {
      isLive: false,
      info: add('info'),
      warning: add('warning'),
      error: add('error'),
      debug: add('debug'),
      progress: add('progress'),
      group: (_title, phase) => phase(),
    }
    return {
      clock: this.clock,
      log,
      addSecret: (value) => void this.secrets.push(value),
      environment: this.service.env,
      connection: undefined,
    }
  }

  provider(inputs: Partial<HerokuInputs> = {}, context: Partial<ForkContext> = {}) {
    const all: HerokuInputs = {
      name: 'heroku',
      apiKey: this.service.apiKey,
      app: 'shop',
      database: 'DATABASE_URL',
      forkPlan: undefined,
      forkApp: undefined,
      mtlsCidr: undefined,
      ...inputs,
    }
    return herokuProvider(all, { ...this.context, ...context })
  }

  /** The source, as found, in a request for its fork. */
  async request(provider = this.provider()): Promise<ForkRequest> {
    const source = await provider.findSource(calm)
    return {
      source,
      name: FORK_NAME,
      notedAt: new Date(this.clock.now().getTime() - 300_000).toISOString(),
      expiresAt: new Date(this.clock.now().getTime() + 3_600_000),
    }
  }

  async create(provider = this.provider()): Promise<Fork> {
    return provider.create(await this.request(provider), calm)
  }

  readonly tell = (line: string): void => {
    this.lines.push(`tell: ${line}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop()
  }
}

export async function herokuBed(options: HerokuOptions = {}): Promise<HerokuBed> {
  const clock = new FastClock()
  return new HerokuBed(await startHeroku({ now: () => clock.now(), ...options }), clock)
}
