import type { ArchiveContents, ArchiveEntry } from './archive-entries.ts'
import type { SourceIndex } from './source-indexes.ts'

/** The indexes of a table that are worth building as soon as its rows are in. */
export interface EarlyEntries {
  readonly tableOid: number
  /** Primary keys, unique and exclusion constraints: each needs the table for itself. */
  readonly constraints: readonly EarlyEntry[]
  /** These can be built side by side. */
  readonly indexes: readonly EarlyEntry[]
}

export interface EarlyEntry {
  readonly entry: ArchiveEntry
  readonly index: SourceIndex
}

/**
 * Chooses the entries that need nothing but their table, and that are built one by one, while other
 * tables are still being copied. All others are left to one pg_restore, which knows every
 * dependency, and which an entry of its own for each small index would only slow down.
 *
 * @param tables the oids of those that are large enough
 */
export function earlyEntries(
  { entries, postData }: ArchiveContents,
  indexes: readonly SourceIndex[],
  tables: ReadonlySet<number>,
): EarlyEntries[] {
  const known = new Map(indexes.map((index) => [keyOf(index), index]))
  const byTable = new Map<number, { constraints: EarlyEntry[]; indexes: EarlyEntry[] }>()
  for (const entry of entries) {
    const index = known.get(keyOf(entry))
    if (index === undefined || !tables.has(index.tableOid)) continue
    if (entry.needs.some((dumpId) => postData.has(dumpId))) continue
    const group = byTable.get(index.tableOid) ?? { constraints: [], indexes: [] }
    group[index.isConstraint ? 'constraints' : 'indexes'].push({ entry, index })
    byTable.set(index.tableOid, group)
  }
  return [...byTable].map(([tableOid, group]) => ({
    tableOid,
    constraints: group.constraints.toSorted(largestFirst),
    indexes: group.indexes.toSorted(largestFirst),
  }))
}

function keyOf({ catalogOid, oid }: { readonly catalogOid: number; readonly oid: number }): string {
  return `${catalogOid} ${oid}`
}

function largestFirst(a: EarlyEntry, b: EarlyEntry): number {
  return b.index.sizeBytes - a.index.sizeBytes
}
