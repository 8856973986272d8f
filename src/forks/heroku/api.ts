import type { ForkContext } from '../fork.ts'
import { at, textAt } from '../json.ts'
import { ProviderApi } from '../provider-http.ts'
import { serviceAddress } from '../service-address.ts'
import { isAdvanced } from './plans.ts'
import {
  type Addon,
  type Attachment,
  type DatabaseInfo,
  readAddon,
  readAdvancedInfo,
  readApp,
  readAttachment,
  readConfigVars,
  readDatabaseInfo,
} from './shapes.ts'

const HOSTS = ['heroku.com', 'herokai.com', 'herokuspace.com', 'herokudev.com']
const SDK = { accept: 'application/vnd.heroku+json; version=3.sdk' }
const WITH_ADDON = { ...SDK, 'accept-inclusion': 'addon:plan,config_vars' }
const WITH_PLAN = { 'accept-expansion': 'addon_service,plan' }

/** What a database says of its own readiness. */
export interface WaitStatus {
  readonly isWaiting: boolean
  readonly isFailed: boolean
  readonly message: string
}

export interface AppDetails {
  readonly id: string
  readonly name: string
  /** `us`, `eu`, or the name of a private space's region. */
  readonly region: string
  /** The private space; undefined: the Common Runtime. */
  readonly space: string | undefined
}

/** What is sent to make an add-on. */
export interface AddonWish {
  readonly plan: string
  readonly name: string
  readonly attachment: string
  readonly config: Readonly<Record<string, string>>
}

/**
 * Heroku's two APIs, in the words of the heroku command line (11.10): the platform with apps,
 * add-ons and config variables, and the one of its databases. Every call throws an ApiFailure.
 */
export class HerokuApi {
  readonly platform: ProviderApi
  readonly data: ProviderApi
  /** What the paths below `/postgres/v0` of the data host take the key by (`pg:credentials:url`). */
  readonly basic: { readonly authorization: string }

  /** @throws UserError `E_INPUT` for an address to which the key must not go */
  constructor(apiKey: string, { environment, clock, log }: ForkContext) {
    const { HEROKU_API_URL, HEROKU_DATA_URL } = environment
    this.basic = { authorization: `Basic ${Buffer.from(`:${apiKey}`).toString('base64')}` }
    const common = {
      provider: 'Heroku',
      headers: {
        accept: 'application/vnd.heroku+json; version=3',
        authorization: `Bearer ${apiKey}`,
        'user-agent': 'pg-backup-action',
      },
      clock,
      tell: (line: string) => log.info(line),
      onAnswer: warnOnce((line) => log.warning(line)),
    }
    const api = 'https://api.heroku.com'
    const data = 'https://api.data.heroku.com'
    this.platform = new ProviderApi({
      ...common,
      baseUrl: serviceAddress('HEROKU_API_URL', HEROKU_API_URL, api, HOSTS),
    })
    this.data = new ProviderApi({
      ...common,
      baseUrl: serviceAddress('HEROKU_DATA_URL', HEROKU_DATA_URL, data, HOSTS),
    })
  }

  /** All attachments that a name may mean. It is a POST that only reads. */
  async resolve(app: string, attachment: string, signal: AbortSignal): Promise<Attachment[]> {
    const path = '/actions/addon-attachments/resolve'
    const body = { app, addon_attachment: attachment }
    const call = { method: 'POST', path, headers: WITH_ADDON, body, isRepeatable: true } as const
    const answer = await this.platform.send(call, signal)
    return Array.isArray(answer.body) ? answer.body.map(readAttachment) : []
  }

  async attachments(app: string, signal: AbortSignal): Promise<Attachment[]> {
    const path = `/apps/${encodeURIComponent(app)}/addon-attachments`
    const all = await this.platform.sendForList(
      { method: 'GET', path, headers: WITH_ADDON },
      signal,
    )
    return all.map(readAttachment)
  }

