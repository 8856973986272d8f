import { UserError } from '../errors.ts'
import type { RestoreInputs } from '../inputs/restore.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { TargetCapacity, TargetFacts } from '../target/target-facts.ts'
import { isSeriesName, parseBackupId } from './backup-name.ts'

/** How a backup will be loaded, decided before anything in the target is touched. */
export interface LoadPlan {
  /** The archive's or the target's, whichever is newer: an older pg_restore cannot read it. */
  readonly clientMajor: number
  readonly jobs: number
  /** Server settings for the sessions that load, as PGOPTIONS has them. */
  readonly sessionOptions: string
  /** pg_restore's `--no-owner` and the like. */
  readonly arguments: readonly string[]
}

export interface LoadChoices {
  readonly jobs: number | 'auto'
  readonly noOwner: boolean
  readonly noAcl: boolean
  readonly role: string | undefined
  readonly clientVersion: number | 'auto'
}

/** @throws UserError `E_VERSION` where the wanted client is too old */
export function planLoad(
  choices: LoadChoices,
  manifest: Manifest,
  target: Pick<TargetFacts, 'major' | 'capacity'>,
  cores: number,
): LoadPlan {
  // pg_restore cannot jump about in a tar file, and plain SQL is one script.
  const isSerial = manifest.dump.format === 'plain' || manifest.dump.format === 'tar'
  const jobs = isSerial ? 1 : chooseJobs(choices, target.capacity, cores)
  return {
    clientMajor: chooseClientMajor(choices, manifest, target.major),
    jobs,
    sessionOptions: sessionOptions(target, jobs, manifest.source.sizeBytes),
    arguments: [
      ...(choices.noOwner ? ['--no-owner'] : []),
      ...(choices.noAcl ? ['--no-acl'] : []),
      ...(choices.role === undefined ? [] : [`--role=${choices.role}`]),
    ],
  }
}

/**
 * @param targetMajor of the server that it loads into; 0 where it only reads the archive
 * @throws UserError `E_VERSION` where the wanted client is too old
 */
export function chooseClientMajor(
  { clientVersion }: Pick<LoadChoices, 'clientVersion'>,
  manifest: Manifest,
  targetMajor: number,
): number {
  const archive = Number.parseInt(manifest.dump.clientVersion, 10)
  const needed = Math.max(archive, targetMajor)
  if (clientVersion === 'auto') return needed
  if (clientVersion >= archive) return clientVersion
  throw new UserError(
    'E_VERSION',
    `client-version: pg_restore ${clientVersion} cannot read an archive of pg_dump ${archive}.`,
    `Leave client-version at auto, or set it to ${needed}.`,
  )
}

/** More than this is of use to no server that has not been tuned for it. */
const MOST_JOBS = 8
/** For our own sessions: the one that holds the claim, and one for progress. */
const OWN_SESSIONS = 2

/**
 * The server's processors cannot be asked for; it gets no more jobs than this machine has cores,
 * and no more than it has connections to give.
 */
export function chooseJobs(
  { jobs }: Pick<LoadChoices, 'jobs'>,
  { freeConnections }: Pick<TargetCapacity, 'freeConnections'>,
  cores: number,
): number {
  if (jobs !== 'auto') return jobs
  return Math.max(1, Math.min(cores, MOST_JOBS, freeConnections - OWN_SESSIONS))
}

const MEGABYTE = 1024 * 1024
const MERGE_BUFFER_BYTES = 264 * 1024
const LEAST_SORT_BYTES = 64 * MEGABYTE

/**
 * What makes a load faster and loses nothing: a crash in its middle means to begin again in any
 * case.
 *
 * An index is sorted in runs that fit into `maintenance_work_mem` and are then merged. Smaller runs
 * stay in the processor's caches: measured, an index of 4 million texts took 1.8 times as long in
 * 256 MB as in 32 MB. So it gets the least with which one merge is enough for an index as large as
 * the whole database, each run being read through a buffer of 264 kB (`MERGE_BUFFER_SIZE` and
 * `TAPE_BUFFER_OVERHEAD` of PostgreSQL's tuplesort.c); no less than the server's own default of 64
 * MB, and no more than a share of its cache, where it is not set to more.
 *
 * And a session of pg_restore that has waited long for its next item is not to be ended for that:
 * of the timeouts that a role or a database may have, this is the one that it does not reset.
 */
export function sessionOptions(
  { major, capacity }: Pick<TargetFacts, 'major' | 'capacity'>,
  jobs: number,
  databaseBytes: number,
): string {
  const { sharedBuffers, maintenanceWorkMem } = capacity
  const most = Math.max(sharedBuffers / 2 / jobs, maintenanceWorkMem)
  const oneMerge = Math.max(Math.sqrt(MERGE_BUFFER_BYTES * databaseBytes), LEAST_SORT_BYTES)
  const memory = Math.floor(Math.min(most, oneMerge) / MEGABYTE)
  const patience = major >= 14 ? ' -c idle_session_timeout=0' : ''
  return `-c synchronous_commit=off -c maintenance_work_mem=${memory}MB${patience}`
}

/** An id, or the newest of a series that is good enough. */
export type WantedBackup =
  | { readonly id: string }
  | { readonly newest: 'latest' | 'latest-verified'; readonly name: string }

/**
 * Which backup is meant. A location that a run put out, such as `s3://…/shop/<id>.dump`, names its
 * id in its last part.
 *
 * @param database the series' name where none is given
 * @throws UserError `E_INPUT`
 */
export function wantedBackup(
  { backup, name }: Pick<RestoreInputs, 'backup' | 'name'>,
  database: string,
): WantedBackup {
  if (backup === 'latest' || backup === 'latest-verified') {
    return { newest: backup, name: name ?? database }
  }
  const id = backup
    .replace(/\/$/, '')
    .split('/')
    .at(-1)
    ?.replace(/\.(dump|tar|sql|manifest\.json)(\.\w+){0,2}$/, '')
  const series = parseBackupId(id ?? '')?.name
  if (id === undefined || series === undefined) {
    throw new UserError(
      'E_INPUT',
      `backup: "${backup}" is neither an id nor a location of a backup.`,
      'Use latest, latest-verified, or an id such as shop-20261124T081530Z-k3v9x2.',
    )
  }
  if (name !== undefined && isSeriesName(name) && name !== series) {
    throw new UserError(
      'E_INPUT',
      `backup: ${id} is of the series ${series}, and name is ${name}.`,
      'Leave name out.',
    )
  }
  return { id }
}
