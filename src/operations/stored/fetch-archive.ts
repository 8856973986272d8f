import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import type { Flow } from '../../archive/stream-archive.ts'
import { BatchedFile } from '../../destinations/batched-file.ts'
import { asDiskError, TEMPORARY_FULL } from '../../destinations/disk-space.ts'
import type { BackupStore } from '../../destinations/store.ts'
import { UserError } from '../../errors.ts'
import type { ArchiveFile } from '../../manifest/manifest.ts'
import type { OpenBackup } from './open-backup.ts'

const FILES_AT_ONCE = 4

/**
 * Brings the files of a backup to a private folder, hashed and decrypted on the way. Nothing has
 * read one byte of them for its meaning when this resolves, and every byte is what the manifest
 * says: a crafted archive can make pg_restore run code (CVE-2026-116314).
 *
 * @returns the path of the archive: a file, or a folder in directory format
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`, `E_DISK`
 */
export async function fetchArchive(
  store: Pick<BackupStore, 'read'>,
  backup: OpenBackup,
  folder: string,
  flow: Flow,
  signal: AbortSignal,
): Promise<string> {
  const { dump, id } = backup.manifest
  const waiting = [...dump.files]
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await fetchFile(store, backup, file, folder, flow, either)
    }
  }
  const workers = Array.from({ length: FILES_AT_ONCE }, worker)
  try {
    await Promise.all(workers)
  } catch (error) {
    stop.abort()
    await Promise.allSettled(workers) // nothing writes to the folder any more when this rejects
    throw error
  }
  const [first] = dump.files
  const isFolder = dump.format === 'directory' || first === undefined
  return path.join(folder, isFolder ? id : plainPath(first, backup))
}

async function fetchFile(
  store: Pick<BackupStore, 'read'>,
  backup: OpenBackup,
  file: ArchiveFile,
  folder: string,
  flow: Flow,
  signal: AbortSignal,
): Promise<void> {
  const local = path.join(folder, plainPath(file, backup))
  await mkdir(path.dirname(local), { recursive: true, mode: 0o700 })
  const target = new BatchedFile(await open(local, 'wx', 0o600), false)
  try {
    for await (const chunk of readOpened(store, backup, file, flow, signal)) {
      await target.write(chunk)
    }
    await target.close()
  } catch (error) {
    await target.discard()
    throw await asDiskError(error, folder, target.takenBytes, TEMPORARY_FULL)
  }
}

/** What a file is called once it is open: a directory archive has names of its own in it. */
function plainPath({ path: stored }: ArchiveFile, { unseal }: OpenBackup): string {
  return unseal === undefined ? stored : stored.replace(/\.age$/, '')
}

/**
 * The bytes of one file of a backup, decrypted where they are sealed. As of `readChecked`, only the
 * last one says that all were right.
 *
 * @throws UserError `E_DECRYPT`, `E_INTEGRITY`
 */
export function readOpened(
  store: Pick<BackupStore, 'read'>,
  { manifest, unseal }: OpenBackup,
  file: ArchiveFile,
  flow: Flow,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stored = readChecked(store, manifest.name, file, flow, signal)
  return unseal === undefined ? stored : unseal.open(file.path, stored)
}

/**
 * The bytes of one file of a backup as they are stored, which are known to be what its manifest
 * says only once the last one was taken.
 *
 * @throws UserError `E_INTEGRITY` at their end, or before where there are too many of them
 */
export async function* readChecked(
  store: Pick<BackupStore, 'read'>,
  name: string,
  file: ArchiveFile,
  flow: Flow,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of store.read(name, file.path, signal)) {
    sizeBytes += chunk.length
    if (sizeBytes > file.sizeBytes) break // no more of it is needed to know
    hash.update(chunk)
    flow.bytes += chunk.length
    yield chunk
  }
  if (sizeBytes !== file.sizeBytes) throw altered(file, 'has another size')
  // PGBackups tell no hash; what is of ours has one, or its manifest is refused.
  const isKnown = file.sha256 !== ''
  if (isKnown && hash.digest('hex') !== file.sha256) throw altered(file, 'has other content')
}

function altered(file: ArchiveFile, how: string): UserError {
  return new UserError(
    'E_INTEGRITY',
    `${file.path} ${how} than its manifest says.`,
    'Choose another backup; none of this one was restored.',
  )
}
