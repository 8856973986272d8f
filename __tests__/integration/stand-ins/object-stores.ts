import { AzureStorage } from '../../../src/destinations/azure/storage.ts'
import { GcsStorage } from '../../../src/destinations/gcs/storage.ts'
import { removeLeftover } from '../../../src/destinations/objects/leftover.ts'
import { ObjectDestination } from '../../../src/destinations/objects/object-destination.ts'
import { ObjectStore } from '../../../src/destinations/objects/object-store.ts'
import type { ObjectUrl } from '../../../src/destinations/objects/object-url.ts'
import type { ObjectStorage } from '../../../src/destinations/objects/storage.ts'
import { defaultTuning, type ObjectTuning } from '../../../src/destinations/objects/tuning.ts'
import { S3Storage } from '../../../src/destinations/s3/storage.ts'
import type { Host, Log } from '../../../src/host/host.ts'

/** As the product opens it, but at once, and with what is tuned otherwise. */
function storageAt(url: ObjectUrl, log: Log, tuned: Partial<ObjectTuning>): ObjectStorage {
  const tuning = { ...defaultTuning, ...tuned }
  const host = { log, addSecret: () => {} }
  switch (url.kind) {
    case 's3':
      return new S3Storage(url, host, tuning)
    case 'gs':
      return new GcsStorage(url, host, tuning)
    case 'az':
      return new AzureStorage(url, host, tuning)
  }
}

export function destinationAt(
  url: ObjectUrl,
  { log, cleanup }: Pick<Host, 'cleanup' | 'log'>,
  tuned: Partial<ObjectTuning> = {},
): ObjectDestination {
  return new ObjectDestination(storageAt(url, log, tuned), cleanup)
}

export function storeAt(url: ObjectUrl, log: Log, tuned: Partial<ObjectTuning> = {}): ObjectStore {
  return new ObjectStore(storageAt(url, log, tuned))
}

/** Does what the cleanup task `remove-unfinished` says. */
export async function removeUnfinished(
  url: ObjectUrl,
  key: string,
  log: Log,
  tuned: Partial<ObjectTuning>,
): Promise<void> {
  await removeLeftover(storageAt(url, log, tuned), key, new AbortController().signal)
}
