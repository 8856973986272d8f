import { randomUUID } from 'node:crypto'

export interface App {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly space: string | undefined
  /** Variables set by hand, besides those of attachments. */
  readonly config: Map<string, string>
}

/** A database, as Heroku has it. */
export interface StoredAddon {
  readonly id: string
  readonly name: string
  readonly app: App
  readonly plan: string
  state: string
  createdAt: Date
  /** Empty until there is a database behind it. */
  url: string
  /** What it is a fork of; undefined: it is none. */
  forkedFrom: StoredAddon | undefined
  /** More fields of its description on the data host, over the usual ones. */
  info: Record<string, unknown>
  /** Fields of `info[]`, over the usual ones: `Fork/Follow`. */
  shown: Record<string, readonly string[]>
}

export interface StoredAttachment {
  readonly id: string
  readonly name: string
  readonly app: App
  readonly addon: StoredAddon
  readonly namespace: string | null
}

/** What an account of Heroku holds: apps, databases, and the names that apps have for them. */
export class HerokuAccount {
  readonly apps: App[] = []
  readonly addons: StoredAddon[] = []
  readonly attachments: StoredAttachment[] = []

  addApp(name: string, options: { region?: string; space?: string } = {}): App {
    const { region = 'us', space } = options
    const app = { id: randomUUID(), name, region, space, config: new Map<string, string>() }
    this.apps.push(app)
    return app
  }

  addDatabase(
    app: App,
    name: string,
    options: Partial<Omit<StoredAddon, 'app' | 'id' | 'name'>> = {},
  ): StoredAddon {
    const addon: StoredAddon = {
      id: randomUUID(),
      name,
      app,
      plan: 'heroku-postgresql:standard-0',
      state: 'provisioned',
      createdAt: new Date(Date.now() - 90 * 86_400_000),
      url: '',
      forkedFrom: undefined,
      info: {},
      shown: {},
      ...options,
    }
    this.addons.push(addon)
    return addon
  }

  attach(
    app: App,
    name: string,
    addon: StoredAddon,
    namespace: string | null = null,
  ): StoredAttachment {
    const attachment = { id: randomUUID(), name, app, addon, namespace }
    this.attachments.push(attachment)
    return attachment
  }

  remove(addon: StoredAddon): void {
    this.addons.splice(this.addons.indexOf(addon), 1)
    const gone = this.attachments.filter((one) => one.addon === addon)
    for (const one of gone) this.attachments.splice(this.attachments.indexOf(one), 1)
  }

  app(idOrName: string): App | undefined {
    return this.apps.find(({ id, name }) => id === idOrName || name === idOrName)
  }

  addon(idOrName: string): StoredAddon | undefined {
    return this.addons.find(({ id, name }) => id === idOrName || name === idOrName)
  }

  /** As the resolver does: by attachment, config variable, add-on name or id. */
  resolve(appName: string, wanted: string): StoredAttachment[] {
    return this.attachments.filter(({ app, name, addon }) => {
      if (app.name !== appName && app.id !== appName) return false
      return [name, `${name}_URL`, addon.name, addon.id].includes(wanted)
    })
  }

  /** What `config.fork` names: an add-on of the app, one of its variables, or `app::VARIABLE`. */
  forkSource(app: App, text: string): StoredAddon | undefined {
    const [appName, name] = text.includes('::') ? text.split('::') : [app.name, text]
    const own = this.addons.find((one) => one.name === name && one.app.name === appName)
    return own ?? this.resolve(appName ?? '', name ?? '')[0]?.addon
  }

  config(app: App): Map<string, string> {
    const own = this.attachments.filter((one) => one.app === app && one.addon.url !== '')
    return new Map([
      ...app.config,
      ...own.map((one) => [`${one.name}_URL`, one.addon.url] as const),
    ])
  }
}

/** An add-on as the platform API describes it. */
export function describeAddon(account: HerokuAccount, addon: StoredAddon): object {
  const { id, name, app, plan, state, createdAt } = addon
  const attachments = account.attachments.filter((one) => one.addon === addon && one.app === app)
  return {
    id,
    name,
    app: { id: app.id, name: app.name },
    addon_service: { id: 'a1', name: 'heroku-postgresql' },
    plan: { id: 'p1', name: plan },
    config_vars: attachments.map((one) => `${one.name}_URL`),
    state,
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
  }
}

export function describeAttachment(account: HerokuAccount, attachment: StoredAttachment): object {
  const { id, name, app, addon, namespace } = attachment
  return {
    id,
    name,
    namespace,
    app: { id: app.id, name: app.name },
    addon: describeAddon(account, addon),
    config_vars: [`${name}_URL`],
  }
}

/** A database as the data API describes it, its password included. */
export function describeDatabase(addon: StoredAddon, sizeBytes: number): object {
  const url = addon.url === '' ? undefined : new URL(addon.url)
  const from = addon.forkedFrom && withoutPassword(addon.forkedFrom.url)
  const shown: Record<string, readonly string[]> = {
    Plan: [addon.plan],
    Status: ['Available'],
    'Data Size': ['10.7 MB'],
    'PG Version': ['17.6'],
    'Fork/Follow': ['Available'],
    'Forked From': from === undefined ? [] : [from],
    Region: [addon.app.region],
    'Something New': [],
    ...addon.shown,
  }
  return {
    addon_id: addon.id,
    name: addon.name,
    plan: { id: 'p1', name: addon.plan },
    resource_url: addon.url,
    database_name: url?.pathname.slice(1) ?? null,
    database_user: url?.username ?? null,
    database_password: url?.password ?? null,
    num_bytes: sizeBytes,
    forked_from: from ?? null,
    leader: null,
    'waiting?': false,
    info: Object.entries(shown).map(([name, values]) => ({ name, values })),
    ...addon.info,
  }
}

function withoutPassword(text: string): string {
  if (text === '') return 'postgres://somewhere/else'
  const url = new URL(text)
  url.password = ''
  return url.href
}
