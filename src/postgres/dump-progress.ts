import type { TableRows } from '../manifest/manifest.ts'
import type { CopyProgress } from './activity.ts'
import type { RelationFact } from './facts.ts'

type Copy = Pick<CopyProgress, 'relationOid' | 'rows'>

export interface DumpState {
  /** From 0 to 1; by the sizes of the tables, since rows of different tables differ in weight. */
  readonly fraction: number
  readonly tablesDone: number
  readonly tablesTotal: number
  /** `schema.name` of the largest table that is being copied. */
  readonly table?: string | undefined
}

/** Follows a dump table by table. Pure: it is told what the server and the read-back say. */
export class DumpProgressEstimate {
  readonly #tables: readonly RelationFact[]
  readonly #totalBytes: number
  readonly #started = new Set<number>()
  readonly #done = new Set<number>()
  #copying: readonly Copy[] = []

  constructor(tables: readonly RelationFact[]) {
    this.#tables = tables
    this.#totalBytes = tables.reduce((sum, table) => sum + table.sizeBytes, 0)
  }

  /** What is being copied now; what was copied at the last call and is no longer, is done. */
  copying(copies: readonly Copy[]): void {
    const now = new Set(copies.map(({ relationOid }) => relationOid))
    for (const { relationOid } of copies) this.#started.add(relationOid)
    for (const relationOid of this.#started) if (!now.has(relationOid)) this.#done.add(relationOid)
    this.#copying = copies
  }

  /** Tables whose data has been read back to its end. */
  readBack(tables: readonly TableRows[]): void {
    const names = new Set(tables.map(({ schema, name }) => JSON.stringify([schema, name])))
    for (const { oid, schema, name } of this.#tables) {
      if (names.has(JSON.stringify([schema, name]))) this.#done.add(oid)
    }
  }

  get state(): DumpState {
    const byOid = new Map(this.#tables.map((table) => [table.oid, table]))
    let bytes = 0
    for (const oid of this.#done) bytes += byOid.get(oid)?.sizeBytes ?? 0
    let largest: RelationFact | undefined
    for (const { relationOid, rows } of this.#copying) {
      const table = byOid.get(relationOid)
      if (!table || this.#done.has(relationOid)) continue
      bytes += table.sizeBytes * Math.min(1, rows / Math.max(rows, table.estimatedRows, 1))
      if (!largest || table.sizeBytes > largest.sizeBytes) largest = table
    }
    return {
      fraction: this.#totalBytes === 0 ? 0 : Math.min(1, bytes / this.#totalBytes),
      tablesDone: this.#tables.filter(({ oid }) => this.#done.has(oid)).length,
      tablesTotal: this.#tables.length,
      table: largest && `${largest.schema}.${largest.name}`,
    }
  }
}
