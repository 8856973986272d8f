import { errorMessage, UserError } from '../../errors.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { connect } from '../../postgres/session.ts'
import type { Fork, ForkContext, NotedFork } from '../fork.ts'
import type { HerokuApi } from './api.ts'
import { type ClientIdentity, herokuConnection } from './connection.ts'
import { inPlainWords, isNotFound } from './errors.ts'
import { urlOf } from './find-database.ts'
import { openMutualTls } from './mtls.ts'
import { isPrivate } from './plans.ts'
import type { Addon } from './shapes.ts'
import type { HerokuSource } from './source.ts'

const POLL_MS = 5_000
/** The database host does not know a new database at once (`pg:wait` asks twenty times). */
const MOST_UNKNOWN = 20
/** After `ready` a password may be new or a name not be known yet; but not for ever. */
const MOST_FAILED_CONNECTS = 60

export interface ForkParts {
  readonly api: HerokuApi
  readonly context: ForkContext
  readonly source: HerokuSource
  readonly addon: Addon
  /** Undefined: its own name leads to it from here. */
  readonly mtlsCidr: string | undefined
}

/** A fork that Heroku has accepted. */
export class HerokuFork implements Fork {
  readonly provider = 'heroku'
  readonly name: string
  readonly place: string
  readonly sourceId: string
  readonly notedAt: string
  readonly #parts: ForkParts
  #identity: ClientIdentity | undefined

  constructor(noted: Omit<NotedFork, 'provider'>, parts: ForkParts) {
    this.name = noted.name
    this.place = noted.place
    this.sourceId = noted.sourceId
    this.notedAt = noted.notedAt
    this.#parts = parts
  }

  async ready(tell: (line: string) => void, signal: AbortSignal): Promise<ConnectionSettings> {
    return inPlainWords(`wait for the fork ${this.name}`, async () => {
      for (let failed = 1; ; failed++) {
        await this.#untilProvisioned(tell, signal)
        await this.#untilAvailable(tell, signal)
        await this.#openEndpoint(tell, signal)
        const settings = await this.#readSettings(signal)
        const obstacle = settings && (await whyNoSession(settings, signal))
        if (settings !== undefined && obstacle === undefined) return settings
        if (failed >= MOST_FAILED_CONNECTS) throw unreachable(this.name, obstacle)
        tell(obstacle?.message ?? `${this.place} has no config variable of ${this.name} yet.`)
        await this.#parts.context.clock.sleep(POLL_MS, signal)
      }
    })
  }

  /** Without it a fork request that Heroku took for a plain one would give a good backup of nothing. */
  async proveFork(signal: AbortSignal): Promise<void> {
    const { api, addon, source } = this.#parts
    const { forkedFrom } = await inPlainWords(`ask about the fork ${this.name}`, () =>
      api.database(addon, signal),
    )
    if (forkedFrom.some((word) => names(word, source))) return
    const said = forkedFrom.length === 0 ? 'is no fork' : 'is the fork of another database'
    throw new UserError(
      'E_FORK',
      `Heroku says that ${this.name} ${said}, and not one of ${source.label}.`,
      'It is destroyed. Run again; if it stays so, ask the support of Heroku.',
    )
  }

  async #untilProvisioned(tell: (line: string) => void, signal: AbortSignal): Promise<void> {
    const { api, context } = this.#parts
    for (;;) {
      const { state, provisionMessage } = await api.addon(this.name, signal)
      if (state === 'provisioned') return
      if (state !== 'provisioning') throw failed(this.name, state, provisionMessage)
      tell(provisionMessage || 'Heroku is making the fork.')
      await context.clock.sleep(POLL_MS, signal)
    }
  }

  async #untilAvailable(tell: (line: string) => void, signal: AbortSignal): Promise<void> {
    const { context } = this.#parts
    for (let unknown = 0; ; ) {
      const status = await this.#waitStatus(signal)
      if (status === undefined && ++unknown > MOST_UNKNOWN) {
        throw failed(this.name, 'unknown to its database host', '')
      }
      if (status?.isFailed) throw failed(this.name, 'broken', status.message)
      if (status?.isWaiting === false) return
      tell(status?.message || 'Heroku is filling the fork.')
      await context.clock.sleep(POLL_MS, signal)
    }
  }

  /** Undefined: the database host does not know it. */
  async #waitStatus(signal: AbortSignal) {
    const { api, addon } = this.#parts
    try {
      return await api.waitStatus(addon, signal)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  async #openEndpoint(tell: (line: string) => void, signal: AbortSignal): Promise<void> {
    const { api, addon, context, source, mtlsCidr } = this.#parts
    if (mtlsCidr === undefined || !isPrivate(source.plan)) return
    this.#identity ??= await openMutualTls(api, addon, mtlsCidr, context, tell, signal)
  }

  /** Undefined: the release that sets the config variable is not done. */
  async #readSettings(signal: AbortSignal): Promise<ConnectionSettings | undefined> {
    const { api, addon, context } = this.#parts
    const config = await api.configVars(this.place, signal)
    const { configVars } = addon.configVars.length > 0 ? addon : await api.addon(this.name, signal)
    const found = urlOf(configVars, config)
    return found && herokuConnection(found[1], context, this.#identity)
  }
}

/** Why the fork gives no session yet; undefined: it does. */
async function whyNoSession(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<Error | undefined> {
  try {
    const session = await connect(settings, signal, { budgetMs: 0 })
    try {
      const [row] = await session.query<{ busy: boolean }>('SELECT pg_is_in_recovery() AS busy')
      return row?.busy === false ? undefined : new Error('The fork is still in recovery.')
    } finally {
      await session.end()
    }
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error ? error : new Error(errorMessage(error))
  }
}

/** A word on where a fork comes from: the source's id, its name, or a URL with its database. */
function names(word: string, { id, addonName, databaseName }: HerokuSource): boolean {
  if (word === id || word === addonName) return true
  return URL.canParse(word) && new URL(word).pathname === `/${databaseName}`
}

function failed(name: string, state: string, message: string): UserError {
  const said = message === '' ? '' : ` Heroku says: ${message}`
  return new UserError(
    'E_FORK',
    `The fork ${name} is ${state}.${said}`,
    'See https://status.heroku.com, and run again.',
  )
}

function unreachable(name: string, cause: Error | undefined): UserError {
  const why = cause?.message ?? 'its app has no config variable of it.'
  return new UserError(
    'E_FORK',
    `The fork ${name} is ready, but there is no way in: ${why}`,
    (cause instanceof UserError && cause.next) || 'Run again.',
    { cause },
  )
}
