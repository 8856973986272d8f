import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { BackupInputs, DestinationUrl } from '../inputs/backup.ts'
import type { RestoreInputs } from '../inputs/restore.ts'
import { seriesNameOf } from '../plan/backup-name.ts'
import type { SafetyBackup } from '../report/safety-backup.ts'
import type { Lock } from '../seal/keys.ts'
import { openSeal } from '../seal/seal.ts'
import { takeBackup } from './backup.ts'
import { BackupRecord } from './record.ts'

type Inputs = Pick<RestoreInputs, 'connection' | 'client' | 'encryption'>

/**
 * Tells of a recipient that is none before anything is fetched or asked.
 *
 * @throws UserError `E_INPUT`
 */
export async function checkSafetyLock({ encryption }: Pick<Inputs, 'encryption'>): Promise<void> {
  await openSeal(encryption)
}

/**
 * Backs the target up before it is replaced, with the root action's own operation.
 *
 * @throws UserError as a backup does
 */
export async function takeSafetyBackup(
  host: Host,
  inputs: Inputs,
  destination: DestinationUrl,
): Promise<SafetyBackup> {
  const name = `${seriesNameOf(inputs.connection.database)}-safety`.slice(-100)
  const record = new BackupRecord(host.log, name, [destination])
  try {
    await takeBackup(host, safetyInputs(inputs, name, destination), record)
  } catch (error) {
    throw inOwnWords(error)
  }
  const stored = record.results.flatMap((result) => ('stored' in result ? [result.stored] : []))
  const location = stored[0]?.location ?? ''
  return { id: record.manifest?.id ?? '', location, key: keyOf(inputs.encryption) }
}

function keyOf(encryption: Lock | undefined): SafetyBackup['key'] {
  if (encryption === undefined) return null
  return 'recipients' in encryption ? 'decrypt-identity' : 'decrypt-passphrase'
}

/** The advice of a backup names inputs that a restore and a copy do not have. */
function inOwnWords(error: unknown): unknown {
  if (!(error instanceof UserError && error.code === 'E_PUBLIC_ARTIFACT')) return error
  const next = 'Name a folder or a bucket as safety-backup instead, or encrypt it with encrypt-to.'
  return new UserError(error.code, error.message, next, { cause: error })
}

/** What the root action does by default; an empty target is no reason to fail. */
function safetyInputs(
  { connection, client, encryption }: Inputs,
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
    encryption,
    manifestDetail: encryption === undefined ? 'full' : 'sealed',
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
