import { sentence, UserError } from '../../errors.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { Fork, ForkContext, NotedFork } from '../fork.ts'
import type { NeonApi } from './api.ts'
import { branchConnection } from './connection.ts'
import { inPlainWords } from './errors.ts'
import type { Branch, Database, MadeBranch, Operation } from './shapes.ts'

const POLL_MS = 1000

/** A branch that Neon has accepted to make. */
export class NeonFork implements Fork {
  readonly provider = 'neon'
  readonly name: string
  readonly place: string
  readonly sourceId: string
  readonly notedAt: string
  readonly #made: MadeBranch
  readonly #database: Database
  readonly #api: NeonApi
  readonly #context: ForkContext

  constructor(
    noted: NotedFork,
    made: MadeBranch,
    database: Database,
    api: NeonApi,
    context: ForkContext,
  ) {
    this.name = noted.name
    this.place = noted.place
    this.sourceId = noted.sourceId
    this.notedAt = noted.notedAt
    this.#made = made
    this.#database = database
    this.#api = api
    this.#context = context
  }

  async ready(tell: (line: string) => void, signal: AbortSignal): Promise<ConnectionSettings> {
    return inPlainWords(`reach the branch ${this.name}`, async () => {
      for (const { id } of this.#made.operations) await this.#untilDone(id, tell, signal)
      await this.#untilUsable(tell, signal)
      return branchConnection(this.#api, this.#made.id, this.#database, this.#context, signal)
    })
  }

  async proveFork(signal: AbortSignal): Promise<void> {
    const doing = `look up the branch ${this.name}`
    const branch = await inPlainWords(doing, () => this.#api.branch(this.#made.id, signal))
    if (branch === undefined) throw this.#fault('is gone')
    const isOfSource = branch.parentId === this.sourceId && branch.name === this.name
    if (!isOfSource) throw this.#fault('is not a branch of the source, says Neon')
    if (branch.initSource === 'schema-only') throw this.#fault('was made without data, says Neon')
  }

  /** A failed attempt is not the end where Neon says when it tries again. */
  async #untilDone(id: string, tell: (line: string) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      const operation = await this.#api.operation(id, signal)
      if (isDone(operation)) return
      const { action, status, error, retryAt } = operation
      const why = error === '' ? '' : `: ${error}`
      const isFailed = status === 'failed' || status === 'error'
      if (isFailed && retryAt === '') throw this.#fault(`could not be made, ${action} failed${why}`)
      tell(`Neon: ${action} of ${this.name} is ${status}${why}`)
      await this.#context.clock.sleep(POLL_MS, signal)
    }
  }

  async #untilUsable(tell: (line: string) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      const branch = await this.#api.branch(this.#made.id, signal)
      if (branch === undefined) throw this.#fault('is gone')
      if (isUsable(branch)) return
      tell(`Neon: the branch ${this.name} is ${branch.state}`)
      await this.#context.clock.sleep(POLL_MS, signal)
    }
  }

  #fault(why: string): UserError {
    const message = sentence(`The fork ${this.name} ${why}`)
    return new UserError(
      'E_FORK',
      message,
      'See the operations of the project in the Neon console.',
    )
  }
}

/** A compute that was not started is started by whoever connects. */
function isDone({ status }: Operation): boolean {
  return status === 'finished' || status === 'skipped' || status === 'cancelled'
}

/** What is not told is left to the connection. */
function isUsable({ state }: Branch): boolean {
  return state !== 'init' && state !== 'resetting'
}
