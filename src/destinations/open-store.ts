import type { Host } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { ArtifactStoreOptions } from './artifact-store.ts'
import { openFileStore } from './file-store.ts'
import { ObjectStore } from './objects/object-store.ts'
import { openStorage } from './objects/open-storage.ts'
import type { BackupStore } from './store.ts'

/**
 * Opens a place to read backups from; nothing is asked of it yet. What a kind needs is loaded only
 * where it is used.
 *
 * @throws UserError `E_INPUT` where artifacts cannot be read with what was given
 */
export async function openStore(
  url: DestinationUrl,
  host: Host,
  options: ArtifactStoreOptions,
): Promise<BackupStore> {
  switch (url.kind) {
    case 'artifact': {
      const { openArtifactStore } = await import('./artifact-store.ts')
      return openArtifactStore(host, options)
    }
    case 'file':
      return openFileStore(url, host)
    default:
      return new ObjectStore(await openStorage(url, host))
  }
}
