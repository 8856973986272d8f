import { printable } from '../errors.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import type { ForkInputs } from '../inputs/fork.ts'
import type { BackupPlan } from '../plan/backup.ts'
import type { ForkDecision } from '../plan/fork.ts'
import { formatBytes, formatDuration, plural } from './format.ts'
import { markdownCode } from './markdown.ts'
import type { ForkReport } from './report.ts'

/** What was decided about a fork, for the lines of the plan; empty where nobody asked. */
export function forkLines(
  decision: ForkDecision,
  { thresholdBytes, timeoutMs, provider }: ForkInputs,
  sizeBytes: number,
  done: GentleReading['done'],
): readonly string[] {
  const sizes = `${formatBytes(sizeBytes)} is more than fork-threshold (${formatBytes(thresholdBytes)})`
  if (decision.kind === 'fork') {
    const { label, plan, region, pricePerHour, notes } = decision.source
    const parts = [
      plan === undefined ? '' : `plan ${plan}`,
      region === undefined ? '' : `in ${region}`,
      pricePerHour === undefined ? '' : `${pricePerHour} an hour`,
    ].filter((part) => part !== '')
    const what = [`Fork: of ${label}`, ...parts].join(', ')
    const why = decision.why === 'always' ? 'fork is always' : sizes
    return [
      `${what}; ${why}`,
      `The fork is destroyed once it has been ${done}, and lives ${formatDuration(timeoutMs / 1000)} at most`,
      ...notes,
    ].map(printable)
  }
  if (decision.kind !== 'source' || provider === undefined) return []
  return decision.why === 'never'
    ? ['Fork: none, since fork is never']
    : [
        `Fork: none, since ${formatBytes(sizeBytes)} is not more than fork-threshold (${formatBytes(thresholdBytes)})`,
      ]
}

/** The outputs of every run that may fork. */
export function forkOutputs(fork: ForkReport | null): Record<'forked' | 'fork-name', string> {
  return { forked: String(fork !== null), 'fork-name': fork?.name ?? '' }
}

/** For the last lines of the log, and in Markdown for the table of facts. */
export const forkText = ({ source, name }: ForkReport) => `a fork of ${source} (${name})`
export const forkCell = ({ source, name }: ForkReport) =>
  `a fork of ${markdownCode(source)}, ${markdownCode(name)}`

/** How a large database is read that is not forked. */
export interface GentleReading {
  readonly done: 'dumped' | 'copied'
  /** `1 job`: by how many it is read. */
  readonly by: string
  /** What else there is to choose from, up to the next choice. */
  readonly advice: string
}

export function gentleDump({ jobs, format }: Pick<BackupPlan, 'format' | 'jobs'>): GentleReading {
  const slower = 'rate-limit, 20MB/s for example, makes it gentler still; '
  const advice = format === 'directory' ? '' : slower
  return { done: 'dumped', by: plural(jobs, 'job'), advice }
}

export function gentleCopy(jobs: CopyInputs['jobs']): GentleReading {
  const advice = jobs === 'auto' ? 'jobs, 4 for example, makes it faster; ' : ''
  return { done: 'copied', by: plural(jobs === 'auto' ? 1 : jobs, 'stream'), advice }
}

/** Why a large database is read itself, and what may be done about it. */
export function forkWarnings(
  decision: ForkDecision,
  { thresholdBytes }: ForkInputs,
  sizeBytes: number,
  { done, by, advice }: GentleReading,
): readonly string[] {
  if (decision.kind !== 'gentle') return []
  const large = `The database is larger (${formatBytes(sizeBytes)}) than fork-threshold (${formatBytes(thresholdBytes)})`
  const gently = `so it is ${done} itself, gently: with ${by} and a lock timeout`
  const choices = `${advice}fork: never silences this.`
  if (decision.refusal === undefined) {
    return [
      `${large}, and no provider can be asked for a fork, ${gently}. Give the inputs of a provider, if it has one; ${choices}`,
    ]
  }
  return [`${large}, and cannot be forked, ${gently}. ${decision.refusal.message} ${choices}`]
}
