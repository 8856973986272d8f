import { printable } from '../errors.ts'
import { boundedJson, leftOutLine } from './bounded-json.ts'
import { formatBytes, formatCount, plural } from './format.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import type { PrunedSeries, PruneReport } from './prune-report.ts'
import {
  durationOutput,
  failureText,
  paragraphs,
  phaseChart,
  warningList,
} from './summary-parts.ts'

/** A summary has 1 MiB; whoever wants to see more has the log. */
const ROWS_SHOWN = 200

/** The job summary of a run of prune, as Markdown. Foreign text in it is inert. */
export function renderPruneSummary(report: PruneReport): string {
  const { failure, dryRun, label } = report
  const how = failure !== null ? 'failed' : dryRun ? 'dry run' : 'OK'
  const sections = [
    `## Pruning of ${markdownText(label)}: ${how}`,
    failure === null ? '' : failureText(failure),
    report.series.length === 0 ? '' : markdownText(sentenceOf(report)),
    warningList(report.warnings),
    ...report.series.map(seriesTable),
    phaseChart(report),
  ]
  return `${paragraphs(sections)}\n`
}

/** What happens to each backup of a series, for the log: before anything is removed. */
export function planLinesOf({ name, kept, removed }: PrunedSeries): readonly string[] {
  return [
    `${name}: ${plural(kept.length, 'backup')} kept, ${formatCount(removed.length)} to be removed`,
    ...kept.map(({ id, because }) => `  keep    ${id}  ${because.join(', ')}`),
    ...removed.map(({ id, because }) => `  remove  ${id}  ${because}`),
  ].map(printable)
}

/** The last lines of the log of a successful run. */
export function pruneLines(report: PruneReport): readonly string[] {
  if (report.failure !== null) return []
  const { kept, removed } = jsonOf(report)
  const lines = [
    sentenceOf(report),
    ...leftOutLine('kept', kept),
    ...leftOutLine('removed', removed),
  ]
  return lines.map(printable)
}

/** The outputs of a run of prune, by name. What was removed before a failure is told too. */
export function pruneOutputs(report: PruneReport): Record<string, string> {
  const { kept, removed } = jsonOf(report)
  return { kept: kept.text, removed: removed.text, ...durationOutput(report) }
}

function jsonOf({ series }: PruneReport) {
  return {
    kept: boundedJson(series.flatMap(({ kept }) => kept)),
    removed: boundedJson(series.flatMap(({ removed }) => removed)),
  }
}

function sentenceOf({ series, dryRun }: PruneReport): string {
  const count = (part: 'kept' | 'removed') => series.reduce((sum, one) => sum + one[part].length, 0)
  const removed = `${plural(count('removed'), 'backup')} ${dryRun ? 'would be' : 'were'} removed`
  const freed = formatBytes(series.reduce((sum, one) => sum + removedBytes(one), 0))
  const next = dryRun && count('removed') > 0 ? ' Set dry-run to false to remove them.' : ''
  return `${removed} (${freed}), ${formatCount(count('kept'))} kept.${next}`
}

function removedBytes({ backups, removed }: PrunedSeries): number {
  const gone = new Set(removed.map(({ id }) => id))
  return backups.reduce(
    (sum, { id, content }) => sum + (gone.has(id) ? (content?.sizeBytes ?? 0) : 0),
    0,
  )
}

function seriesTable({ name, backups, kept, removed }: PrunedSeries): string {
  const sizes = new Map(backups.map(({ id, content }) => [id, content?.sizeBytes]))
  const size = (id: string) => {
    const bytes = sizes.get(id)
    return bytes === undefined ? '' : formatBytes(bytes)
  }
  const rows = [
    ...removed.map(({ id, because }) => [id, 'removed', because]),
    ...kept.map(({ id, because }) => [id, 'kept', because.join(', ')]),
  ].map(([id = '', what = '', because = '']) => [markdownCode(id), size(id), what, because])
  const more = rows.length - ROWS_SHOWN
  return paragraphs([
    `### ${markdownText(name)}`,
    markdownTable(['Backup', 'Size', '', 'Why'], rows.slice(0, ROWS_SHOWN), ['left', 'right']),
    more > 0 ? `and ${formatCount(more)} more, in the log.` : '',
  ])
}
