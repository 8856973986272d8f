import { errorMessage, printable } from '../errors.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { quoteText } from './claim.ts'
import { sqlState } from './server-error.ts'
import { inSavepoint } from './transaction.ts'

/** What belongs to a database as a whole, and so is in no dump of it. */
interface DatabaseProperties {
  readonly comment: string | null
  readonly connectionLimit: number
  readonly isTemplate: boolean
  /** Null: nobody ever changed the default. */
  readonly privileges: readonly Privilege[] | null
  readonly settings: readonly Setting[]
}

interface Privilege {
  /** Null is PUBLIC. */
  readonly grantee: string | null
  readonly privilege: string
  readonly grantable: boolean
}

/** Of ALTER DATABASE, or of ALTER ROLE … IN DATABASE. */
interface Setting {
  readonly role: string | null
  /** `name=value`, as pg_db_role_setting has it. */
  readonly text: string
}

/**
 * Gives a database the comment, limits, privileges and settings of another; inside a
 * transaction of a session in a third one. Resolves to what this role may not copy (such as
 * settings that a superuser made), each a sentence for the log.
 */
export async function copyDatabaseProperties(
  session: Session,
  from: string,
  to: string,
): Promise<string[]> {
  const [row] = await session.query<{ properties: DatabaseProperties }>(PROPERTIES_QUERY, [from])
  if (row === undefined) throw new Error('The database has no row in pg_database.')
  const failed: string[] = []
  for (const sql of propertyStatements(row.properties, to)) {
    await inSavepoint(session, () => session.query(sql)).catch((error) => {
      if (sqlState(error) === undefined) throw error
      failed.push(printable(`Not carried over: ${sql} (${errorMessage(error)}).`))
    })
  }
  return failed
}

const PROPERTIES_QUERY = `
SELECT jsonb_build_object(
         'comment', shobj_description(d.oid, 'pg_database'),
         'connectionLimit', d.datconnlimit, 'isTemplate', d.datistemplate,
         'privileges', CASE WHEN d.datacl IS NOT NULL THEN
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'grantee', CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee) END,
                     'privilege', privilege_type, 'grantable', is_grantable)), '[]')
              FROM aclexplode(d.datacl)) END,
         'settings',
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                     'role', CASE WHEN setrole <> 0 THEN pg_get_userbyid(setrole) END,
                     'text', text)), '[]')
              FROM pg_db_role_setting, unnest(setconfig) text
             WHERE setdatabase = d.oid)) AS properties
  FROM pg_database d WHERE d.datname = $1`

/** Pure. */
export function propertyStatements(properties: DatabaseProperties, to: string): string[] {
  const { comment, connectionLimit, isTemplate, privileges, settings } = properties
  const name = quoteName(to)
  const statements = [
    `COMMENT ON DATABASE ${name} IS ${comment === null ? 'NULL' : quoteText(comment)}`,
  ]
  if (connectionLimit >= 0) {
    statements.push(`ALTER DATABASE ${name} CONNECTION LIMIT ${connectionLimit}`)
  }
  if (isTemplate) statements.push(`ALTER DATABASE ${name} IS_TEMPLATE true`)
  if (privileges !== null) {
    statements.push(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    for (const { grantee, privilege, grantable } of privileges) {
      const who = grantee === null ? 'PUBLIC' : quoteName(grantee)
      const option = grantable ? ' WITH GRANT OPTION' : ''
      statements.push(`GRANT ${privilege} ON DATABASE ${name} TO ${who}${option}`)
    }
  }
  for (const { role, text } of settings) {
    const whose =
      role === null ? `ALTER DATABASE ${name}` : `ALTER ROLE ${quoteName(role)} IN DATABASE ${name}`
    statements.push(`${whose} SET ${settingText(text)}`)
  }
  return statements
}

/**
 * Settings that are lists of names, and are stored as such (GUC_LIST_QUOTE): one literal would be
 * one name. pg_dump has the same list (dumputils.c, variable_is_guc_list_quote).
 */
const NAME_LISTS = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
])

function settingText(text: string): string {
  const at = text.indexOf('=')
  const name = text.slice(0, at)
  const value = text.slice(at + 1)
  const parts = NAME_LISTS.has(name.toLowerCase()) ? splitNames(value) : [value]
  // A setting of an extension has a dot, and each part is a name.
  const quoted = name.split('.').map(quoteName).join('.')
  return `${quoted} TO ${parts.length > 0 ? parts.map(quoteText).join(', ') : "''"}`
}

/** `"$user", public` → `$user`, `public`. */
function splitNames(list: string): string[] {
  return [...list.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}
