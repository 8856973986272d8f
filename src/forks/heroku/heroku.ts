import type { HerokuInputs } from '../../inputs/fork.ts'
import { isForkName } from '../../plan/fork-name.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type {
  Fork,
  ForkContext,
  ForkProvider,
  ForkRequest,
  ForkSource,
  NotedFork,
} from '../fork.ts'
import { HerokuApi } from './api.ts'
import { herokuConnection } from './connection.ts'
import { createFork } from './create-fork.ts'
import { destroyFork } from './destroy-fork.ts'
import { inPlainWords } from './errors.ts'
import { findDatabase, labelOf } from './find-database.ts'
import { HerokuFork } from './fork.ts'
import { isPostgresPlan } from './plans.ts'
import { findHerokuSource, type HerokuSource } from './source.ts'

/**
 * Forks of Heroku Postgres, by the Platform API.
 *
 * @throws UserError `E_INPUT` for a base address to which the key must not go
 */
export function herokuProvider(inputs: HerokuInputs, context: ForkContext): ForkProvider {
  return new HerokuProvider(inputs, context)
}

/** A database of an app, for whoever wants to reach it. */
export interface HerokuDatabase {
  /** `shop::DATABASE` */
  readonly label: string
  readonly connection: ConnectionSettings
  readonly isFollower: boolean
}

/**
 * Looks up a database of an app, and how it is reached.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_FORK`
 */
export async function herokuDatabase(
  inputs: HerokuInputs,
  context: ForkContext,
  signal: AbortSignal,
): Promise<HerokuDatabase> {
  const api = new HerokuApi(inputs.apiKey, context)
  const found = await findDatabase(api, inputs, signal)
  const label = labelOf(found)
  const { isFollower } = await inPlainWords(`ask about ${label}`, () =>
    api.database(found.attachment.addon, signal),
  )
  return { label, connection: herokuConnection(found.url, context), isFollower }
}

class HerokuProvider implements ForkProvider {
  readonly name = 'heroku'
  readonly #api: HerokuApi
  readonly #inputs: HerokuInputs
  readonly #context: ForkContext
  /** The source that was found, with more than every provider tells. */
  #source: HerokuSource | undefined

  constructor(inputs: HerokuInputs, context: ForkContext) {
    this.#inputs = inputs
    this.#context = context
    this.#api = new HerokuApi(inputs.apiKey, context)
  }

  now(): Date {
    return this.#api.platform.now()
  }

  async findSource(signal: AbortSignal): Promise<ForkSource> {
    this.#source = await findHerokuSource(this.#api, this.#inputs, this.#context, signal)
    return this.#source
  }

  async create(request: ForkRequest, signal: AbortSignal): Promise<Fork> {
    const source = this.#source
    if (source?.id !== request.source.id)
      throw new Error('The source was not found by this provider.')
    if (source.refusal !== undefined) throw source.refusal
    const { clock } = this.#context
    const addon = await createFork(this.#api, source, request, clock, signal)
    const { name, notedAt } = request
    const noted = { name, place: source.place, sourceId: source.id, notedAt }
    // Where the source answers from here, its fork in the same network does, too.
    const mtlsCidr = source.connection === undefined ? this.#inputs.mtlsCidr : undefined
    return new HerokuFork(noted, {
      api: this.#api,
      context: this.#context,
      source,
      addon,
      mtlsCidr,
    })
  }

  async destroy(fork: NotedFork, signal: AbortSignal): Promise<'gone' | 'going'> {
    return destroyFork(this.#api, fork, this.#context.clock, signal)
  }

  async forksOf({ id, place }: ForkSource, signal: AbortSignal): Promise<readonly NotedFork[]> {
    const addons = await inPlainWords(`list the add-ons of ${place}`, () =>
      this.#api.addonsOf(place, signal),
    )
    return addons
      .filter(({ name, plan }) => isForkName(name) && isPostgresPlan(plan))
      .filter((addon) => addon.id !== id && addon.app.name === place)
      .map(({ name, createdAt: notedAt }) => {
        return { provider: 'heroku', name, place, sourceId: id, notedAt }
      })
  }
}
