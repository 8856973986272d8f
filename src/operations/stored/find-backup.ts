import type { BackupStore } from '../../destinations/store.ts'
import { firstOf, UserError } from '../../errors.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { MOST_MANIFEST_BYTES, parseManifest } from '../../manifest/parse.ts'
import {
  MANIFEST_SUFFIX,
  parseVerification,
  VERIFICATION_SUFFIX,
  type Verification,
} from '../../manifest/verification.ts'
import { parseBackupId } from '../../plan/backup-name.ts'
import type { WantedBackup } from '../../plan/restore.ts'
import { isFromFuture } from '../../plan/retention.ts'

export interface FoundBackup {
  readonly manifest: Manifest
  /** The manifest as it is stored, for a hash of it. */
  readonly manifestBytes: Uint8Array
}

/**
 * Finds a backup in a store. What has no manifest is not a backup; the newest is the one whose id
 * says so, since the store's own times are those of the upload.
 *
 * @param warn is told what is passed over
 * @throws UserError `E_NOT_FOUND` which says what is there; `E_INTEGRITY` for a bad manifest
 */
export async function findBackup(
  store: BackupStore,
  wanted: WantedBackup,
  signal: AbortSignal,
  warn: (line: string) => void = () => {},
): Promise<FoundBackup> {
  const name = 'id' in wanted ? parseBackupId(wanted.id)?.name : wanted.name
  if (name === undefined) throw notFound(store, `${'id' in wanted ? wanted.id : ''} is not an id`)
  const paths = new Set(await collect(store.list(name, signal)))
  const found = idsIn(paths, name)
  const ids = futureLast(found, new Date())
  if ('id' in wanted) {
    if (!ids.includes(wanted.id)) throw notFound(store, `${wanted.id} is not there`, ids)
    return readBackup(store, name, wanted.id, signal)
  }
  if (found[0] !== ids[0]) warn(passedOver(found[0]))
  const isAny = wanted.newest === 'latest'
  for (const id of ids) {
    const backup = await readBackup(store, name, id, signal)
    if (isAny || (await isProven(store, backup, paths, signal))) return backup
  }
  if (ids.length > 0) throw unverified(store, name, ids)
  const series = await collect(store.series(signal)).catch(() => [])
  throw notFound(store, `there is no backup named ${name}`, [], series)
}

/** The ids that have a manifest, the newest first. */
export function idsIn(paths: Iterable<string>, name: string): string[] {
  return [...paths]
    .filter((path) => path.endsWith(MANIFEST_SUFFIX))
    .map((path) => path.slice(0, -MANIFEST_SUFFIX.length))
    .filter((id) => parseBackupId(id)?.name === name)
    .sort((one, other) => timeOf(other) - timeOf(one) || (one < other ? 1 : -1))
}

/** What says that it is from the future would be the newest for ever: the others come first. */
function futureLast(ids: readonly string[], now: Date): string[] {
  const isFuture = (id: string) => isFromFuture({ createdAt: new Date(timeOf(id)) }, now)
  return [...ids.filter((id) => !isFuture(id)), ...ids.filter(isFuture)]
}

function passedOver(id: string | undefined): string {
  return `${id} says that it is from the future, so it is not taken for the newest. If it is, name it in the input backup, and set the clock of the machine that is wrong.`
}

function timeOf(id: string): number {
  return parseBackupId(id)?.createdAt.getTime() ?? 0
}

async function readBackup(
  store: BackupStore,
  name: string,
  id: string,
  signal: AbortSignal,
): Promise<FoundBackup> {
  const manifestBytes = await readWhole(store, name, `${id}${MANIFEST_SUFFIX}`, signal)
  return { manifest: parseManifest(manifestBytes.toString('utf8'), id), manifestBytes }
}

/** Whether it, or a verification beside it of this very manifest, says that it was restored. */
async function isProven(
  store: BackupStore,
  found: FoundBackup,
  paths: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<boolean> {
  if (found.manifest.verification.level === 'restore') return true
  if (!paths.has(`${found.manifest.id}${VERIFICATION_SUFFIX}`)) return false
  return (await readVerification(store, found, signal))?.level === 'restore'
}

/** A record has half a kilobyte: more of one is not read, since many are read at once. */
const MOST_RECORD_BYTES = 64 * 1024

/**
 * The later proof beside a manifest; undefined where it proves nothing of this one, and where it
 * is no record or is gone meanwhile.
 */
export async function readVerification(
  store: BackupStore,
  { manifest, manifestBytes }: FoundBackup,
  signal: AbortSignal,
): Promise<Pick<Verification, 'level'> | undefined> {
  const path = `${manifest.id}${VERIFICATION_SUFFIX}`
  try {
    const record = await readWhole(store, manifest.name, path, signal, MOST_RECORD_BYTES)
    return parseVerification(record, manifestBytes)
  } catch (error) {
    if (isOfOneFile(error)) return undefined
    throw error
  }
}

/** Whether something is wrong with one file, and not with the store or with the way to it. */
export function isOfOneFile(error: unknown): error is UserError {
  return error instanceof UserError && ['E_INTEGRITY', 'E_NOT_FOUND'].includes(error.code)
}

/**
 * A small file of a store, whole.
 *
 * @throws UserError `E_INTEGRITY` where it has more bytes than are wanted
 */
export async function readWhole(
  store: Pick<BackupStore, 'read'>,
  name: string,
  path: string,
  signal: AbortSignal,
  most = MOST_MANIFEST_BYTES,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of store.read(name, path, signal, true)) {
    size += chunk.length
    if (size > most) throw new UserError('E_INTEGRITY', `${path} is too large to be a manifest.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

function notFound(
  store: BackupStore,
  what: string,
  ids: readonly string[] = [],
  series: readonly string[] = [],
): UserError {
  const named = series.length > 0 ? ` The names there are: ${firstOf(series.toSorted())}.` : ''
  return new UserError(
    'E_NOT_FOUND',
    `In ${store.label}, ${what}.${newestOf(ids)}${named}`,
    'Check source, name and backup.',
  )
}

function unverified(store: BackupStore, name: string, ids: readonly string[]): UserError {
  return new UserError(
    'E_NOT_FOUND',
    `In ${store.label}, no backup named ${name} was verified by a restore.${newestOf(ids)}`,
    'Use backup: latest, or run the verify action with level: restore first.',
  )
}

function newestOf(ids: readonly string[]): string {
  return ids.length > 0 ? ` The newest there is ${ids[0]}, of ${ids.length}.` : ''
}
