import type { Host } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { ArtifactStoreOptions } from './artifact-store.ts'
import { openFileStore } from './file-store.ts'
import type { BackupStore } from './store.ts'

/**
 * Opens a place to read backups from; nothing is asked of it yet. The SDKs are loaded only where
 * they are used.
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
    case 's3': {
      const { openS3Store } = await import('./s3/s3.ts')
      return openS3Store(url, host.log)
    }
    case 'gs': {
      const { openGcsStore } = await import('./gcs/gcs.ts')
      return openGcsStore(url, host.log)
    }
    case 'az': {
      const { openAzureStore } = await import('./azure/azure.ts')
      return openAzureStore(url, host.log)
    }
    case 'file':
      return openFileStore(url, host)
  }
}
