import { UserError } from '../../errors.ts'
import type { HerokuApi } from './api.ts'
import { inPlainWords, isNotFound } from './errors.ts'
import { isPostgresPlan } from './plans.ts'
import type { Attachment } from './shapes.ts'

/** A database as an app sees it. */
export interface FoundDatabase {
  readonly attachment: Attachment
  /** The config variable that holds its URL. */
  readonly configVar: string
  /** The URL, which holds the password. */
  readonly url: string
}

/** `shop::DATABASE` */
export function labelOf({ attachment }: FoundDatabase): string {
  return `${attachment.app.name}::${attachment.name}`
}

/**
 * Finds the database that a name means to an app: an attachment, a config variable or an add-on,
 * and `other-app::NAME` for another app's, as in the heroku command line (`pg:*` commands).
 *
 * @throws UserError `E_NOT_FOUND` with the names there are; `E_INPUT` for a name with two meanings
 */
export async function findDatabase(
  api: HerokuApi,
  { app, database }: { readonly app: string; readonly database: string },
  signal: AbortSignal,
): Promise<FoundDatabase> {
  const [ownApp, name] = splitName(app, database)
  return inPlainWords(`look up ${ownApp}::${name}`, async () => {
    const resolved = await orNone(api.resolve(ownApp, name, signal))
    const found = resolved.filter(isDatabase)
    const config = await api.configVars(ownApp, signal)
    if (found.length > 0) return withUrl(choose(found, config, name), config)
    const all = (await api.attachments(ownApp, signal)).filter(isDatabase)
    const same = all.filter((one) => sharesUrl(one, name, config))
    if (same.length > 0) return withUrl(choose(same, config, name), config)
    throw unknownDatabase(ownApp, name, all)
  })
}

/** `billing-app::DATABASE` names another app's. */
function splitName(app: string, database: string): readonly [string, string] {
  const cut = database.indexOf('::')
  return cut < 0 ? [app, database] : [database.slice(0, cut), database.slice(cut + 2)]
}

async function orNone(asked: Promise<Attachment[]>): Promise<Attachment[]> {
  try {
    return await asked
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}

function isDatabase({ addon }: Attachment): boolean {
  return isPostgresPlan(addon.plan)
}

/** Two names of one database are one; two databases of one name are a question to the user. */
function choose(
  found: readonly Attachment[],
  config: ReadonlyMap<string, string>,
  name: string,
): Attachment {
  // Other credentials see a part of the data only; the default one owns the schema.
  const whole = found.filter(({ namespace }) => namespace === null)
  const [first] = whole
  if (first === undefined) {
    throw new UserError(
      'E_INPUT',
      `heroku-database: ${name} is attached with a credential of its own (${found[0]?.namespace}), which may not see all data.`,
      'Name an attachment of the default credential, such as DATABASE_URL.',
    )
  }
  const isOne = whole.every(
    ({ addon, app, configVars }) =>
      addon.id === first.addon.id &&
      app.id === first.app.id &&
      urlOf(configVars, config)?.[1] === urlOf(first.configVars, config)?.[1],
  )
  if (isOne) return first
  const names = whole.map((one) => `${one.app.name}::${one.name} (${one.addon.name})`)
  throw new UserError(
    'E_INPUT',
    `heroku-database: ${name} may mean ${names.join(' or ')}.`,
    'Give the name of the add-on, or app::NAME.',
  )
}

/** A variable may have been set by hand to the URL of a database that is attached otherwise. */
function sharesUrl(
  { configVars }: Attachment,
  name: string,
  config: ReadonlyMap<string, string>,
): boolean {
  const wanted = config.get(name) ?? config.get(`${name}_URL`)
  return wanted !== undefined && wanted === urlOf(configVars, config)?.[1]
}

function withUrl(attachment: Attachment, config: ReadonlyMap<string, string>): FoundDatabase {
  const [configVar, url] = urlOf(attachment.configVars, config, attachment.name) ?? []
  if (configVar !== undefined && url !== undefined) return { attachment, configVar, url }
  throw new UserError(
    'E_NOT_FOUND',
    `${attachment.app.name}::${attachment.name} has no config variable with a URL.`,
    'Its database may still be in the making; heroku-api-key must be allowed to read config variables.',
  )
}

/** The variable that holds the URL: the one of the attachment's own name, or the first there is. */
export function urlOf(
  configVars: readonly string[],
  config: ReadonlyMap<string, string>,
  attachment?: string,
): readonly [configVar: string, url: string] | undefined {
  const own = `${attachment}_URL`
  const candidates = [own, ...configVars.filter((name) => name.endsWith('_URL'))]
  const name = candidates.find(
    (one) => configVars.includes(one) && /^postgres(ql)?:\/\//.test(config.get(one) ?? ''),
  )
  return name === undefined ? undefined : [name, config.get(name) ?? '']
}

function unknownDatabase(app: string, name: string, all: readonly Attachment[]): UserError {
  const names = all.flatMap(({ configVars }) => configVars.filter((one) => one.endsWith('_URL')))
  const options = [...new Set(names)].sort()
  return new UserError(
    'E_NOT_FOUND',
    options.length === 0
      ? `The app ${app} has no Heroku Postgres database.`
      : `The app ${app} has no database ${name}.`,
    options.length === 0
      ? 'Check heroku-app.'
      : `Set heroku-database to one of ${options.join(', ')}.`,
  )
}
