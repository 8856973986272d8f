import { UserError } from '../../errors.ts'
import type { NeonInputs } from '../../inputs/fork.ts'
import { isForkName } from '../../plan/fork-name.ts'
import type {
  Fork,
  ForkContext,
  ForkProvider,
  ForkRequest,
  ForkSource,
  NotedFork,
} from '../fork.ts'
import { NeonApi } from './api.ts'
import { computeSize } from './compute-size.ts'
import { createBranch } from './create-branch.ts'
import { endBranch } from './end-branch.ts'
import { inPlainWords } from './errors.ts'
import { NeonFork } from './neon-fork.ts'
import { findSource } from './source.ts'

/** Forks of a Neon branch: branches of it. */
export function neonProvider(inputs: NeonInputs, context: ForkContext): ForkProvider {
  return new NeonProvider(inputs, context)
}

class NeonProvider implements ForkProvider {
  readonly name = 'neon'
  readonly #inputs: NeonInputs
  readonly #context: ForkContext
  #api: NeonApi | undefined

  constructor(inputs: NeonInputs, context: ForkContext) {
    this.#inputs = inputs
    this.#context = context
  }

  now(): Date {
    return this.#open(this.#inputs.project).now()
  }

  async findSource(signal: AbortSignal): Promise<ForkSource> {
    return findSource(this.#open(this.#inputs.project), this.#inputs, this.#context, signal)
  }

  async create(request: ForkRequest, signal: AbortSignal): Promise<Fork> {
    const { source, name, notedAt, expiresAt } = request
    const { connection, place, id: sourceId } = source
    if (connection === undefined) {
      throw new UserError('E_FORK', `It is not known which database of ${source.label} is meant.`)
    }
    const tools = { api: this.#open(place), clock: this.#context.clock }
    const compute = computeSize(this.#inputs.forkPlan)
    const wish = { name, parentId: sourceId, expiresAt, compute }
    const doing = `create the branch ${name} of ${source.label}`
    const made = await inPlainWords(doing, () => createBranch(tools, wish, signal))
    const noted: NotedFork = { provider: 'neon', name, place, sourceId, notedAt }
    const database = { name: connection.database, owner: connection.user }
    return new NeonFork(noted, made, database, tools.api, this.#context)
  }

  async destroy(fork: NotedFork, signal: AbortSignal): Promise<'gone' | 'going'> {
    return endBranch({ api: this.#open(fork.place), clock: this.#context.clock }, fork, signal)
  }

  /** Only forks of the same source: nothing else may be destroyed in its name. */
  async forksOf(
    { id: sourceId, place }: ForkSource,
    signal: AbortSignal,
  ): Promise<readonly NotedFork[]> {
    const api = this.#open(place)
    const branches = await inPlainWords('list the branches', () => api.branches('', signal))
    return branches
      .filter(({ name, parentId }) => isForkName(name) && parentId === sourceId)
      .map(({ name, createdAt }) => ({
        provider: 'neon',
        name,
        place,
        sourceId,
        notedAt: createdAt,
      }))
  }

  /** A provider is asked of one project only, its source's or that of the fork that was noted. */
  #open(project: string): NeonApi {
    this.#api ??= new NeonApi(this.#inputs.apiKey, project, this.#context)
    return this.#api
  }
}
