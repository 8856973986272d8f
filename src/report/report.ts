import type { Client } from '../client/client.ts'
import type { StoredBackup } from '../destinations/destination.ts'
import type { ErrorCode } from '../errors.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { ArchiveFile, Manifest } from '../manifest/manifest.ts'
import type { Comparison } from '../plan/shrink.ts'
import type { RelationFact } from '../postgres/facts.ts'

/**
 * What happened in a run, as data. The log's last lines, the job summary and the outputs are drawn
 * from it and from nothing else. A run that failed early has nulls for what it never reached.
 */
export interface BackupReport {
  /** The series, or the database where the plan was not made yet. */
  readonly name: string
  /** Why the run failed; null: it succeeded. */
  readonly failure: ReportedFailure | null
  /** What was dumped; null: no dump was completed. */
  readonly manifest: Manifest | null
  /** Where pg_dump came from; null: none was found yet. */
  readonly clientSource: Client['source'] | null
  /** The tables as the server listed them, for their sizes; empty where it was not asked yet. */
  readonly relations: readonly Pick<RelationFact, 'schema' | 'name' | 'sizeBytes'>[]
  /** What was dumped in place of the source; null: the source itself. */
  readonly fork: ForkReport | null
  readonly destinations: readonly DestinationReport[]
  /** With the backup before; null: there was none to compare with. */
  readonly comparison: Comparison | null
  /** Empty where `keep` was not given, or not applied. */
  readonly pruned: readonly PrunedPlace[]
  /** In the order they ran. */
  readonly phases: readonly PhaseTime[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
  /** How many requests had to be sent again; 0 for a quiet run. */
  readonly retries: number
}

/** What `keep` removed at one destination. */
export interface PrunedPlace {
  readonly location: string
  /** The ids of backups. */
  readonly removed: readonly string[]
}

export interface ForkReport {
  readonly name: string
  /** What it was a fork of, as the provider names it. */
  readonly source: string
}

/** A `UserError` as data. */
export interface ReportedFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly next: string
}

/** One destination: stored, failed, or (both null) never reached. */
export interface DestinationReport {
  readonly url: DestinationUrl
  /** As the destination names itself, without credentials. */
  readonly label: string
  readonly stored: StoredBackup | null
  readonly failure: ReportedFailure | null
}

export interface PhaseTime {
  /** One or two words: `facts`, `client`, `dump`. */
  readonly name: string
  readonly seconds: number
}

/**
 * Where the archive itself lies beside its manifest: one file, or the folder of a directory-format
 * dump. Other files of the backup (globals) are not it.
 */
export function archivePath(manifest: Manifest): string {
  if (manifest.dump.format === 'directory') return manifest.id
  const pattern = /^\.(dump|tar|sql)(\.\w+){0,2}$/
  const isArchive = (file: ArchiveFile) =>
    file.path.startsWith(manifest.id) && pattern.test(file.path.slice(manifest.id.length))
  return manifest.dump.files.find(isArchive)?.path ?? manifest.id
}

/** The files of the archive, without what else is in the backup. */
export function archiveFiles(manifest: Manifest): readonly ArchiveFile[] {
  const path = archivePath(manifest)
  return manifest.dump.files.filter(
    (file) => file.path === path || file.path.startsWith(`${path}/`),
  )
}

/** What is in the backup besides the archive: the globals, if they were asked for. */
export function otherFiles(manifest: Manifest): readonly ArchiveFile[] {
  const archive = new Set(archiveFiles(manifest))
  return manifest.dump.files.filter((file) => !archive.has(file))
}

/** All bytes of the backup, without its manifest. */
export function totalBytes(manifest: Manifest): number {
  return manifest.dump.files.reduce((sum, file) => sum + file.sizeBytes, 0)
}

/** All rows that were counted in the archive; null where it was not read back. */
export function totalRows(manifest: Manifest): number | null {
  if (manifest.verification.level === 'none') return null
  const sealed = manifest.encryption?.sealed
  return sealed ? sealed.rows : manifest.tables.reduce((sum, table) => sum + table.rows, 0)
}

/** How many tables have rows in the archive; 0 where it was not read back. */
export function tableCount({ encryption, tables }: Manifest): number {
  return encryption?.sealed ? encryption.sealed.tables : tables.length
}
