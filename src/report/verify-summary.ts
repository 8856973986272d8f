import { printable } from '../errors.ts'
import { formatBytes, formatDuration, plural } from './format.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import { totalBytes } from './report.ts'
import {
  durationOutput,
  failureText,
  paragraphs,
  phaseChart,
  sumRows,
  warningList,
} from './summary-parts.ts'
import type { VerifyReport } from './verify-report.ts'

/** The job summary of a verification, as Markdown. Foreign text in it is inert. */
export function renderVerifySummary(report: VerifyReport): string {
  const { failure, manifest, wanted } = report
  const sections = [
    `## Verification of ${markdownText(manifest?.id ?? wanted)}: ${failure === null ? 'OK' : 'failed'}`,
    failure === null ? '' : failureText(failure),
    factTable(report),
    warningList(report.warnings),
    phaseChart(report),
  ]
  return `${paragraphs(sections)}\n`
}

function factTable(report: VerifyReport): string {
  const { manifest, scratch } = report
  const rows: [string, string][] = []
  if (manifest !== null) {
    const { source, createdAt } = manifest
    const size = formatBytes(totalBytes(manifest))
    rows.push(['Backup', `${markdownCode(manifest.id)}, ${size}`])
    rows.push(['Taken', `${createdAt}, of ${markdownCode(source.database)}`])
  }
  if (scratch !== null) rows.push(['Restored into', markdownText(scratch)])
  if (report.failure === null) rows.push(['Verified', markdownText(verifiedSentence(report))])
  rows.push(['Time', formatDuration(report.durationSeconds)])
  return markdownTable(['', ''], rows)
}

/** The last lines of the log of a successful verification. */
export function verifyLines(report: VerifyReport): readonly string[] {
  const { manifest } = report
  if (manifest === null || report.failure !== null) return []
  const time = formatDuration(report.durationSeconds)
  return [`Verified ${manifest.id} in ${time}`, verifiedSentence(report)].map(printable)
}

/** What a reader may rely on, and what not. */
function verifiedSentence({ level, tables, manifest }: VerifyReport): string {
  const counts = `${plural(sumRows(tables), 'row')} in ${plural(tables.length, 'table')}`
  if (level === 'restore') {
    return `Restored whole; ${counts} counted there, and the objects and sequences compared.`
  }
  const compared = manifest?.verification.level === 'none' ? '' : ', equal to the manifest'
  return `Every byte read again and decoded; ${counts} counted${compared}.`
}

/** The outputs of a verification, by name. One that failed proved nothing. */
export function verifyOutputs(report: VerifyReport): Record<string, string> {
  const { manifest, failure, level, tables } = report
  const duration = durationOutput(report)
  if (manifest === null || failure !== null) return duration
  return { 'backup-id': manifest.id, verified: level, rows: String(sumRows(tables)), ...duration }
}
