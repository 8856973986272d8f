import { printable } from '../errors.ts'
import { formatBytes, formatDuration, plural } from './format.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import { totalBytes } from './report.ts'
import type { RestoreReport } from './restore-report.ts'
import { whereIs } from './safety-backup.ts'
import {
  durationOutput,
  failureText,
  paragraphs,
  phaseChart,
  sumRows,
  warningList,
} from './summary-parts.ts'

/** The job summary of a restore, as Markdown. Foreign text in it is inert. */
export function renderRestoreSummary(report: RestoreReport): string {
  const { failure, database } = report
  const sections = [
    `## Restore into ${markdownText(database)}: ${failure === null ? 'OK' : 'failed'}`,
    failure === null ? '' : failureText(failure),
    factTable(report),
    warningList(report.warnings),
    phaseChart(report),
  ]
  return `${paragraphs(sections)}\n`
}

function factTable(report: RestoreReport): string {
  const { manifest, mode, previousDatabase, safetyBackup, targetState } = report
  const rows: [string, string][] = [['Mode', markdownCode(mode)]]
  if (manifest !== null) {
    const size = formatBytes(totalBytes(manifest))
    rows.unshift(['Backup', `${markdownCode(manifest.id)}, ${size}`])
  }
  if (report.failure === null) rows.push(['Restored', markdownText(restoredSentence(report))])
  if (targetState !== null) rows.push(['Target', markdownText(targetState)])
  if (previousDatabase !== null) rows.push(['Old database', markdownCode(previousDatabase)])
  if (safetyBackup !== null) rows.push(['Safety backup', markdownCode(whereIs(safetyBackup))])
  rows.push(['Time', formatDuration(report.durationSeconds)])
  return markdownTable(['', ''], rows)
}

/** The last lines of the log of a successful restore. */
export function restoreLines(report: RestoreReport): readonly string[] {
  const { manifest, database, previousDatabase, safetyBackup } = report
  if (manifest === null || report.failure !== null) return []
  const lines = [
    `Restored ${manifest.id} into "${database}" in ${formatDuration(report.durationSeconds)}`,
    restoredSentence(report),
  ]
  if (previousDatabase !== null) {
    lines.push(`The old database is now "${previousDatabase}"; drop it when it is not needed.`)
  }
  if (safetyBackup !== null) lines.push(`What was there before is in ${whereIs(safetyBackup)}`)
  return lines.map(printable)
}

function restoredSentence(report: RestoreReport): string {
  const counts = `${plural(sumRows(report.tables), 'row')} in ${plural(report.tables.length, 'table')}`
  return report.verified === 'rows'
    ? `${counts}, each table counted and equal to the backup.`
    : `${counts} by the backup; nothing was counted in the target.`
}

/** The outputs of a restore, by name. One that failed has only what is needed to go on from it. */
export function restoreOutputs(report: RestoreReport): Record<string, string> {
  const always = {
    'safety-backup-id': report.safetyBackup?.id ?? '',
    ...durationOutput(report),
  }
  if (report.manifest === null || report.failure !== null) return always
  return {
    'backup-id': report.manifest.id,
    rows: String(sumRows(report.tables)),
    tables: String(report.tables.length),
    verified: report.verified,
    'previous-database': report.previousDatabase ?? '',
    ...always,
  }
}
