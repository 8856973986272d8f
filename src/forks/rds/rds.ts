import type { DBInstance } from '@aws-sdk/client-rds'
import { UserError } from '../../errors.ts'
import type { RdsInputs } from '../../inputs/fork.ts'
import { isForkName } from '../../plan/fork-name.ts'
import type {
  Fork,
  ForkContext,
  ForkProvider,
  ForkRequest,
  ForkSource,
  NotedFork,
} from '../fork.ts'
import { RdsApi } from './api.ts'
import { endInstance } from './end-instance.ts'
import { inPlainWords } from './errors.ts'
import { RdsFork } from './rds-fork.ts'
import { restoreRequest, SOURCE_TAG } from './restore-request.ts'
import { describeSource } from './source.ts'
import { madeAt, tagOf } from './tags.ts'

/** Forks of an RDS instance: point-in-time restores into a new instance. */
export function rdsProvider(inputs: RdsInputs, context: ForkContext): ForkProvider {
  return new RdsProvider(inputs, context)
}

class RdsProvider implements ForkProvider {
  readonly name = 'rds'
  readonly #inputs: RdsInputs
  readonly #context: ForkContext
  #api: RdsApi | undefined

  constructor(inputs: RdsInputs, context: ForkContext) {
    this.#inputs = inputs
    this.#context = context
  }

  now(): Date {
    return this.#open(this.#inputs.region).now()
  }

  async findSource(signal: AbortSignal): Promise<ForkSource> {
    const api = this.#open(this.#inputs.region)
    const region = await api.region()
    const instance = await this.#requireSource(api, region, signal)
    return describeSource(instance, region, this.#inputs, this.#context.connection)
  }

  async create(request: ForkRequest, signal: AbortSignal): Promise<Fork> {
    const { source, name, notedAt } = request
    const api = this.#open(source.place)
    const instance = await this.#requireSource(api, source.place, signal)
    const { place, id: sourceId } = source
    const wishes = { name, sourceId, notedAt, instanceClass: this.#inputs.forkPlan }
    const doing = `restore ${source.label} into ${name}`
    await inPlainWords(doing, signal, () => api.restore(restoreRequest(instance, wishes), signal))
    const noted: NotedFork = { provider: 'rds', name, place, sourceId, notedAt }
    return new RdsFork(noted, { api, clock: this.#context.clock, connection: source.connection })
  }

  async destroy(fork: NotedFork, signal: AbortSignal): Promise<'gone' | 'going'> {
    const tools = { api: this.#open(fork.place), clock: this.#context.clock }
    return endInstance(fork, this.#inputs.instance, tools, signal)
  }

  async forksOf(source: ForkSource, signal: AbortSignal): Promise<readonly NotedFork[]> {
    const api = this.#open(source.place)
    return inPlainWords('list the forks', signal, async () => {
      const instances = (await api.list(signal)).filter(hasForkName)
      const tagged = await Promise.all(instances.map((each) => api.withTags(each, signal)))
      return tagged.flatMap((instance) => forkOf(instance, source) ?? [])
    })
  }

  /** A post step knows the region from what was noted, whatever the inputs say. */
  #open(region: string | undefined): RdsApi {
    this.#api ??= new RdsApi(region, this.#context)
    return this.#api
  }

  async #requireSource(api: RdsApi, region: string, signal: AbortSignal): Promise<DBInstance> {
    const { instance } = this.#inputs
    const doing = `look up the instance ${instance}`
    const found = await inPlainWords(doing, signal, () => api.find(instance, signal))
    if (found !== undefined) return found
    throw new UserError(
      'E_NOT_FOUND',
      `RDS has no instance ${instance} in ${region}.`,
      'Correct `rds-instance` or `rds-region`.',
    )
  }
}

function hasForkName({ DBInstanceIdentifier }: DBInstance): boolean {
  return isForkName(DBInstanceIdentifier ?? '')
}

/** Only forks of the same source: nothing else may be destroyed in its name. */
function forkOf(instance: DBInstance, { id, place }: ForkSource): NotedFork | undefined {
  const { DBInstanceIdentifier: name = '', DBInstanceStatus } = instance
  if (tagOf(instance, SOURCE_TAG) !== id || DBInstanceStatus === 'deleting') return undefined
  const notedAt = madeAt(instance)?.toISOString() ?? ''
  return { provider: 'rds', name, place, sourceId: id, notedAt }
}
