import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { noteDataOffsets } from '../../archive/data-offsets.ts'
import { requireSpace, TEMPORARY_FULL } from '../../destinations/disk-space.ts'
import type { BackupStore } from '../../destinations/store.ts'
import type { Host } from '../../host/host.ts'
import { totalBytes } from '../../report/report.ts'
import { withFlow } from '../dump/watch-flow.ts'
import { fetchArchive } from './fetch-archive.ts'
import type { OpenBackup } from './open-backup.ts'

/**
 * Brings an archive to a private folder of this run, every byte of it checked, and decrypted. A
 * custom one then gets what pg_dump could not write: where the data of each table lies.
 *
 * @returns the path of the archive: a file, or a folder in directory format
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`, `E_DISK`
 */
export async function bringHome(
  host: Host,
  store: Pick<BackupStore, 'read'>,
  backup: OpenBackup,
): Promise<string> {
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'fetched-'))
  const bytes = totalBytes(backup.manifest)
  await requireSpace(folder, bytes, host.log, TEMPORARY_FULL)
  const archive = await withFlow(host, 'fetch', bytes, (flow) =>
    fetchArchive(store, backup, folder, flow, host.signal),
  )
  if (backup.manifest.dump.format === 'custom') await noteDataOffsets(archive)
  return archive
}
