import { UserError } from '../../errors.ts'
import type { PgBackupChoice } from '../../inputs/restore.ts'
import type { ForkContext } from '../fork.ts'
import { at, textAt } from '../json.ts'
import { HerokuApi } from './api.ts'
import { inPlainWords } from './errors.ts'
import { PublicFile } from './public-file.ts'

/** A backup that Heroku's PGBackups has taken and keeps. */
export interface PgBackup {
  /** `b001`: taken by hand; `a002`: by a schedule. */
  readonly name: string
  readonly num: number
  readonly createdAt: Date
  /** Of what database: `DATABASE`. */
  readonly from: string
  /** Of the database and of the file; 0: not told. */
  readonly sourceBytes: number
  readonly storedBytes: number
}

/**
 * Finds a backup of PGBackups, and opens its file.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_DOWNLOAD`
 */
export async function openPgBackup(
  { apiKey, app, backup: wanted }: PgBackupChoice,
  context: ForkContext,
  signal: AbortSignal,
): Promise<{ readonly backup: PgBackup; readonly file: PublicFile }> {
  const api = new HerokuApi(apiKey, context)
  const path = `/client/v11/apps/${encodeURIComponent(app)}/transfers`
  return inPlainWords(`find the backup ${wanted} of ${app}`, async () => {
    const transfers = await api.data.sendForList({ method: 'GET', path }, signal)
    const backup = choose(transfers.flatMap(readBackup), wanted, app)
    const action = `${path}/${backup.num}/actions/public-url`
    const file = new PublicFile(async () => {
      // A signed address is no change, and whoever has it can read the backup.
      const call = { method: 'POST', path: action, isRepeatable: true } as const
      const url = textAt((await api.data.send(call, signal)).body, 'url')
      context.addSecret(url)
      return url
    }, context.clock)
    await file.open(signal)
    return { backup, file }
  })
}

/** Only what is finished and good: the others are restores, copies and failures. */
function readBackup(value: unknown): PgBackup[] {
  const isBackup = textAt(value, 'from_type') === 'pg_dump' && textAt(value, 'to_type') === 'gof3r'
  const num = at(value, 'num')
  const finishedAt = textAt(value, 'finished_at')
  const isGood = at(value, 'succeeded') === true && finishedAt !== ''
  if (!isBackup || !isGood || typeof num !== 'number') return []
  const isScheduled = typeof at(value, 'schedule', 'uuid') === 'string'
  return [
    {
      name: `${isScheduled ? 'a' : 'b'}${String(num).padStart(3, '0')}`,
      num,
      createdAt: new Date(textAt(value, 'created_at') || finishedAt),
      from: textAt(value, 'from_name'),
      sourceBytes: bytesAt(value, 'source_bytes'),
      storedBytes: bytesAt(value, 'processed_bytes'),
    },
  ]
}

function bytesAt(value: unknown, name: string): number {
  const bytes = at(value, name)
  return typeof bytes === 'number' && bytes > 0 ? bytes : 0
}

function choose(backups: readonly PgBackup[], wanted: string, app: string): PgBackup {
  const sorted = backups.toSorted((one, other) => other.num - one.num)
  const found = sorted.find(({ name }) => wanted === 'latest' || name === wanted)
  if (found !== undefined) return found
  const [newest] = sorted
  throw new UserError(
    'E_NOT_FOUND',
    newest === undefined
      ? `PGBackups has no finished backup of ${app}.`
      : `PGBackups has no finished backup ${wanted} of ${app}. The newest is ${newest.name}, of ${sorted.length}.`,
    'See `heroku pg:backups`.',
  )
}
