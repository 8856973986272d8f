import type { Manifest } from '../manifest/manifest.ts'
import type { SeriesEntry } from '../plan/retention.ts'
import { tableCount, totalBytes, totalRows } from './report.ts'

/** One backup of a series, as far as it could be read, and what a list shows of it. */
export interface ListedBackup extends SeriesEntry {
  readonly name: string
  /** Null: it is not complete. */
  readonly content: BackupContent | null
  /** Why it cannot be used; null: it can. */
  readonly problem: string | null
}

/** What a list shows of a manifest, which itself can be a thousand times as large. */
export interface BackupContent {
  readonly database: string
  readonly serverVersion: string
  readonly format: Manifest['dump']['format']
  readonly isEncrypted: boolean
  readonly sizeBytes: number
  /** Null: they were not counted. */
  readonly rows: number | null
  readonly tables: number | null
  /** The paths of its files; empty where there are too many to be linked. */
  readonly files: readonly string[]
}

/** How many links one list makes at most. */
export const MOST_LINKS = 50

export function contentOf(manifest: Manifest): BackupContent {
  const { source, dump } = manifest
  const rows = totalRows(manifest)
  return {
    database: source.database,
    serverVersion: source.serverVersion,
    format: dump.format,
    isEncrypted: manifest.encryption !== null,
    sizeBytes: totalBytes(manifest),
    rows,
    tables: rows === null ? null : tableCount(manifest),
    files: dump.files.length > MOST_LINKS ? [] : dump.files.map(({ path }) => path),
  }
}
