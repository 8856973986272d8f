import { printable } from '../errors.ts'
import type { CopyReport } from './copy-report.ts'
import { forkCell, forkOutputs, forkText } from './fork-lines.ts'
import { formatBytes, formatDuration, plural } from './format.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import { whereIs } from './safety-backup.ts'
import {
  durationOutput,
  failureText,
  paragraphs,
  phaseChart,
  sumRows,
  warningList,
} from './summary-parts.ts'

/** The job summary of a copy, as Markdown. Foreign text in it is inert. */
export function renderCopySummary(report: CopyReport): string {
  const { failure, source, target } = report
  const verdict = failure === null ? 'OK' : 'failed'
  const sections = [
    `## Copy of ${markdownText(source)} into ${markdownText(target)}: ${verdict}`,
    failure === null ? '' : failureText(failure),
    factTable(report),
    warningList(report.warnings),
    phaseChart(report),
  ]
  return `${paragraphs(sections)}\n`
}

function factTable(report: CopyReport): string {
  const { mode, fork, copied, previousDatabase, safetyBackup, targetState, failure } = report
  const rows: [string, string][] = [['Mode', markdownCode(mode)]]
  if (fork !== null) rows.push(['Copied from', forkCell(fork)])
  if (copied !== null && failure === null) rows.push(['Copied', markdownText(copiedText(report))])
  if (targetState !== null) rows.push(['Target', markdownText(targetState)])
  if (previousDatabase !== null) rows.push(['Old database', markdownCode(previousDatabase)])
  if (safetyBackup !== null) rows.push(['Safety backup', markdownCode(whereIs(safetyBackup))])
  rows.push(['Time', formatDuration(report.durationSeconds)])
  return markdownTable(['', ''], rows)
}

/** The last lines of the log of a successful copy. */
export function copyLines(report: CopyReport): readonly string[] {
  const { source, target, fork, copied, previousDatabase, safetyBackup, durationSeconds } = report
  if (copied === null || report.failure !== null) return []
  const lines = [
    `Copied "${source}" into "${target}" in ${formatDuration(durationSeconds)}`,
    copiedText(report),
  ]
  if (fork !== null) lines.push(`Copied from: ${forkText(fork)}`)
  if (previousDatabase !== null) {
    lines.push(`The old database is now "${previousDatabase}"; drop it when it is not needed.`)
  }
  if (safetyBackup !== null) lines.push(`What was there before is in ${whereIs(safetyBackup)}`)
  return lines.map(printable)
}

function copiedText({ copied, verified }: CopyReport): string {
  if (copied === null) return ''
  const { tables, largeObjects, bytes } = copied
  const objects = largeObjects > 0 ? ` and ${plural(largeObjects, 'large object')}` : ''
  const what = `${plural(sumRows(tables), 'row')} in ${plural(tables.length, 'table')}${objects}, ${formatBytes(bytes)}`
  return verified === 'rows'
    ? `${what}; each table counted in the target and equal to what the source sent.`
    : `${what}; nothing was counted in the target.`
}

/** The outputs of a copy, by name. One that failed has only what is needed to go on from it. */
export function copyOutputs(report: CopyReport): Record<string, string> {
  const { copied, failure } = report
  const always = {
    'safety-backup-id': report.safetyBackup?.id ?? '',
    ...durationOutput(report),
    phases: JSON.stringify(report.phases),
  }
  if (copied === null || failure !== null) return always
  return {
    rows: String(sumRows(copied.tables)),
    tables: String(copied.tables.length),
    bytes: String(copied.bytes),
    verified: report.verified,
    ...forkOutputs(report.fork),
    'previous-database': report.previousDatabase ?? '',
    ...always,
  }
}
