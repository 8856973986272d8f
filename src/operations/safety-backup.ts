import type { Host } from '../host/host.ts'
import type { BackupInputs, DestinationUrl } from '../inputs/backup.ts'
import type { RestoreInputs } from '../inputs/restore.ts'
import { seriesNameOf } from '../plan/backup-name.ts'
import { takeBackup } from './backup.ts'
import { BackupRecord } from './record.ts'

export interface SafetyBackup {
  readonly id: string
  readonly location: string
}

/** Backs the target up before it is replaced, with the root action's own operation. */
export async function takeSafetyBackup(
  host: Host,
  inputs: Pick<RestoreInputs, 'connection' | 'client'>,
  destination: DestinationUrl,
): Promise<SafetyBackup> {
  const name = `${seriesNameOf(inputs.connection.database)}-safety`.slice(-100)
  const record = new BackupRecord(host.log, name, [destination])
  await takeBackup(host, safetyInputs(inputs, name, destination), record)
  const stored = record.results.flatMap((result) => ('stored' in result ? [result.stored] : []))
  return { id: record.manifest?.id ?? '', location: stored[0]?.location ?? '' }
}

/** What the root action does by default; an empty target is no reason to fail. */
function safetyInputs(
  { connection, client }: Pick<RestoreInputs, 'connection' | 'client'>,
  name: string,
  destination: DestinationUrl,
): BackupInputs {
  const all = { schemas: [], excludeSchemas: [], tables: [], excludeTables: [] }
  return {
    connection,
    fork: { when: 'never', thresholdBytes: 0, provider: undefined, timeoutMs: 0 },
    name,
    format: 'custom',
    compression: 'auto',
    jobs: 'auto',
    selection: { ...all, excludeTableData: [] },
    noOwner: true,
    noAcl: true,
    quoteAllIdentifiers: true,
    globals: false,
    pgDumpArgs: [],
    lockTimeoutMs: 60_000,
    rateLimit: undefined,
    destinations: [destination],
    region: undefined,
    retentionDays: undefined,
    encryption: undefined,
    manifestDetail: 'full',
    keep: undefined,
    githubToken: undefined,
    shrinkLimit: 1,
    onShrink: 'warn',
    verify: 'archive',
    verifySql: [],
    client: { ...client, version: 'auto' },
    allowEmpty: true,
    allowPublicArtifact: false,
    summary: false,
  }
}
