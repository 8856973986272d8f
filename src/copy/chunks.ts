import type { SourceTable } from './source-tables.ts'

/** A part of a table that goes through one stream. */
export interface Chunk {
  readonly table: SourceTable
  readonly isWhole: boolean
  /** The ctids of this part: from the first block on, and before the end; null: no end. */
  readonly firstBlock: number
  readonly endBlock: number | null
  /** A guess, by the share of blocks. */
  readonly sizeBytes: number
}

export interface ChunkOptions {
  readonly jobs: number
  /** Parts are not made smaller than this, in bytes. */
  readonly smallestBytes: number
}

/**
 * Cuts tables into parts for several streams: what is so large that one stream would be busy with
 * it after all the others have ended. Only a heap has ctids in the order of blocks. A part of a
 * table cannot be written as frozen (statements.ts), so that others stay whole.
 *
 * @param tables in the order in which they are to be copied, which is kept
 */
export function cutTables(tables: readonly SourceTable[], options: ChunkOptions): Chunk[] {
  const total = tables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const share = total / options.jobs
  return tables.flatMap((table) => cut(table, share, options))
}

function cut(table: SourceTable, share: number, { jobs, smallestBytes }: ChunkOptions): Chunk[] {
  const { sizeBytes, blocks, isHeap, isOfExtension } = table
  const isTooLarge = jobs > 1 && sizeBytes > share && sizeBytes > 2 * smallestBytes
  // Twice as many as streams, since parts of as many blocks may take unlike times.
  const parts = Math.min(2 * jobs, Math.floor(sizeBytes / smallestBytes), blocks)
  if (!isTooLarge || parts < 2 || !isHeap || isOfExtension) {
    return [{ table, isWhole: true, firstBlock: 0, endBlock: null, sizeBytes }]
  }
  return Array.from({ length: parts }, (_, index) => ({
    table,
    isWhole: false,
    firstBlock: Math.floor((blocks * index) / parts),
    // Rows that came after the size was read are not in the snapshot, but nothing depends on it.
    endBlock: index === parts - 1 ? null : Math.floor((blocks * (index + 1)) / parts),
    sizeBytes: sizeBytes / parts,
  }))
}
