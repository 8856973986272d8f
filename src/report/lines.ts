import { printable } from '../errors.ts'
import { forkText } from './fork-lines.ts'
import { formatBytes, formatDuration } from './format.ts'
import { type BackupReport, totalBytes } from './report.ts'
import { restoreSteps } from './restore-steps.ts'
import { verificationSentence } from './summary.ts'

/**
 * The last lines of a successful run's log: what was kept, where, how it was proven and how to
 * bring it back. A failed run's last line is its error, which is not drawn here.
 */
export function reportLines(report: BackupReport): readonly string[] {
  const { manifest } = report
  const stored = report.destinations.filter((one) => one.stored !== null)
  const [first] = stored
  if (manifest === null || first === undefined) return []
  const size = `${formatBytes(manifest.source.sizeBytes)} to ${formatBytes(totalBytes(manifest))}`
  const { download, check, decrypt, restore } = restoreSteps(manifest, first)
  return [
    `Backup ${manifest.id}: ${size} in ${formatDuration(report.durationSeconds)}`,
    ...(report.fork === null ? [] : [`Dumped from: ${forkText(report.fork)}`]),
    ...stored.map((one) => `Stored: ${one.stored?.location ?? one.label}`),
    `Verified: ${verificationSentence(manifest)}`,
    'To restore it:',
    ...[...download, ...check, ...decrypt, ...restore].map((command) => `  ${command}`),
  ].map(printable)
}
