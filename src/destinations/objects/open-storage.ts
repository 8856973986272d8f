import type { ObjectUrl } from './object-url.ts'
import type { ObjectStorage, StorageHost } from './storage.ts'
import { defaultTuning, type ObjectTuning } from './tuning.ts'

/**
 * Opens the store that a destination is in; nothing is asked of it yet. Each SDK is loaded only
 * where it is used, since that takes longer than a small backup does.
 */
export async function openStorage(
  url: ObjectUrl,
  host: StorageHost,
  tuning: ObjectTuning = defaultTuning,
): Promise<ObjectStorage> {
  switch (url.kind) {
    case 's3': {
      const { S3Storage } = await import('../s3/storage.ts')
      return new S3Storage(url, host, tuning)
    }
    case 'gs': {
      const { GcsStorage } = await import('../gcs/storage.ts')
      return new GcsStorage(url, host, tuning)
    }
    case 'az': {
      const { AzureStorage } = await import('../azure/storage.ts')
      return new AzureStorage(url, host, tuning)
    }
  }
}
