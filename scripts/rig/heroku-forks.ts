import { type App, describeAddon, type HerokuAccount, type StoredAddon } from './heroku-addons.ts'
import { notFound, refuse } from './heroku-replies.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startFork } from './replica.ts'
import type { Reply } from './scripted-http.ts'

/** How forks behave; each number is how often something is answered before the next state. */
export interface ForkBehaviour {
  /** `provisioning`, before what `ends` says. */
  provisioning: number
  ends: 'deprovisioned' | 'never' | 'provisioned'
  /** 404 of `wait_status`. */
  unknown: number
  /** Messages of `wait_status` while it waits; null: without one. */
  waiting: (string | null)[]
  /** `wait_status` says `error?`. */
  isBroken: boolean
  /** `wait_status` says ready, and the database is restarted just then. */
  isRestarted: boolean
  /** An empty database is made in place of a fork. */
  ignoresFork: boolean
  /** `config-vars` without its URL. */
  hidden: number
  /** `config-vars` with an old password. */
  outdated: number
  /** GETs that still say `deprovisioning`; 0: it is gone at once. */
  deprovisioning: number
  /** The request to make it is answered only when it is filled. */
  isInstant: boolean
}

/** As fast as a fork can be: nothing has to be asked for twice. */
export const QUICK: ForkBehaviour = {
  provisioning: 0,
  ends: 'provisioned',
  unknown: 0,
  waiting: [],
  isBroken: false,
  isRestarted: false,
  ignoresFork: false,
  hidden: 0,
  outdated: 0,
  deprovisioning: 0,
  isInstant: true,
}

interface Circumstances {
  readonly source: PostgresServer | undefined
  /** Where all forks lead, in place of servers of their own. */
  readonly forkUrl: string | undefined
  readonly database: string
  readonly now: (() => Date) | undefined
}

/** Nothing listens there. */
const NOWHERE = 'postgres://u:fork-pw@127.0.0.1:9/fork'

/** The forks of an account, each with a server of its own behind it. */
export class HerokuForks {
  readonly behaviour: ForkBehaviour = {
    ...QUICK,
    provisioning: 1,
    unknown: 1,
    waiting: ['copying', null],
    hidden: 1,
    deprovisioning: 1,
    isInstant: false,
  }
  made = 0
  readonly #account: HerokuAccount
  readonly #circumstances: Circumstances
  readonly #servers = new Map<StoredAddon, Promise<PostgresServer>>()
  readonly #progress = new Map<StoredAddon, ForkBehaviour>()
  readonly #ending: Promise<void>[] = []

  constructor(account: HerokuAccount, circumstances: Circumstances) {
    this.#account = account
    this.#circumstances = circumstances
  }

  get all(): StoredAddon[] {
    return this.#account.addons.filter((addon) => this.#progress.has(addon))
  }

  serverOf(fork: StoredAddon): Promise<PostgresServer> | undefined {
    return this.#servers.get(fork)
  }

  async stop(): Promise<void> {
    const servers = await Promise.allSettled(this.#servers.values())
    for (const server of servers) if (server.status === 'fulfilled') await server.value.stop()
    this.#servers.clear()
    await Promise.all(this.#ending)
  }

  async create(app: App, body: unknown): Promise<Reply> {
    const { name, plan, attachment, config } = body as {
      name: string
      plan: { name: string }
      attachment?: { name: string }
      config?: { fork?: string }
    }
    if (this.#account.addon(name) !== undefined) {
      return refuse(422, 'invalid_params', 'Name is already taken')
    }
    const forkedFrom = this.#account.forkSource(app, config?.fork ?? '')
    if (forkedFrom === undefined) return refuse(422, 'invalid_params', 'No database to fork.')
    const behaviour = structuredClone(this.behaviour)
    const addon = this.#account.addDatabase(app, name, {
      plan: plan.name,
      state: 'provisioning',
      createdAt: this.#circumstances.now?.() ?? new Date(),
      forkedFrom: behaviour.ignoresFork ? undefined : forkedFrom,
    })
    this.#account.attach(app, attachment?.name ?? 'HEROKU_POSTGRESQL_AMBER', addon)
    this.#progress.set(addon, behaviour)
    this.made++
    const started = this.#startServer(addon, behaviour)
    if (behaviour.isInstant) await started
    return { status: 201, body: describeAddon(this.#account, addon) }
  }

  /** Without an URL the fork is waited for; a server that cannot be started leaves it so. */
  async #startServer(addon: StoredAddon, { ignoresFork }: ForkBehaviour): Promise<void> {
    const { source, database, forkUrl = NOWHERE } = this.#circumstances
    if (source === undefined) {
      addon.url = forkUrl
      return
    }
    const starting = startFork(source)
    this.#servers.set(addon, starting)
    const server = await starting.catch((error) => {
      console.error(error)
    })
    if (server === undefined) return
    if (ignoresFork) await server.createDatabase('empty')
    addon.url = server.url(ignoresFork ? 'empty' : database)
  }

  /** Each look moves a fork on. Returns whether there still is such an add-on. */
  look(addon: StoredAddon): boolean {
    const progress = this.#progress.get(addon)
    if (progress === undefined) return true
    if (addon.state === 'provisioning' && progress.ends !== 'never') {
      if (progress.provisioning-- <= 0) addon.state = progress.ends
    }
    if (addon.state !== 'deprovisioning' || progress.deprovisioning-- > 0) return true
    this.#end(addon)
    return false
  }

  destroy(addon: StoredAddon): Reply {
    const isSlow = (this.#progress.get(addon)?.deprovisioning ?? 0) > 0
    addon.state = isSlow ? 'deprovisioning' : 'deprovisioned'
    const body = describeAddon(this.#account, addon)
    if (!isSlow) this.#end(addon)
    return { status: isSlow ? 202 : 200, body }
  }

  #end(addon: StoredAddon): void {
    this.#account.remove(addon)
    const server = this.#servers.get(addon)
    this.#servers.delete(addon)
    if (server !== undefined) this.#ending.push(server.then((one) => one.stop()).catch(() => {}))
  }

  /** The config variables of an app, as its last release has them. */
  configOf(app: App): object {
    const config = this.#account.config(app)
    for (const fork of this.all) {
      const name = this.#account.attachments.find((one) => one.addon === fork)?.name
      const progress = this.#progress.get(fork)
      if (fork.app !== app || fork.url === '' || progress === undefined) continue
      if (progress.hidden-- > 0) config.delete(`${name}_URL`)
      else if (progress.outdated-- > 0) config.set(`${name}_URL`, withOldPassword(fork.url))
    }
    return Object.fromEntries(config)
  }

  waitStatus(addon: StoredAddon): Reply {
    const progress = this.#progress.get(addon)
    if (progress === undefined) return ready()
    if (progress.unknown-- > 0) return notFound('database')
    if (progress.isBroken) {
      return { status: 200, body: { 'waiting?': true, message: 'disk is full', 'error?': true } }
    }
    const message = progress.waiting.shift()
    if (message !== undefined || addon.url === '') {
      return { status: 200, body: { 'waiting?': true, ...(message ? { message } : {}) } }
    }
    if (progress.isRestarted) {
      progress.isRestarted = false
      progress.waiting.push('restarting')
      progress.outdated++
    }
    return ready()
  }
}

function ready(): Reply {
  return { status: 200, body: { 'waiting?': false, message: 'available' } }
}

function withOldPassword(text: string): string {
  const url = new URL(text)
  url.password = 'rotated-away'
  return url.href
}
