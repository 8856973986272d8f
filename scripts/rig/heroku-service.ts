import { randomBytes, randomUUID } from 'node:crypto'
import {
  type App,
  describeAddon,
  describeAttachment,
  describeDatabase,
  HerokuAccount,
  type StoredAddon,
} from './heroku-addons.ts'
import { type ForkBehaviour, HerokuForks, QUICK } from './heroku-forks.ts'
import { HerokuMutualTls } from './heroku-mutual-tls.ts'
import { notFound, refuse } from './heroku-replies.ts'
import { HerokuTransfers } from './heroku-transfers.ts'
import type { PostgresServer } from './postgres-server.ts'
import { type Call, type Reply, ScriptedHttp } from './scripted-http.ts'

export interface HerokuOptions {
  /** The server that the source is on. Undefined: no fork has a server behind it. */
  readonly source?: PostgresServer
  /** Without a source: where all forks lead (default: nowhere). */
  readonly forkUrl?: string
  /** The database of the source (default: postgres). */
  readonly database?: string
  /** The size that the data API tells, in bytes. */
  readonly sizeBytes?: number
  /** The clock that add-ons are made by. */
  readonly now?: () => Date
}

/**
 * Starts a stand-in for Heroku's platform and data APIs: an account with the app `shop`, whose
 * DATABASE is the source, and the empty app `shop-backup`. A fork is a real copy of the source's
 * server (pg_basebackup) on a port of its own. `await using` stops all of it, and throws if
 * anything but a fork was ever to be deleted.
 */
export async function startHeroku(options: HerokuOptions = {}): Promise<HerokuService> {
  const service = new HerokuService(options)
  await service.listen('platform', 'data')
  return service
}

export class HerokuService extends ScriptedHttp {
  readonly apiKey = `HRKU-${randomBytes(16).toString('hex')}`
  readonly account = new HerokuAccount()
  readonly mutualTls = new HerokuMutualTls()
  readonly transfers = new HerokuTransfers()
  readonly shop: App
  readonly backupApp: App
  readonly source: StoredAddon
  /** What must never have been asked for. */
  readonly violations: string[] = []
  /** Entries of a page of a list. */
  pageSize = 1000
  /** Headers of every answer. */
  headers: Record<string, string> = { 'ratelimit-remaining': '4499' }
  readonly #sizeBytes: number
  readonly #forks: HerokuForks

  constructor(options: HerokuOptions) {
    super()
    const { source, database = 'postgres', sizeBytes = 10_700_000, forkUrl, now } = options
    this.#sizeBytes = sizeBytes
    this.#forks = new HerokuForks(this.account, { database, source, forkUrl, now })
    this.shop = this.account.addApp('shop')
    this.backupApp = this.account.addApp('shop-backup')
    const url = source?.url(database) ?? 'postgres://u:source-pw@127.0.0.1:9/source'
    this.source = this.account.addDatabase(this.shop, 'postgresql-curved-12345', { url })
    this.account.attach(this.shop, 'DATABASE', this.source)
  }

  /** How the forks made from now on behave. */
  get behaviour(): ForkBehaviour {
    return this.#forks.behaviour
  }

  /** Makes the forks from now on as fast as they can be. */
  hurry(): void {
    Object.assign(this.behaviour, structuredClone(QUICK))
  }

  /** The variables that lead our code here. */
  get env(): Record<string, string> {
    return { HEROKU_API_URL: this.urlOf('platform'), HEROKU_DATA_URL: this.urlOf('data') }
  }

  /** How many forks were ever made. */
  get made(): number {
    return this.#forks.made
  }

  /** The forks that are not destroyed. */
  get forks(): readonly StoredAddon[] {
    return this.#forks.all
  }

  /** The server behind a fork, to look at what was done to it. */
  serverOf(fork: StoredAddon): Promise<PostgresServer> | undefined {
    return this.#forks.serverOf(fork)
  }

  override async stop(): Promise<void> {
    await super.stop()
    await this.#forks.stop()
    if (this.violations.length > 0) throw new Error(this.violations.join('\n'))
  }

  protected override async answer(call: Call): Promise<Reply> {
    const reply = this.#refusal(call) ?? (await this.#route(call))
    const headers = { 'request-id': randomUUID(), ...this.headers, ...reply.headers }
    return { ...reply, headers }
  }

