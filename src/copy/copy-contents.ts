import { UserError } from '../errors.ts'
import { dumpsData } from '../plan/selection.ts'
import type { ArchiveEntry } from '../postgres/archive-contents.ts'
import type { CopyRun } from './copy-run.ts'
import { type EarlyEntries, earlyEntries } from './early-entries.ts'
import { type LargeObjectBatch, readLargeObjectBatches } from './large-objects.ts'
import { readSequences, type SourceSequence } from './sequences.ts'
import { lockTables, type Snapshot } from './snapshot.ts'
import { readIndexes } from './source-indexes.ts'
import { readTables, type SourceTable } from './source-tables.ts'

/** All that is to be copied, as pg_dump chose it and as the snapshot sees it. */
export interface CopyContents {
  readonly tables: readonly SourceTable[]
  readonly sequences: readonly SourceSequence[]
  readonly largeObjects: readonly LargeObjectBatch[]
  readonly early: readonly EarlyEntries[]
  /** What is restored at the end. */
  readonly rest: readonly ArchiveEntry[]
}

/**
 * Finds out what belongs to the schema that pg_dump has chosen: rows, sequence values, large
 * objects, and the indexes that can be built early.
 *
 * @throws UserError `E_DUMP` where a table was rewritten after the snapshot
 */
export async function readCopyContents(
  run: CopyRun,
  snapshot: Snapshot,
  entries: readonly ArchiveEntry[],
): Promise<CopyContents> {
  const { selection, searchPath } = run
  const { session } = snapshot
  const isEverything = selection.schemas.length === 0 && selection.tables.length === 0
  const isCopied = (object: { schema: string; name: string }) =>
    dumpsData(selection, object, searchPath)
  // By kind as far as the list can say; the catalogs know what is a table and what a sequence.
  const oids = (kind: RegExp) =>
    entries.filter((entry) => kind.test(entry.kind)).map(({ oid }) => oid)
  const tables = (await readTables(session, oids(/^TABLE/), isEverything)).filter(isCopied)
  await lockTables(snapshot, tables)
  refuseRewritten(tables)
  const large = new Set(
    tables.filter(({ sizeBytes }) => sizeBytes >= run.sizes.earlyIndexes).map(({ oid }) => oid),
  )
  const indexes = await readIndexes(session, [...large])
  const early = earlyEntries(entries, indexes, large)
  const isEarly = new Set(
    early.flatMap((table) => [...table.constraints, ...table.indexes, ...table.comments]),
  )
  const sequences = await readSequences(session, oids(/^SEQUENCE/), isEverything)
  return {
    tables,
    sequences: sequences.filter(isCopied),
    largeObjects: isEverything ? await readLargeObjectBatches(session) : [],
    early,
    rest: entries.filter((entry) => !isEarly.has(entry)),
  }
}

/** TRUNCATE and rewriting ALTER TABLEs are not of any snapshot (manual, 13.6): rows may be missing. */
function refuseRewritten(tables: readonly SourceTable[]): void {
  const rewritten = tables.filter(({ isRewritten }) => isRewritten)
  if (rewritten.length === 0) return
  const names = rewritten.slice(0, 5).map(({ schema, name }) => `${schema}.${name}`)
  throw new UserError(
    'E_DUMP',
    `The tables ${names.join(', ')} were emptied or rewritten while the copy began, so that their rows cannot be seen any more.`,
    'Run the copy again when no migration is running.',
  )
}
