import { createHash } from 'node:crypto'
import type { ArchiveFile } from '../manifest/manifest.ts'
import { forkOutputs } from './fork-lines.ts'
import { archiveFiles, type BackupReport, tableCount, totalBytes, totalRows } from './report.ts'
import { durationOutput } from './summary-parts.ts'

/**
 * The outputs of a run, by name, as text. A run that kept no backup has only the time it took, so
 * that a later job cannot take it for one. What is not known is an empty text: `rows` without a
 * read-back, `artifact-id` without an artifact.
 */
export function reportOutputs(report: BackupReport): Record<string, string> {
  const duration = durationOutput(report)
  const { manifest } = report
  const stored = report.destinations.flatMap((one) => (one.stored === null ? [] : [one.stored]))
  const [first] = stored
  if (manifest === null || first === undefined) return duration
  const artifact = stored.find((one) => one.artifact !== undefined)?.artifact
  const rows = totalRows(manifest)
  return {
    'backup-id': manifest.id,
    location: first.location,
    locations: JSON.stringify(stored.map((one) => one.location)),
    manifest: JSON.stringify(manifest),
    'size-bytes': String(totalBytes(manifest)),
    'database-size-bytes': String(manifest.source.sizeBytes),
    sha256: archiveDigest(archiveFiles(manifest)),
    ...duration,
    'server-version': manifest.source.serverVersion,
    'client-version': manifest.dump.clientVersion,
    tables: rows === null ? '' : String(tableCount(manifest)),
    rows: rows === null ? '' : String(rows),
    verified: manifest.verification.level,
    ...forkOutputs(report.fork),
    'artifact-id': artifact === undefined ? '' : String(artifact.id),
    'artifact-url': artifact?.url ?? '',
    pruned: JSON.stringify(report.pruned),
  }
}

/**
 * One hash for an archive: the file's own; for a folder, the SHA-256 of what `sha256sum` prints of
 * its files in the order of their paths, so that anyone can compute it again.
 */
export function archiveDigest(files: readonly ArchiveFile[]): string {
  const [file, ...more] = files
  if (file !== undefined && more.length === 0) return file.sha256
  const lines = files.map(({ sha256, path }) => ({ sha256, path }))
  lines.sort((a, b) => (a.path < b.path ? -1 : 1))
  const hash = createHash('sha256')
  for (const { sha256, path } of lines) hash.update(`${sha256}  ${path}\n`)
  return hash.digest('hex')
}
