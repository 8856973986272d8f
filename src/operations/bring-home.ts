import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { requireSpace } from '../destinations/disk-space.ts'
import type { BackupStore } from '../destinations/store.ts'
import type { Host } from '../host/host.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { totalBytes } from '../report/report.ts'
import { fetchArchive } from './fetch-archive.ts'
import { withFlow } from './watch-flow.ts'

/**
 * Brings an archive to a private folder of this run, every byte of it checked.
 *
 * @returns the path of the archive: a file, or a folder in directory format
 * @throws UserError `E_INTEGRITY`, `E_NOT_FOUND`, `E_DISK`
 */
export async function bringHome(
  host: Host,
  store: Pick<BackupStore, 'read'>,
  manifest: Manifest,
): Promise<string> {
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'fetched-'))
  const bytes = totalBytes(manifest)
  await requireSpace(folder, bytes, host.log)
  return await withFlow(host, 'fetch', bytes, (flow) =>
    fetchArchive(store, manifest, folder, flow, host.signal),
  )
}
