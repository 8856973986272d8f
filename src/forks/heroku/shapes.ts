import { at, list, textAt } from '../json.ts'

/**
 * What Heroku's answers hold, read with care: a field may be missing, null or of another type.
 * Field names are those of the Platform API reference and of the heroku command line's own types.
 */
export interface Addon {
  readonly id: string
  readonly name: string
  /** The app that pays for it. */
  readonly app: HerokuApp
  /** `heroku-postgresql:standard-0` */
  readonly plan: string
  /** `provisioning`, `provisioned`, `deprovisioning`, `deprovisioned` */
  readonly state: string
  readonly configVars: readonly string[]
  /** RFC 3339; empty: not told. */
  readonly createdAt: string
  readonly provisionMessage: string
}

export interface HerokuApp {
  readonly id: string
  readonly name: string
}

/** A name by which an app sees an add-on. */
export interface Attachment {
  readonly name: string
  /** Null: the default credential. */
  readonly namespace: string | null
  readonly app: HerokuApp
  readonly addon: Pick<Addon, 'id' | 'name' | 'app' | 'plan'>
  readonly configVars: readonly string[]
}

/** What of a database's description matters here; the description itself holds its password. */
export interface DatabaseInfo {
  readonly sizeBytes: number | undefined
  readonly isFollower: boolean
  /** Why it cannot be forked, in Heroku's words: `Unavailable on followers`. */
  readonly notForkable: string | undefined
  /** Every word on what it was forked from; empty: it is not a fork. */
  readonly forkedFrom: readonly string[]
  readonly region: string | undefined
  /** Of an Advanced database: the level of its leader, `4G-Performance`. */
  readonly level: string | undefined
}

export function readAddon(value: unknown): Addon {
  return {
    id: textAt(value, 'id'),
    name: textAt(value, 'name'),
    app: readApp(at(value, 'app')),
    plan: readPlan(at(value, 'plan')),
    state: textAt(value, 'state'),
    configVars: texts(at(value, 'config_vars')),
    createdAt: textAt(value, 'created_at'),
    provisionMessage: textAt(value, 'provision_message'),
  }
}

export function readAttachment(value: unknown): Attachment {
  const namespace = at(value, 'namespace')
  return {
    name: textAt(value, 'name'),
    namespace: typeof namespace === 'string' ? namespace : null,
    app: readApp(at(value, 'app')),
    addon: readAddon(at(value, 'addon')),
    configVars: texts(at(value, 'config_vars')),
  }
}

export function readApp(value: unknown): HerokuApp {
  return { id: textAt(value, 'id'), name: textAt(value, 'name') }
}

/** A plan is an object, or just its name. */
function readPlan(value: unknown): string {
  return typeof value === 'string' ? value : textAt(value, 'name')
}

/** `GET /client/v11/databases/{id}` */
export function readDatabaseInfo(value: unknown): DatabaseInfo {
  const shown = shownInfo(at(value, 'info'))
  const forkFollow = shown.get('Fork/Follow')?.[0]
  const bytes = at(value, 'num_bytes')
  const following = [at(value, 'following'), ...(shown.get('Following') ?? [])]
  return {
    sizeBytes: typeof bytes === 'number' && bytes >= 0 ? bytes : undefined,
    isFollower: following.some((one) => one !== undefined && one !== null && one !== ''),
    notForkable: forkFollow === undefined || /^Available/.test(forkFollow) ? undefined : forkFollow,
    forkedFrom: [...wordsOn(at(value, 'forked_from')), ...(shown.get('Forked From') ?? [])],
    region: shown.get('Region')?.[0],
    level: undefined,
  }
}

/** `GET /data/postgres/v1/{id}/info`, of an Advanced database. */
export function readAdvancedInfo(value: unknown): DatabaseInfo {
  const canFork = at(value, 'features', 'fork', 'enabled')
  const limits = list(at(value, 'plan_limits'))
  const storage = limits.find((one) => at(one, 'name') === 'storage-limit-in-gb')
  const gigabytes = at(storage, 'current')
  const leader = list(at(value, 'pools')).find((pool) => at(pool, 'name') === 'leader')
  return {
    sizeBytes: typeof gigabytes === 'number' ? gigabytes * 1e9 : undefined,
    isFollower: false,
    notForkable: canFork === false ? 'forking is not enabled' : undefined,
    forkedFrom: wordsOn(at(value, 'forked_from')),
    region: textAt(value, 'region') || undefined,
    level: textAt(leader, 'expected_level') || undefined,
  }
}

/** `info[]`: what `heroku pg:info` shows, by name; values that say nothing are left out. */
function shownInfo(value: unknown): ReadonlyMap<string, readonly string[]> {
  const entries = list(value).map((entry): [string, string[]] => [
    textAt(entry, 'name'),
    texts(at(entry, 'values')).filter((text) => text.trim() !== ''),
  ])
  return new Map(entries.filter(([, values]) => values.length > 0))
}

/** A text, or an object with names of it. */
function wordsOn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return [textAt(value, 'name'), textAt(value, 'id')].filter((text) => text !== '')
}

/** A flat object of texts. */
export function readConfigVars(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

function texts(value: unknown): string[] {
  return list(value).filter((one): one is string => typeof one === 'string')
}
