import type { Manifest, TableRows } from '../manifest/manifest.ts'
import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import { matchesPattern, matchesSchema } from './patterns.ts'
import { selectEntries } from './restore-selection.ts'

export interface RestoreChoice {
  readonly schemas: readonly string[]
  readonly tables: readonly string[]
}

/** A pattern without a schema means what the default search path would find. */
const SEARCH_PATH = ['public']

/** The kinds that can be chosen by a pattern of tables, as with pg_dump's `--table`. */
const TABLE_KINDS = new Set(['TABLE', 'FOREIGN TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE'])

/** The tables that are chosen by name, without those that they need. */
export function chosenTables(
  tables: readonly TableRows[],
  { schemas, tables: patterns }: RestoreChoice,
): readonly TableRows[] {
  if (schemas.length === 0 && patterns.length === 0) return tables
  return tables.filter(
    ({ schema, name }) =>
      schemas.some((pattern) => matchesSchema(pattern, schema)) ||
      patterns.some((pattern) => matchesPattern(pattern, schema, name, SEARCH_PATH)),
  )
}

/** The entries to restore, and the tables whose rows are among them. */
export function chooseEntries(
  entries: readonly ArchiveEntry[],
  manifest: Manifest,
  choice: RestoreChoice,
): { readonly entries: readonly ArchiveEntry[]; readonly tables: readonly TableRows[] } {
  const schemas = schemasIn(entries, manifest)
  const chosen = entries.filter((entry) => isChosen(entry, schemas, choice))
  const selected = selectEntries(entries, new Set(chosen.map(({ dumpId }) => dumpId)))
  const data = new Set(
    selected.filter(({ kind }) => kind === 'TABLE DATA').map(({ label }) => label),
  )
  const tables = manifest.tables.filter((table) => {
    const start = `${oneLine(table.schema)} ${oneLine(table.name)} `
    return [...data].some((label) => label.startsWith(start))
  })
  return { entries: selected, tables }
}

/** The patterns that match nothing of the archive, each as `schemas: x` or `tables: x`. */
export function unmatchedPatterns(
  entries: readonly ArchiveEntry[],
  manifest: Manifest,
  choice: RestoreChoice,
): string[] {
  const schemas = schemasIn(entries, manifest)
  const isMatched = (one: RestoreChoice) => entries.some((entry) => isChosen(entry, schemas, one))
  const ofSchemas = choice.schemas.filter(
    (pattern) =>
      !['public', ...namedSchemas(entries)].some((schema) => matchesSchema(pattern, schema)) &&
      !isMatched({ schemas: [pattern], tables: [] }),
  )
  const ofTables = choice.tables.filter((pattern) => !isMatched({ schemas: [], tables: [pattern] }))
  return [
    ...ofSchemas.map((pattern) => `schemas: ${pattern}`),
    ...ofTables.map((pattern) => `tables: ${pattern}`),
  ]
}

function isChosen(
  { kind, label }: ArchiveEntry,
  schemas: readonly string[],
  choice: RestoreChoice,
): boolean {
  // The longest first: the schema `a b` is not the schema `a`.
  const schema = schemas.find((one) => label.startsWith(`${oneLine(one)} `))
  if (schema === undefined) return false
  if (choice.schemas.some((pattern) => matchesSchema(pattern, schema))) return true
  if (!TABLE_KINDS.has(kind)) return false
  const rest = label.slice(schema.length + 1)
  const name = rest.slice(0, rest.lastIndexOf(' '))
  return choice.tables.some((pattern) => matchesPattern(pattern, schema, name, SEARCH_PATH))
}

function schemasIn(entries: readonly ArchiveEntry[], manifest: Manifest): string[] {
  const ofTables = manifest.tables.map(({ schema }) => schema)
  const schemas = new Set(['public', ...namedSchemas(entries), ...ofTables])
  return [...schemas].sort((one, other) => other.length - one.length)
}

/** Those with an entry of their own, also where nothing else is in them. */
function namedSchemas(entries: readonly ArchiveEntry[]): string[] {
  return entries
    .filter(({ kind }) => kind === 'SCHEMA')
    .map(({ label }) => label.slice(2, label.lastIndexOf(' ')))
}

/** pg_dump puts a space for each line break in a name (`sanitize_line`). */
function oneLine(name: string): string {
  return name.replace(/[\r\n]/g, ' ')
}
