import type { SourceTable } from '../../../src/copy/source-tables.ts'

/** A plain table, with what a test wants changed. */
export function makeTable(changes: Partial<SourceTable> = {}): SourceTable {
  return {
    oid: 1,
    schema: 'public',
    name: 'orders',
    columns: ['id', 'Total "net"'],
    blocks: 100,
    sizeBytes: 819_200,
    isHeap: true,
    isBinarySafe: true,
    into: null,
    condition: '',
    isOfExtension: false,
    isRewritten: false,
    ...changes,
  }
}
