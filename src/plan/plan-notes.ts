import type { BackupInputs } from '../inputs/backup.ts'
import type { BlockerFact, ServerFacts } from '../postgres/facts.ts'
import { partitionWarnings } from './partition-warnings.ts'

/** From here on a dump is felt by the source; Heroku's own backups end at this size. */
const LARGE_BYTES = 20e9

/** What a large dump will cost the source (PostgreSQL manual: pg_dump, "Notes"; routine vacuuming). */
export function costNotes(inputs: BackupInputs, facts: ServerFacts, jobs: number): string[] {
  if (facts.sizeBytes < LARGE_BYTES) return []
  const sessions = jobs === 1 ? 'one session' : `${jobs + 1} sessions`
  return [
    `The dump holds an ACCESS SHARE lock on every table until it ends, in ${sessions}: schema changes wait for it.`,
    'It is one long transaction: vacuum cannot remove rows that died after it began.',
    `It reads all tables once and competes with queries for I/O and cache${
      inputs.rateLimit === undefined ? '; rate-limit puts a ceiling on that' : ''
    }.`,
  ]
}

export function dumpWarnings(inputs: BackupInputs, facts: ServerFacts): string[] {
  const warnings = partitionWarnings(inputs, facts)
  if (inputs.name === undefined && inputs.fork.provider?.name === 'heroku') {
    warnings.push(
      'Heroku gives databases random names, and a new one with each upgrade: set name, or the series begins anew then, and with it keep, the shrink alarm and max-age.',
    )
  }
  if (facts.pooler !== null && facts.pooler.mode !== 'transaction') {
    warnings.push(
      `The connection goes through a pooler (${facts.pooler.product}); a direct URL is safer for a dump.`,
    )
  }
  if (facts.isReplica) {
    warnings.push(
      'The server is a replica: it may cancel the dump when replay conflicts with it (max_standby_streaming_delay, hot_standby_feedback).',
    )
  }
  for (const blocker of facts.blockers) {
    const most = inputs.lockTimeoutMs > 0 ? `, at most ${inputs.lockTimeoutMs / 1000} s` : ''
    warnings.push(`${blockerText(blocker)}: the dump waits for it${most}.`)
  }
  return warnings
}

function blockerText({ pid, relation, mode, granted, ageSeconds }: BlockerFact): string {
  const who = pid === 0 ? 'A prepared transaction' : `Process ${pid}`
  const how = granted ? 'holds' : 'waits for'
  const age = ageSeconds === null ? '' : ` in a transaction of ${Math.round(ageSeconds)} s`
  return `${who} ${how} ${mode} on ${relation}${age}`
}
