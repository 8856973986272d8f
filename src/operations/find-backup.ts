import type { BackupStore } from '../destinations/store.ts'
import { UserError } from '../errors.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { MOST_MANIFEST_BYTES, parseManifest } from '../manifest/parse.ts'
import {
  MANIFEST_SUFFIX,
  parseVerification,
  VERIFICATION_SUFFIX,
  type Verification,
} from '../manifest/verification.ts'
import { parseBackupId } from '../plan/backup-name.ts'
import type { WantedBackup } from '../plan/restore.ts'

export interface FoundBackup {
  readonly manifest: Manifest
  /** The manifest as it is stored, for a hash of it. */
  readonly manifestBytes: Uint8Array
}

/**
 * Finds a backup in a store. What has no manifest is not a backup; the newest is the one whose id
 * says so, since the store's own times are those of the upload.
 *
 * @throws UserError `E_NOT_FOUND` which says what is there; `E_INTEGRITY` for a bad manifest
 */
export async function findBackup(
  store: BackupStore,
  wanted: WantedBackup,
  signal: AbortSignal,
): Promise<FoundBackup> {
  const name = 'id' in wanted ? parseBackupId(wanted.id)?.name : wanted.name
  if (name === undefined) throw notFound(store, `${'id' in wanted ? wanted.id : ''} is not an id`)
  const paths = new Set(await collect(store.list(name, signal)))
  const ids = idsIn(paths, name)
  if ('id' in wanted) {
    if (!ids.includes(wanted.id)) throw notFound(store, `${wanted.id} is not there`, ids)
    return readBackup(store, name, wanted.id, signal)
  }
  if (wanted.newest === 'latest') {
    const [newest] = ids
    if (newest === undefined) throw notFound(store, `there is no backup named ${name}`)
    return readBackup(store, name, newest, signal)
  }
  for (const id of ids) {
    const found = await readBackup(store, name, id, signal)
    if (found.manifest.verification.level === 'restore') return found
    if (await isProven(store, found, paths, signal)) return found
  }
  throw notFound(store, `no backup named ${name} was verified by a restore`, ids)
}

/** The ids that have a manifest, the newest first. */
export function idsIn(paths: Iterable<string>, name: string): string[] {
  return [...paths]
    .filter((path) => path.endsWith(MANIFEST_SUFFIX))
    .map((path) => path.slice(0, -MANIFEST_SUFFIX.length))
    .filter((id) => parseBackupId(id)?.name === name)
    .sort((one, other) => timeOf(other) - timeOf(one) || (one < other ? 1 : -1))
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

/** Whether a verification beside it, of this very manifest, says that it was restored. */
async function isProven(
  store: BackupStore,
  found: FoundBackup,
  paths: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<boolean> {
  if (!paths.has(`${found.manifest.id}${VERIFICATION_SUFFIX}`)) return false
  return (await readVerification(store, found, signal))?.level === 'restore'
}

/** The later proof beside a manifest; undefined where it proves nothing of this one. */
export async function readVerification(
  store: BackupStore,
  { manifest, manifestBytes }: FoundBackup,
  signal: AbortSignal,
): Promise<Pick<Verification, 'level'> | undefined> {
  const path = `${manifest.id}${VERIFICATION_SUFFIX}`
  const record = await readWhole(store, manifest.name, path, signal)
  return parseVerification(record, manifestBytes)
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

function notFound(store: BackupStore, what: string, ids: readonly string[] = []): UserError {
  const there = ids.length > 0 ? ` The newest there is ${ids[0]}, of ${ids.length}.` : ''
  return new UserError(
    'E_NOT_FOUND',
    `In ${store.label}, ${what}.${there}`,
    'Check source, name and backup.',
  )
}
