import { openDestination } from '../../destinations/open-destination.ts'
import { type ErrorCode, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { BackupInputs, DestinationUrl } from '../../inputs/backup.ts'
import type { RestoreInputs } from '../../inputs/restore.ts'
import { seriesNameOf } from '../../plan/backup-name.ts'
import type { SafetyBackup } from '../../report/safety-backup.ts'
import type { Lock } from '../../seal/keys.ts'
import { openSeal } from '../../seal/seal.ts'
import { takeBackup } from '../backup.ts'
import { BackupRecord } from '../records/record.ts'

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
 * Tells of a place that takes no backup before a fork is paid for, or an archive fetched for hours.
 *
 * @throws UserError as `Destination.check` does
 */
export async function checkSafetyPlace(
  host: Host,
  inputs: Inputs,
  destination: DestinationUrl | undefined,
): Promise<void> {
  if (destination === undefined) return
  const name = nameOf(inputs)
  await inOwnWords(inputs, async () => {
    const place = await openDestination(destination, host, safetyInputs(inputs, name, destination))
    await place.check({ name }, host.signal)
  })
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
  const name = nameOf(inputs)
  const record = new BackupRecord(host.log, name, [destination])
  await inOwnWords(inputs, () => takeBackup(host, safetyInputs(inputs, name, destination), record))
  const stored = record.results.flatMap((result) => ('stored' in result ? [result.stored] : []))
  const location = stored[0]?.location ?? ''
  return { id: record.manifest?.id ?? '', location, key: keyOf(inputs.encryption) }
}

function nameOf({ connection }: Inputs): string {
  return `${seriesNameOf(connection.database)}-safety`.slice(-100)
}

function keyOf(encryption: Lock | undefined): SafetyBackup['key'] {
  if (encryption === undefined) return null
  return 'recipients' in encryption ? 'decrypt-identity' : 'decrypt-passphrase'
}

/**
 * Whoever reads it wants to know first what became of the target. The advice of a backup may name
 * inputs that a restore does not have, or that mean the source of a copy.
 */
async function inOwnWords({ connection }: Inputs, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof UserError) || error.code === 'E_CANCELLED') throw error
    const what = `"${connection.database}" was not touched, since its safety backup failed`
    const next = ADVICE[error.code] ?? error.next
    throw new UserError(error.code, `${what}: ${error.message}`, next, { cause: error })
  }
}

const ADVICE: Partial<Record<ErrorCode, string>> = {
  E_PUBLIC_ARTIFACT:
    'Name a folder or a bucket as safety-backup instead, or encrypt it with encrypt-to.',
  E_PERMISSION:
    'Give the role the right to read all of it, or connect as one that has it: what cannot be read would be lost.',
  E_LOCK_TIMEOUT:
    'End the session that holds the lock (pg_locks has it), or run at a quieter time.',
}

/** As the root action does by default, but all of it; an empty target is no reason to fail. */
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
    noAcl: false,
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