  /** Secrets: whoever reads them hides what it uses. */
  async configVars(app: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    return readConfigVars(await this.#get(`/apps/${encodeURIComponent(app)}/config-vars`, signal))
  }

  async app(name: string, signal: AbortSignal): Promise<AppDetails> {
    const body = await this.#get(`/apps/${encodeURIComponent(name)}`, signal)
    const space = textAt(body, 'space', 'name') || undefined
    return { ...readApp(body), region: textAt(body, 'region', 'name'), space }
  }

  /** By id or by name, which no two add-ons share. */
  async addon(idOrName: string, signal: AbortSignal): Promise<Addon> {
    const path = `/addons/${encodeURIComponent(idOrName)}`
    const answer = await this.platform.send({ method: 'GET', path, headers: WITH_PLAN }, signal)
    return readAddon(answer.body)
  }

  async addonsOf(app: string, signal: AbortSignal): Promise<Addon[]> {
    const path = `/apps/${encodeURIComponent(app)}/addons`
    return (await this.platform.sendForList({ method: 'GET', path }, signal)).map(readAddon)
  }

  /** In cents of a dollar; undefined: not told, or not by the month. */
  async monthlyPrice(plan: string, signal: AbortSignal): Promise<number | undefined> {
    const price = at(await this.#get(`/plans/${encodeURIComponent(plan)}`, signal), 'price')
    const cents = at(price, 'cents')
    const isMonthly = textAt(price, 'unit') === 'month'
    return typeof cents === 'number' && cents > 0 && isMonthly ? cents : undefined
  }

  /** Sent once: whether a lost one was carried out, the name tells. */
  async createAddon(app: string, wish: AddonWish, signal: AbortSignal): Promise<Addon> {
    const { plan, name, attachment, config } = wish
    const call = {
      method: 'POST',
      path: `/apps/${encodeURIComponent(app)}/addons`,
      headers: { 'accept-expansion': 'plan', 'x-heroku-legacy-provider-messages': 'true' },
      body: { plan: { name: plan }, name, attachment: { name: attachment }, config },
    } as const
    return readAddon((await this.platform.send(call, signal)).body)
  }

  /** Takes a whole add-on, so that it has been read, and looked at, before. */
  async deleteAddon({ app, id }: Addon, signal: AbortSignal): Promise<Addon> {
    const path = `/apps/${encodeURIComponent(app.id)}/addons/${encodeURIComponent(id)}`
    const headers = { 'accept-expansion': 'plan' }
    const call = { method: 'DELETE', path, headers, body: { force: false } } as const
    return readAddon((await this.platform.send(call, signal)).body)
  }

  async database(
    { id, plan }: Pick<Addon, 'id' | 'plan'>,
    signal: AbortSignal,
  ): Promise<DatabaseInfo> {
    const name = encodeURIComponent(id)
    if (isAdvanced(plan)) {
      return readAdvancedInfo(await this.#getData(`/data/postgres/v1/${name}/info`, signal))
    }
    return readDatabaseInfo(await this.#getData(`/client/v11/databases/${name}`, signal))
  }

  async waitStatus(
    { id, plan }: Pick<Addon, 'id' | 'plan'>,
    signal: AbortSignal,
  ): Promise<WaitStatus> {
    const start = isAdvanced(plan) ? '/data/postgres/v1' : '/client/v11/databases'
    const body = await this.#getData(`${start}/${encodeURIComponent(id)}/wait_status`, signal)
    return {
      isWaiting: (at(body, 'waiting?') ?? at(body, 'waiting')) === true,
      isFailed: at(body, 'error?') === true,
      message: [textAt(body, 'message'), textAt(body, 'step')].filter(Boolean).join(' '),
    }
  }

  async #get(path: string, signal: AbortSignal): Promise<unknown> {
    return (await this.platform.send({ method: 'GET', path }, signal)).body
  }

  async #getData(path: string, signal: AbortSignal): Promise<unknown> {
    return (await this.data.send({ method: 'GET', path }, signal)).body
  }
}

/** Heroku's own warnings stand in headers of every answer: each is shown once. */
function warnOnce(warn: (line: string) => void): (headers: Headers) => void {
  const shown = new Set<string>()
  return (headers) => {
    for (const name of ['x-heroku-warning', 'warning-message']) {
      const text = headers.get(name)
      if (text === null || text === '' || shown.has(text)) continue
      shown.add(text)
      warn(`Heroku says: ${text}`)
    }
  }
}
