import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Client } from '../client/client.ts'
import { errorMessage, sentence, UserError } from '../errors.ts'

/** An entry of an archive's table of contents. */
export interface ArchiveEntry {
  readonly dumpId: number
  /** The object's oid in the source: of pg_class for a table and for its data. */
  readonly oid: number
  /** `TABLE`, `TABLE DATA`, `FK CONSTRAINT`, … */
  readonly kind: string
  /** Schema (`-`: none), name and owner, with spaces between: names may hold spaces themselves. */
  readonly label: string
  readonly dependsOn: readonly number[]
}

/**
 * The kinds that have more than one word (PostgreSQL's pg_dump.c). A longer one stands before the
 * shorter one it begins with.
 */
const KINDS_OF_WORDS = [
  'ACCESS METHOD',
  'BLOB METADATA',
  'CHECK CONSTRAINT',
  'DEFAULT ACL',
  'EVENT TRIGGER',
  'FK CONSTRAINT',
  'FOREIGN DATA WRAPPER',
  'FOREIGN SERVER',
  'FOREIGN TABLE',
  'INDEX ATTACH',
  'LARGE OBJECT',
  'MATERIALIZED VIEW DATA',
  'MATERIALIZED VIEW',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'PUBLICATION TABLES IN SCHEMA',
  'PUBLICATION TABLE',
  'ROW SECURITY',
  'SECURITY LABEL',
  'SEQUENCE OWNED BY',
  'SEQUENCE SET',
  'SHELL TYPE',
  'STATISTICS DATA',
  'SUBSCRIPTION TABLE',
  'TABLE ATTACH',
  'TABLE DATA',
  'TEXT SEARCH CONFIGURATION',
  'TEXT SEARCH DICTIONARY',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
  'USER MAPPING',
] as const

/** Takes `INDEX public orders_pkey app` apart into the kind and the rest. */
export function splitKind(text: string): { kind: string; label: string } {
  const known = KINDS_OF_WORDS.find((kind) => text === kind || text.startsWith(`${kind} `))
  const kind = known ?? text.split(' ', 1)[0] ?? ''
  return { kind, label: text.slice(kind.length + 1) }
}

/** `217; 1259 16417 TABLE public orders app`, and with `--verbose` a line of what it depends on. */
const ENTRY = /^(\d+); \d+ (\d+) (.*)$/
const DEPENDS_ON = /^;\tdepends on:((?: \d+)+)$/

/** Reads what `pg_restore --list --verbose` prints (PrintTOCSummary in pg_backup_archiver.c). */
export function parseContents(list: string): ArchiveEntry[] {
  const entries: ArchiveEntry[] = []
  for (const line of list.split('\n')) {
    const entry = ENTRY.exec(line)
    if (entry) {
      const [, dumpId, oid, text] = entry
      const dependsOn: readonly number[] = []
      entries.push({
        dumpId: Number(dumpId),
        oid: Number(oid),
        ...splitKind(text ?? ''),
        dependsOn,
      })
    }
    const depends = DEPENDS_ON.exec(line)?.[1]
    const last = entries.at(-1)
    if (depends !== undefined && last) {
      entries[entries.length - 1] = { ...last, dependsOn: depends.trim().split(' ').map(Number) }
    }
  }
  return entries
}

/**
 * Reads the table of contents of an archive in custom, tar or directory format.
 *
 * @throws UserError `E_INTEGRITY` where pg_restore cannot read it
 */
export async function readContents(
  client: Client,
  environment: Readonly<Record<string, string>>,
  archive: string,
  signal: AbortSignal,
): Promise<ArchiveEntry[]> {
  try {
    const { stdout } = await promisify(execFile)(
      path.join(client.directory, 'pg_restore'),
      ['--list', '--verbose', archive],
      { env: { ...environment, ...client.environment }, maxBuffer: 2 ** 30, signal },
    )
    return parseContents(stdout)
  } catch (error) {
    signal.throwIfAborted()
    throw new UserError(
      'E_INTEGRITY',
      `The archive's table of contents cannot be read: ${sentence(errorMessage(error))}`,
      'The backup cannot be used; take or choose another one.',
      { cause: error },
    )
  }
}

/** The text of a file for pg_restore's `--use-list`: these entries, and nothing else. */
export function useListText(entries: readonly Pick<ArchiveEntry, 'dumpId'>[]): string {
  return entries.map(({ dumpId }) => `${dumpId};\n`).join('')
}
