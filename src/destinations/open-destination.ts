import type { Host } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { ArtifactOptions } from './artifact.ts'
import type { Destination } from './destination.ts'
import { openFileDestination } from './file.ts'

/**
 * Opens the place a destination line names; nothing is asked of it yet. What a kind needs is
 * loaded only where it is used, since the SDKs take longer to load than a small backup takes.
 */
export async function openDestination(
  url: DestinationUrl,
  host: Host,
  options: ArtifactOptions,
): Promise<Destination> {
  switch (url.kind) {
    case 'artifact': {
      const { openArtifactDestination } = await import('./artifact.ts')
      return openArtifactDestination(host, options)
    }
    case 's3': {
      const { openS3Destination } = await import('./s3/s3.ts')
      return openS3Destination(url, host)
    }
    case 'gs': {
      const { openGcsDestination } = await import('./gcs/gcs.ts')
      return openGcsDestination(url, host)
    }
    case 'az': {
      const { openAzureDestination } = await import('./azure/azure.ts')
      return openAzureDestination(url, host)
    }
    case 'file':
      return openFileDestination(url, host)
  }
}
