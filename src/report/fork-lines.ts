import { printable } from '../errors.ts'
import type { ForkInputs } from '../inputs/fork.ts'
import type { BackupPlan } from '../plan/backup.ts'
import type { ForkDecision } from '../plan/fork.ts'
import { formatBytes, formatDuration, plural } from './format.ts'

/** What was decided about a fork, for the lines of the plan; empty where nobody asked. */
export function forkLines(
  decision: ForkDecision,
  { thresholdBytes, timeoutMs, provider }: ForkInputs,
  sizeBytes: number,
): readonly string[] {
  const sizes = `${formatBytes(sizeBytes)} is more than fork-threshold (${formatBytes(thresholdBytes)})`
  if (decision.kind === 'fork') {
    const { label, plan, region, pricePerHour } = decision.source
    const parts = [
      plan === undefined ? '' : `plan ${plan}`,
      region === undefined ? '' : `in ${region}`,
      pricePerHour === undefined ? '' : `${pricePerHour} an hour`,
    ].filter((part) => part !== '')
    const what = [`Fork: of ${label}`, ...parts].join(', ')
    const why = decision.why === 'always' ? 'fork is always' : sizes
    return [
      `${what}; ${why}`,
      `The fork is destroyed once it has been dumped, and lives ${formatDuration(timeoutMs / 1000)} at most`,
    ].map(printable)
  }
  if (decision.kind !== 'source' || provider === undefined) return []
  return decision.why === 'never'
    ? ['Fork: none, since fork is never']
    : [
        `Fork: none, since ${formatBytes(sizeBytes)} is not more than fork-threshold (${formatBytes(thresholdBytes)})`,
      ]
}

/** Why a large database is dumped itself, and what may be done about it. */
export function forkWarnings(
  decision: ForkDecision,
  { thresholdBytes }: ForkInputs,
  sizeBytes: number,
  { jobs, format }: Pick<BackupPlan, 'format' | 'jobs'>,
): readonly string[] {
  if (decision.kind !== 'gentle') return []
  const large = `The database is larger (${formatBytes(sizeBytes)}) than fork-threshold (${formatBytes(thresholdBytes)})`
  const gently = `so it is dumped itself, gently: with ${plural(jobs, 'job')} and a lock timeout`
  const slower = 'rate-limit, 20MB/s for example, makes it gentler still; '
  const advice = `${format === 'directory' ? '' : slower}fork: never silences this.`
  if (decision.refusal === undefined) {
    return [
      `${large}, and no provider can be asked for a fork, ${gently}. Give the inputs of a provider, if it has one; ${advice}`,
    ]
  }
  return [`${large}, and cannot be forked, ${gently}. ${decision.refusal.message} ${advice}`]
}
