import type { BackupInputs } from '../inputs/backup.ts'
import type { RelationFact, ServerFacts } from '../postgres/facts.ts'
import { narrowsUnseen } from './given-arguments.ts'
import { matchesPattern } from './patterns.ts'
import { dumpsData, type QualifiedName, selects } from './selection.ts'

interface Partitioned {
  readonly root: QualifiedName
  readonly partitions: readonly RelationFact[]
}

/**
 * Where a selection means something else than it seems to: to pg_dump a partitioned table has no
 * rows, its partitions have them, and a pattern that means the one does not mean the others.
 */
export function partitionWarnings(
  { selection, pgDumpArgs }: Pick<BackupInputs, 'selection' | 'pgDumpArgs'>,
  { relations, searchPath }: Pick<ServerFacts, 'relations' | 'searchPath'>,
): string[] {
  if (narrowsUnseen(pgDumpArgs)) return []
  return partitionedTables(relations).flatMap(({ root, partitions }) => {
    const { schema, name } = root
    const isIn = (patterns: readonly string[]) =>
      patterns.some((pattern) => matchesPattern(pattern, schema, name, searchPath))
    const dumped = partitions.filter((partition) => selects(selection, partition, searchPath))
    const withData = dumped.filter((partition) => dumpsData(selection, partition, searchPath))
    const table = `${schema}.${name} is partitioned`
    if (selects(selection, root, searchPath) && dumped.length === 0) {
      return [
        `${table} and selected, but not its partitions, which have the rows: select them too.`,
      ]
    }
    if (isIn(selection.excludeTables) && dumped.length > 0) {
      return [
        `${table} and excluded, but not its partitions, of which ${dumped.length} are dumped.`,
      ]
    }
    if (isIn(selection.excludeTableData) && withData.length > 0) {
      return [`${table}, and its data is left out, but not that of ${withData.length} partitions.`]
    }
    return []
  })
}

function partitionedTables(relations: readonly RelationFact[]): Partitioned[] {
  const partitions = Map.groupBy(relations, ({ partitionRoot }) => JSON.stringify(partitionRoot))
  partitions.delete('null')
  return [...partitions].map(([root, parts]) => ({ root: JSON.parse(root), partitions: parts }))
}