  #refusal({ listener, headers, path }: Call): Reply | undefined {
    if (path.startsWith('/public/')) return undefined
    if (!/^application\/vnd\.heroku\+json; version=3/.test(headers.accept ?? '')) {
      return refuse(406, 'not_acceptable', 'The accept header is not right.')
    }
    const basic = `Basic ${Buffer.from(`:${this.apiKey}`).toString('base64')}`
    const wanted = path.startsWith('/postgres/v0/') ? basic : `Bearer ${this.apiKey}`
    if (headers.authorization !== wanted) {
      return refuse(401, 'unauthorized', 'Invalid credentials provided.')
    }
    const isData = /^\/(client|data|postgres)\//.test(path)
    return isData === (listener === 'data') ? undefined : notFound('path')
  }

  #route(call: Call): Reply | Promise<Reply> {
    const { method, path } = call
    const parts = path.split('/').slice(1)
    if (path === '/actions/addon-attachments/resolve') return this.#resolve(call)
    if (parts[0] === 'apps') return this.#app(call, parts.slice(1))
    if (parts[0] === 'addons' && method === 'GET') return this.#addon(parts[1] ?? '')
    if (parts[0] === 'plans')
      return { status: 200, body: { price: { cents: 5000, unit: 'month' } } }
    if (path.includes('/tls-endpoint')) return this.mutualTls.answer(call)
    if (/\/transfers|^\/public\//.test(path)) return this.transfers.answer(call, this.urlOf('data'))
    if (path.startsWith('/client/v11/databases/')) return this.#database(parts[3] ?? '', parts[4])
    if (path.startsWith('/data/postgres/v1/')) return this.#database(parts[3] ?? '', parts[4])
    return notFound('path')
  }

  #resolve({ body }: Call): Reply {
    const { app = '', addon_attachment: wanted = '' } = body as Record<string, string>
    const found = this.account.resolve(app, wanted)
    if (found.length === 0) return notFound('add_on attachment')
    return { status: 200, body: found.map((one) => describeAttachment(this.account, one)) }
  }

  #app(call: Call, [name = '', part, item]: readonly string[]): Reply | Promise<Reply> {
    const app = this.account.app(name)
    if (app === undefined) return notFound('app')
    if (part === 'config-vars') return { status: 200, body: this.#forks.configOf(app) }
    if (part === 'addon-attachments') return this.#page(call, this.#attachmentsOf(app))
    if (part === 'addons') return this.#addons(call, app, item)
    if (part !== undefined) return notFound('path')
    const { id, region, space } = app
    const body = { id, name: app.name, region: { name: region }, space: space && { name: space } }
    return { status: 200, body }
  }

  #attachmentsOf(app: App): object[] {
    const own = this.account.attachments.filter((one) => one.app === app)
    return own.map((one) => describeAttachment(this.account, one))
  }

  #addons(call: Call, app: App, item: string | undefined): Reply | Promise<Reply> {
    if (call.method === 'POST') return this.#forks.create(app, call.body)
    if (item !== undefined)
      return call.method === 'DELETE' ? this.#destroy(item) : this.#addon(item)
    const own = this.account.addons.filter((one) => one.app === app)
    return this.#page(
      call,
      own.map((one) => describeAddon(this.account, one)),
    )
  }

  /** 206 with the next range, as long as there is more. */
  #page({ headers }: Call, all: readonly object[]): Reply {
    const start = Number(/^id (\d+)\.\./.exec(String(headers.range ?? ''))?.[1] ?? 0)
    const end = start + this.pageSize
    const body = all.slice(start, end)
    if (end >= all.length) return { status: 200, body }
    return { status: 206, headers: { 'next-range': `id ${end}..` }, body }
  }

  #addon(idOrName: string): Reply {
    const addon = this.account.addon(idOrName)
    if (addon === undefined || !this.#forks.look(addon)) return notFound('add_on')
    return { status: 200, body: describeAddon(this.account, addon) }
  }

  #destroy(idOrName: string): Reply {
    const addon = this.account.addon(idOrName)
    if (addon === undefined) return notFound('add_on')
    if (this.forks.includes(addon)) return this.#forks.destroy(addon)
    this.violations.push(`${addon.name}, which is no fork, was to be deleted.`)
    return refuse(403, 'forbidden', 'This would have deleted a database.')
  }

  #database(id: string, part: string | undefined): Reply {
    const addon = this.account.addon(id)
    if (addon === undefined || addon.state === 'provisioning') return notFound('database')
    if (part === 'wait_status') return this.#forks.waitStatus(addon)
    if (part !== undefined && part !== 'info') return notFound('path')
    return { status: 200, body: describeDatabase(addon, this.#sizeBytes) }
  }
}
