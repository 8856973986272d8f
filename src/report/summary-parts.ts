import type { TableRows } from '../manifest/manifest.ts'
import { bar, formatCount, formatDuration } from './format.ts'
import { markdownCode, markdownTable, markdownText } from './markdown.ts'
import type { PhaseTime, ReportedFailure } from './report.ts'

const BAR_CELLS = 24
const WARNINGS_SHOWN = 20
/** GitHub refuses a summary of more than 1 MiB, and one error can name ten thousand tables. */
const LONGEST_TEXT = 4000

/** Parts of a summary, of which those that have nothing to say are empty. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

export function failureText({ code, message, next }: ReportedFailure): string {
  const text = [shortened(message), shortened(next)].filter(Boolean).join(' ')
  return `**${markdownCode(code)}** ${markdownText(text)}`
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  return `${text.slice(0, LONGEST_TEXT)} ... (the log has all of it)`
}

/** To whom something is encrypted, as the manifest has it. A post-quantum recipient is very long. */
export function lockText(recipients: readonly string[]): string {
  if (recipients.includes('scrypt')) return 'with a passphrase'
  return `to ${recipients.map((one) => (one.length > 80 ? `${one.slice(0, 24)}...` : one)).join(', ')}`
}

export function warningList(warnings: readonly string[]): string {
  if (warnings.length === 0) return ''
  const shown = warnings
    .slice(0, WARNINGS_SHOWN)
    .map((line) => `- ${markdownText(shortened(line))}`)
  const more = warnings.length - shown.length
  if (more > 0) shown.push(`- and ${formatCount(more)} more, in the log`)
  return ['### Warnings', '', ...shown].join('\n')
}

export function phaseChart({
  phases,
  failure,
}: {
  readonly phases: readonly PhaseTime[]
  readonly failure: ReportedFailure | null
}): string {
  if (phases.length === 0) return ''
  const longest = Math.max(...phases.map((phase) => phase.seconds), Number.EPSILON)
  const rows = phases.map((phase, index) => [
    markdownText(phase.name) + (failure !== null && index === phases.length - 1 ? ' (failed)' : ''),
    formatDuration(phase.seconds),
    bar(phase.seconds / longest, BAR_CELLS),
  ])
  const table = markdownTable(['Phase', 'Time', ''], rows, ['left', 'right', 'left'])
  return `### Where the time went\n\n${table}`
}

export function sumRows(tables: readonly TableRows[]): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** The one output that a failed run has too. */
export function durationOutput({ durationSeconds }: { readonly durationSeconds: number }) {
  return { 'duration-seconds': String(Math.round(durationSeconds * 1000) / 1000) }
}
