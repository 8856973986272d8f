import type { Host } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { ArtifactOptions } from './artifact.ts'
import type { Destination } from './destination.ts'
import { openFileDestination } from './file.ts'
import { ObjectDestination } from './objects/object-destination.ts'
import { isObjectUrl } from './objects/object-url.ts'
import { openStorage } from './objects/open-storage.ts'
import { bufferBytesFor } from './objects/part-buffers.ts'
import { defaultTuning } from './objects/tuning.ts'

export interface DestinationOptions extends ArtifactOptions {
  /** All destinations of the backup: the object stores among them share the memory for parts. */
  readonly destinations: readonly DestinationUrl[]
}

/**
 * Opens the place a destination line names; nothing is asked of it yet. What a kind needs is
 * loaded only where it is used, since the SDKs take longer to load than a small backup takes.
 */
export async function openDestination(
  url: DestinationUrl,
  host: Host,
  options: DestinationOptions,
): Promise<Destination> {
  switch (url.kind) {
    case 'artifact': {
      const { openArtifactDestination } = await import('./artifact.ts')
      return openArtifactDestination(host, options)
    }
    case 'file':
      return openFileDestination(url, host)
    default: {
      const stores = options.destinations.filter(isObjectUrl).length
      const tuning = { ...defaultTuning, bufferBytes: bufferBytesFor(stores) }
      return new ObjectDestination(await openStorage(url, host, tuning), host.cleanup)
    }
  }
}
