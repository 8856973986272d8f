import { printable } from '../errors.ts'
import type { BackupPlan } from '../plan/backup.ts'
import { compressionText } from '../plan/compression.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import { formatBytes, plural } from './format.ts'

/** What is going to happen, before it happens. */
export function planLines(plan: BackupPlan, facts: ServerFacts): readonly string[] {
  const jobs = plan.jobs === 1 ? '' : `, ${plan.jobs} jobs`
  const places = plan.destinations.map((url) => (url.kind === 'artifact' ? 'artifact' : url.text))
  const proof = plan.readBack ? 'is read back while it is written' : 'is not read back'
  return [
    sourceLine(facts, plan.tables.length),
    `Backup: ${plan.id}`,
    `Dump: format ${plan.format}, compression ${compressionText(plan.compression)}${jobs}, client ${plan.clientMajor}; the archive ${proof}`,
    `To: ${places.join(', ')}${plan.storedSuffix === '' ? '' : ', encrypted'}`,
    ...plan.notes,
  ].map(printable)
}

export function sourceLine(facts: ServerFacts, tables: number): string {
  const { database, version, isReplica, sizeBytes } = facts
  const server = `PostgreSQL ${version} (${isReplica ? 'replica' : 'primary'})`
  return printable(
    `Source: database "${database}" on ${server}, ${formatBytes(sizeBytes)}, ${plural(tables, 'table')}`,
  )
}
