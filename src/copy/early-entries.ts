import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import type { SourceIndex } from './source-indexes.ts'

/** The indexes of a table that are worth building as soon as its rows are in. */
export interface EarlyEntries {
  readonly tableOid: number
  /** Primary keys, unique and exclusion constraints: each needs the table for itself. */
  readonly constraints: readonly ArchiveEntry[]
  /** These can be built side by side. */
  readonly indexes: readonly ArchiveEntry[]
  /**
   * Those on the entries above, which are made together with them. pg_restore takes a comment for a
   * part of the section of the entry before it, and left out those whose own entry is not there.
   */
  readonly comments: readonly ArchiveEntry[]
}

/**
 * Chooses the entries that need nothing but their table, to be built one by one while others are
 * still being copied. An index that needs a function of the user's waits for the end, because the
 * function may read any table. What is not chosen is left to one pg_restore, which knows every
 * dependency, and which an entry of its own for each small index would only slow down.
 *
 * @param tables the oids of those that are large enough
 */
export function earlyEntries(
  entries: readonly ArchiveEntry[],
  indexes: readonly SourceIndex[],
  tables: ReadonlySet<number>,
): EarlyEntries[] {
  const kinds = new Map(entries.map(({ dumpId, kind }) => [dumpId, kind]))
  const known = new Map(indexes.map((index) => [`${index.kind} ${index.oid}`, index]))
  const sizes = new Map<ArchiveEntry, number>()
  const comments = entries.filter(({ kind }) => kind === 'COMMENT')
  const commentsOn = Map.groupBy(comments, ({ dependsOn }) => dependsOn[0])
  const byTable = new Map<number, Record<'constraints' | 'indexes' | 'comments', ArchiveEntry[]>>()
  for (const entry of entries) {
    const index = known.get(`${entry.kind} ${entry.oid}`)
    if (index === undefined || !tables.has(index.tableOid)) continue
    if (entry.dependsOn.some((dumpId) => kinds.get(dumpId) !== 'TABLE')) continue
    const group = byTable.get(index.tableOid) ?? { constraints: [], indexes: [], comments: [] }
    group[index.kind === 'CONSTRAINT' ? 'constraints' : 'indexes'].push(entry)
    group.comments.push(...(commentsOn.get(entry.dumpId) ?? []))
    byTable.set(index.tableOid, group)
    sizes.set(entry, index.sizeBytes)
  }
  const largestFirst = (a: ArchiveEntry, b: ArchiveEntry) =>
    (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)
  return [...byTable].map(([tableOid, group]) => ({
    tableOid,
    constraints: group.constraints.toSorted(largestFirst),
    indexes: group.indexes.toSorted(largestFirst),
    comments: group.comments,
  }))
}
