import type { Chunk } from './chunks.ts'
import { qualified } from './statements.ts'

/**
 * Knows when the last row of a table is in. A table that is filled through the root of its tree
 * is complete only when the whole tree is, because any of its rows may go into any partition.
 * Indexes and constraints of a table wait for this: built sooner they would be wrong or slow.
 */
export class LoadBarrier {
  /** The oids of the source's tables, and how many parts are still to come, by where they go. */
  readonly #groups = new Map<string, { readonly oids: Set<number>; left: number }>()

  constructor(chunks: readonly Chunk[]) {
    for (const chunk of chunks) {
      const key = keyOf(chunk)
      const group = this.#groups.get(key) ?? { oids: new Set(), left: 0 }
      group.oids.add(chunk.table.oid)
      group.left += 1
      this.#groups.set(key, group)
    }
  }

  /**
   * Notes that a part is in, for good: its transaction is committed. Resolves to the oids of the
   * tables that are complete with it; mostly none.
   */
  loaded(chunk: Chunk): readonly number[] {
    const group = this.#groups.get(keyOf(chunk))
    if (group === undefined || group.left === 0) throw new Error('A part was loaded twice.')
    group.left -= 1
    return group.left === 0 ? [...group.oids] : []
  }
}

function keyOf({ table }: Chunk): string {
  return qualified(table.into ?? table)
}
