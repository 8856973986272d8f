import type { Selection } from '../inputs/backup.ts'
import { matchesPattern, matchesSchema } from './patterns.ts'

export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

/**
 * Whether pg_dump's selection switches take a table (its manual page: `-n`, `-N`, `-t`, `-T`).
 * With `-t`, the schema switches have no effect on the tables it names.
 *
 * @param searchPath where a pattern without a schema looks for tables
 */
export function selects(
  selection: Selection,
  { schema, name }: QualifiedName,
  searchPath: readonly string[],
): boolean {
  const { schemas, excludeSchemas, tables, excludeTables } = selection
  const named = (pattern: string) => matchesPattern(pattern, schema, name, searchPath)
  const within = (pattern: string) => matchesSchema(pattern, schema)
  if (excludeTables.some(named)) return false
  if (tables.length > 0) return tables.some(named)
  return !excludeSchemas.some(within) && (schemas.length === 0 || schemas.some(within))
}

/** Whether the rows of a selected table are dumped as well. */
export function dumpsData(
  { excludeTableData }: Selection,
  { schema, name }: QualifiedName,
  searchPath: readonly string[],
): boolean {
  return !excludeTableData.some((pattern) => matchesPattern(pattern, schema, name, searchPath))
}
