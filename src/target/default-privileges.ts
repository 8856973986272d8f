import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { DEFAULT_PRIVILEGE_KEY } from './target-queries.ts'

interface DefaultPrivilege {
  readonly key: string
  readonly role: string
  /** Null: in every schema. */
  readonly schema: string | null
  readonly kind: keyof typeof KINDS
  /** Null is PUBLIC. */
  readonly grantees: readonly (string | null)[]
}

/** By `defaclobjtype`: the word of ALTER DEFAULT PRIVILEGES, and what PUBLIC has by default. */
const KINDS = {
  r: ['TABLES', null],
  S: ['SEQUENCES', null],
  f: ['FUNCTIONS', 'EXECUTE'],
  T: ['TYPES', 'USAGE'],
  n: ['SCHEMAS', null],
  L: ['LARGE OBJECTS', null],
} as const

/** Takes back default privileges of roles that this one may act as, other than those to be kept. */
export async function resetDefaultPrivileges(
  session: Session,
  keep: readonly string[],
): Promise<void> {
  const rows = await session.query<DefaultPrivilege>(
    `SELECT ${DEFAULT_PRIVILEGE_KEY} AS key, pg_get_userbyid(defaclrole) AS role,
            n.nspname AS schema, defaclobjtype AS kind,
            ARRAY(SELECT DISTINCT CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee)::text END
                    FROM aclexplode(defaclacl)) AS grantees
       FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
      WHERE pg_has_role(defaclrole, 'USAGE')`,
  )
  const statements = rows.filter(({ key }) => !keep.includes(key)).flatMap(resetStatements)
  if (statements.length > 0) await session.query(statements.join(';\n'))
}

/**
 * With privileges back at the built-in ones the entry is gone. In a schema nothing is built in;
 * for all schemas it is all for the owner, and something for PUBLIC (manual, GRANT).
 */
export function resetStatements(row: Omit<DefaultPrivilege, 'key'>): string[] {
  const { role, schema, kind, grantees } = row
  const [word, publicHas] = KINDS[kind]
  const where = schema === null ? '' : ` IN SCHEMA ${quoteName(schema)}`
  const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteName(role)}${where}`
  const statements = grantees.map(
    (name) => `${alter} REVOKE ALL ON ${word} FROM ${name === null ? 'PUBLIC' : quoteName(name)}`,
  )
  if (schema !== null) return statements
  statements.push(`${alter} GRANT ALL ON ${word} TO ${quoteName(role)}`)
  if (publicHas !== null) statements.push(`${alter} GRANT ${publicHas} ON ${word} TO PUBLIC`)
  return statements
}
