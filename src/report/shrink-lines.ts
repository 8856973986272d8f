import { printable } from '../errors.ts'
import type { Comparison, Fall } from '../plan/shrink.ts'
import { formatBytes, formatCount, formatPercent } from './format.ts'
import { markdownCode, markdownText } from './markdown.ts'

const NAMED = 10

/** What fell since the backup before, in one sentence. */
export function shrinkText({ falls, previous }: Comparison, limit: number): string {
  const what = falls.map(fallText).join(', and ')
  return `${what.charAt(0).toUpperCase()}${what.slice(1)} since ${previous}, which is more than shrink-limit allows (${formatPercent(limit)}).`
}

function fallText({ what, from, to }: Fall): string {
  const show = what === 'rows' ? formatCount : formatBytes
  const name = what === 'rows' ? 'the rows' : 'the archive'
  return `${name} fell by ${formatPercent((from - to) / from)}, from ${show(from)} to ${show(to)}`
}

/** Which tables came and went, for the log. */
export function comparisonLines(comparison: Comparison): readonly string[] {
  return parts(comparison).map(([title, names]) => {
    const { shown, more } = named(names)
    return printable(`${title}: ${shown.join(', ')}${more}`)
  })
}

/** A section of the summary: which tables came and went. Empty where none did. */
export function comparisonSection(comparison: Comparison | null): string {
  if (comparison === null) return ''
  const lines = parts(comparison).map(([title, names]) => {
    const { shown, more } = named(names)
    return `- ${title}: ${shown.map(markdownCode).join(', ')}${more}`
  })
  if (lines.length === 0) return ''
  return [`### Since ${markdownText(comparison.previous)}`, lines.join('\n')].join('\n\n')
}

function parts({ newTables, vanishedTables }: Comparison) {
  const all = [
    ['New tables', newTables],
    ['Tables that are gone', vanishedTables],
  ] as const
  return all.filter(([, names]) => names.length > 0)
}

function named(names: readonly string[]) {
  const more = names.length - NAMED
  return { shown: names.slice(0, NAMED), more: more > 0 ? ` and ${formatCount(more)} more` : '' }
}
