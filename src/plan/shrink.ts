import type { Manifest, TableRows } from '../manifest/manifest.ts'

/** What of a backup is compared with the one before it. */
export interface Extent {
  readonly id: string
  /** Null: they were not counted. */
  readonly rows: number | null
  readonly sizeBytes: number
  /** What the size depends on besides the data: two sizes of other kinds are not compared. */
  readonly kind: string
  /** Null: not known, as in a manifest that keeps its names sealed. */
  readonly tables: readonly Pick<TableRows, 'schema' | 'name'>[] | null
}

export interface Fall {
  readonly what: 'rows' | 'bytes'
  readonly from: number
  readonly to: number
}

export interface Comparison {
  /** The backup that it was compared with. */
  readonly previous: string
  /** What fell by more than the limit. */
  readonly falls: readonly Fall[]
  readonly newTables: readonly string[]
  readonly vanishedTables: readonly string[]
}

/**
 * Compares a backup with the one before it.
 *
 * @param limit the share by which rows and size may fall
 */
export function compareExtents(previous: Extent, current: Extent, limit: number): Comparison {
  const falls: Fall[] = []
  const compare = (what: Fall['what'], from: number, to: number) => {
    if (to < from * (1 - limit)) falls.push({ what, from, to })
  }
  if (previous.rows !== null && current.rows !== null) compare('rows', previous.rows, current.rows)
  if (previous.kind === current.kind) compare('bytes', previous.sizeBytes, current.sizeBytes)
  const [before, after] = [namesOf(previous), namesOf(current)]
  const isKnown = previous.tables !== null && current.tables !== null
  return {
    previous: previous.id,
    falls,
    newTables: isKnown ? [...after].filter((name) => !before.has(name)) : [],
    vanishedTables: isKnown ? [...before].filter((name) => !after.has(name)) : [],
  }
}

/** Of a manifest; `rows` as they were counted. */
export function extentOf(manifest: Manifest, rows: number | null): Extent {
  const { id, dump, encryption, tables } = manifest
  const isNamed = rows !== null && !encryption?.sealed
  return {
    id,
    rows,
    sizeBytes: dump.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    kind: `${dump.format} ${dump.compression} ${encryption?.kind ?? ''}`,
    tables: isNamed ? tables : null,
  }
}

function namesOf({ tables }: Extent): ReadonlySet<string> {
  return new Set((tables ?? []).map(({ schema, name }) => `${schema}.${name}`))
}
