import type { ArchiveEntry } from '../postgres/archive-contents.ts'

/** What belongs to a table and comes with it, together with what it needs itself. */
const PARTS = new Set([
  'ACL',
  'CHECK CONSTRAINT',
  'COMMENT',
  'CONSTRAINT',
  'DEFAULT',
  'INDEX',
  'MATERIALIZED VIEW DATA',
  'POLICY',
  'ROW SECURITY',
  'RULE',
  'SECURITY LABEL',
  'SEQUENCE OWNED BY',
  'SEQUENCE SET',
  'SEQUENCE',
  'STATISTICS',
  'STATISTICS DATA',
  'TABLE DATA',
  'TRIGGER',
])

/** What joins two tables, or two indexes: it comes only where both of them do. */
const JOINTS = new Set(['FK CONSTRAINT', 'INDEX ATTACH', 'PUBLICATION TABLE', 'TABLE ATTACH'])

/**
 * The entries to restore for a choice of objects, in the archive's own order: the chosen ones, all
 * that they need (types, functions, other tables with their rows), and all that belongs to them
 * (indexes, constraints, triggers, comments). pg_restore's own `--table` leaves indexes and
 * constraints out.
 */
export function selectEntries(
  entries: readonly ArchiveEntry[],
  chosen: ReadonlySet<number>,
): ArchiveEntry[] {
  const byId = new Map(entries.map((entry) => [entry.dumpId, entry]))
  const selected = new Set<number>()
  const add = (dumpId: number): void => {
    const entry = byId.get(dumpId)
    if (!entry || selected.has(dumpId)) return
    selected.add(dumpId)
    for (const needed of entry.dependsOn) add(needed)
  }
  for (const dumpId of chosen) add(dumpId)
  // Parts of parts: an index may have a comment, a sequence a value. Each round finds the next.
  for (let before = -1; before < selected.size; ) {
    before = selected.size
    for (const entry of entries) if (belongs(entry, selected, byId)) add(entry.dumpId)
  }
  return entries.filter(({ dumpId }) => selected.has(dumpId))
}

function belongs(
  { kind, dependsOn }: ArchiveEntry,
  selected: ReadonlySet<number>,
  byId: ReadonlyMap<number, ArchiveEntry>,
): boolean {
  // A schema is no reason: all of its tables depend on it.
  const reasons = dependsOn.filter(
    (dumpId) => byId.get(dumpId)?.kind !== 'SCHEMA' && byId.has(dumpId),
  )
  if (PARTS.has(kind)) return reasons.some((dumpId) => selected.has(dumpId))
  return JOINTS.has(kind) && reasons.length > 0 && reasons.every((dumpId) => selected.has(dumpId))
}
