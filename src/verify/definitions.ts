import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import type { TableName } from '../target/user-objects.ts'
import { parseSequenceValue, type SequenceValue } from './sequence-values.ts'

/** What the script of a dump makes, needs and sets besides the rows of its tables. */
export interface Definitions {
  /** Its objects, by the comment that pg_dump puts before each. */
  readonly entries: readonly ArchiveEntry[]
  readonly tables: readonly TableName[]
  /** Those that something is to be put into. */
  readonly tablespaces: readonly string[]
  /** The extensions that it creates. */
  readonly extensions: readonly DefinedExtension[]
  /** The roles that its grants, owners, policies and user mappings name. */
  readonly roles: readonly string[]
  readonly sequences: readonly SequenceValue[]
}

export interface DefinedExtension {
  readonly name: string
  readonly schema: string
}

/**
 * Reads the text that pg_dump and pg_restore write, as far as it stands at the start of a
 * statement: never the inside of a function, a comment or a row, where anything may stand.
 */
export class DefinitionReader implements Definitions {
  readonly entries: ArchiveEntry[] = []
  readonly tables: TableName[] = []
  readonly sequences: SequenceValue[] = []
  readonly #extensions = new Map<string, string>()
  readonly #roles = new Set<string>()
  readonly #tablespaces = new Set<string>()

  get extensions(): readonly DefinedExtension[] {
    return [...this.#extensions].map(([name, schema]) => ({ name, schema }))
  }

  get roles(): readonly string[] {
    return [...this.#roles]
  }

  get tablespaces(): readonly string[] {
    return [...this.#tablespaces]
  }

  /** @param line the first line of a statement, or a comment before one */
  read(line: string): void {
    if (line.startsWith('-- Name: ')) this.#readComment(line)
    else if (line.startsWith('SELECT ')) this.#readSequence(line)
    else if (line.startsWith('CREATE EXTENSION ')) this.#readExtension(line)
    else for (const role of rolesIn(line)) this.#roles.add(role)
  }

  #readComment(line: string): void {
    const [, name, kind = '', schema = '', owner, tablespace] = COMMENT.exec(line) ?? []
    if (name === undefined) return
    if (kind === 'TABLE') this.tables.push({ schema, name })
    if (tablespace !== undefined) this.#tablespaces.add(tablespace)
    this.entries.push({
      dumpId: 0,
      oid: 0,
      kind,
      label: `${schema} ${name} ${owner}`,
      dependsOn: [],
    })
  }

  #readSequence(line: string): void {
    const value = parseSequenceValue(line)
    if (value !== undefined) this.sequences.push(value)
  }

  #readExtension(line: string): void {
    const [, name, schema = 'public'] = EXTENSION.exec(line) ?? []
    if (name !== undefined) this.#extensions.set(unquote(name), unquote(schema))
  }
}

/** `-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -` (_printTocEntry). */
const COMMENT =
  /^-- Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: (.*?)(?:; Tablespace: (.*))?$/

const NAME = '(?:"(?:[^"]|"")+"|[\\w$\\x80-\\uffff]+)'
const EXTENSION = new RegExp(`^CREATE EXTENSION IF NOT EXISTS (${NAME})(?: WITH SCHEMA (${NAME}))?`)

/** The forms in which pg_dump names roles (dumpACL, _printTocEntry, dumpPolicy, dumpUserMappings). */
const ROLE_FORMS = [
  new RegExp(`^ALTER .* OWNER TO (${NAME});$`),
  new RegExp(`^(?:GRANT|ALTER DEFAULT PRIVILEGES) .* TO (${NAME})(?: WITH GRANT OPTION)?;$`),
  new RegExp(`^(?:REVOKE|ALTER DEFAULT PRIVILEGES) .* FROM (${NAME});$`),
  new RegExp(`^ALTER DEFAULT PRIVILEGES FOR ROLE (${NAME}) `),
  new RegExp(`^CREATE USER MAPPING FOR (${NAME}) SERVER `),
  new RegExp(`^SET SESSION AUTHORIZATION (${NAME});$`),
]
const POLICY = new RegExp(
  `^CREATE POLICY ${NAME} ON (?:ONLY )?${NAME}\\.${NAME}(?: AS RESTRICTIVE)?(?: FOR \\w+)?` +
    ` TO (${NAME}(?:, ${NAME})*)(?: USING | WITH CHECK |;)`,
)

/** What stands in the place of a role and is none (gram.y, RoleSpec). */
const NO_ROLES = new Set(['PUBLIC', 'DEFAULT', 'CURRENT_USER', 'CURRENT_ROLE', 'SESSION_USER'])

function rolesIn(line: string): string[] {
  const names = ROLE_FORMS.map((form) => form.exec(line)?.[1] ?? '')
  const policy = POLICY.exec(line)?.[1] ?? ''
  const listed = policy.match(new RegExp(NAME, 'g')) ?? []
  const all = [...names, ...listed].filter((name) => name !== '' && !NO_ROLES.has(name))
  return all.map(unquote).filter((name) => name.toLowerCase() !== 'public')
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}
