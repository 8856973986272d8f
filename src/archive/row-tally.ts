import type { TableRows } from '../manifest/manifest.ts'

/**
 * Rows by table. A table may come several times: the partitions of one that is loaded through its
 * root all stand in the archive by the name of the root.
 */
export class RowTally {
  readonly #byName = new Map<string, TableRows>()

  add({ schema, name }: Omit<TableRows, 'rows'>, rows: number): void {
    const key = JSON.stringify([schema, name])
    const before = this.#byName.get(key)?.rows ?? 0
    this.#byName.set(key, { schema, name, rows: before + rows })
  }

  /** In the order in which they came first. */
  get tables(): TableRows[] {
    return [...this.#byName.values()]
  }
}
