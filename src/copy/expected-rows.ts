import type { TableRows } from '../manifest/manifest.ts'
import type { CopiedTable } from './copy-run.ts'
import { qualified } from './statements.ts'

/**
 * How many rows each table of the target has to have; a partitioned one those of its partitions
 * that were copied through it. The tables of an extension may have rows of their own. Pure.
 */
export function expectedRows(tables: readonly CopiedTable[]): TableRows[] {
  const expected = new Map<string, TableRows>()
  for (const { into, rows, isShared } of tables) {
    if (isShared) continue
    const key = qualified(into)
    const before = expected.get(key)?.rows ?? 0
    expected.set(key, { schema: into.schema, name: into.name, rows: before + rows })
  }
  return [...expected.values()]
}
