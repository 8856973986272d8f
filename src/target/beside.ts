import { errorMessage, printable, sentence, UserError } from '../errors.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import { quoteName } from '../postgres/quote-name.ts'
import { connect, type Session } from '../postgres/session.ts'
import { quoteText } from './claim.ts'
import { type ClaimRecord, formatRecord, parseRecord } from './claim-record.ts'
import { sqlState } from './server-error.ts'
import { besideName } from './swap-names.ts'
import type { DatabaseLocale } from './target-facts.ts'

/** Databases that nearly every server has and that nobody works in; DigitalOcean and Aiven: the last. */
const MAINTENANCE_DATABASES = ['postgres', 'template1', 'defaultdb']

/**
 * A session in another database of the same server, from which one can be created or renamed.
 * Throws `E_PERMISSION` where the server lets this role into no such database.
 */
export async function connectMaintenance(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<Session> {
  const names = MAINTENANCE_DATABASES.filter((name) => name !== settings.database)
  const failures: string[] = []
  for (const database of names) {
    try {
      return await connect({ ...settings, database }, signal, { budgetMs: 5_000 })
    } catch (error) {
      signal.throwIfAborted()
      failures.push(errorMessage(error))
    }
  }
  throw new UserError(
    'E_PERMISSION',
    printable(`No other database of the server can be entered: ${sentence(failures.join(' '))}`),
    'A swap needs one: grant CONNECT on the database "postgres", or use `mode: clean`.',
  )
}

export interface BesideOptions {
  /** The database that the new one is to replace. */
  readonly database: string
  /** Six random letters and digits. */
  readonly id: string
  readonly owner: string
  readonly locale: DatabaseLocale
  /** Left out, that of the template. */
  readonly tablespace?: string
  /** Of the server. */
  readonly major: number
  /** Kept as the new database's comment, so that its remains are known after a kill. */
  readonly record: ClaimRecord
}

/**
 * Creates an empty database to restore into, and resolves to its name (`besideName`, which a
 * clean-up should know before). Throws `E_PERMISSION` or `E_RESTORE`; there is no database then.
 */
export async function createBeside(session: Session, options: BesideOptions): Promise<string> {
  const name = besideName(options.database, options.id)
  try {
    await session.query(createStatement(name, options))
    const comment = quoteText(formatRecord(options.record))
    await session.query(`COMMENT ON DATABASE ${quoteName(name)} IS ${comment}`)
    return name
  } catch (error) {
    const code = sqlState(error)
    if (code === undefined) throw error
    // Not somebody else's database of the same name.
    if (code !== '42P04') {
      await session.query(`DROP DATABASE IF EXISTS ${quoteName(name)}`).catch(() => {})
    }
    throw new UserError(
      code === '42501' ? 'E_PERMISSION' : 'E_RESTORE',
      `The database ${quoteName(printable(name))} cannot be created: ${sentence(printable(errorMessage(error)))}`,
      'Give a role that may create databases. A restore or a copy needs none in `mode: clean`.',
      { cause: error },
    )
  }
}

/** From 15 on the provider has to be named: the default is that of the template. */
export function createStatement(
  name: string,
  { owner, locale, tablespace, major }: Omit<BesideOptions, 'database' | 'id' | 'record'>,
): string {
  const options = [
    'TEMPLATE template0',
    `OWNER ${quoteName(owner)}`,
    `ENCODING ${quoteText(locale.encoding)}`,
    `LC_COLLATE ${quoteText(locale.collate)}`,
    `LC_CTYPE ${quoteText(locale.ctype)}`,
  ]
  // Named, it takes a right that the template's own does not.
  if (tablespace && tablespace !== 'pg_default') options.push(`TABLESPACE ${quoteName(tablespace)}`)
  if (major >= 15) options.push(`LOCALE_PROVIDER ${locale.provider}`)
  if (locale.provider !== 'libc') {
    const word = locale.provider === 'icu' ? 'ICU_LOCALE' : 'BUILTIN_LOCALE'
    if (locale.locale !== null) options.push(`${word} ${quoteText(locale.locale)}`)
    if (locale.icuRules !== null) options.push(`ICU_RULES ${quoteText(locale.icuRules)}`)
  }
  return `CREATE DATABASE ${quoteName(name)} ${options.join(' ')}`
}

/**
 * Removes a database that was created to restore into, with the sessions in it, unless it is no
 * longer ours: then its comment is another. Resolves to whether there is none left.
 */
export async function dropBeside(
  session: Session,
  { name, runToken }: { readonly name: string; readonly runToken: string },
): Promise<boolean> {
  const [row] = await session.query<{ comment: string | null }>(
    "SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1",
    [name],
  )
  if (row === undefined) return true
  // Killed between CREATE and COMMENT, it has none; its name says whose it is.
  const isOurs = row.comment === null || parseRecord(row.comment)?.runToken === runToken
  if (!isOurs || !/_restore_[a-z0-9]{6}$/.test(name)) return false
  await session.query(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`)
  return true
}
