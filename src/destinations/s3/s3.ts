import type { Host, Log } from '../../host/host.ts'
import { removeLeftover } from '../objects/leftover.ts'
import { ObjectDestination } from '../objects/object-destination.ts'
import { ObjectStore } from '../objects/object-store.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import type { S3Url } from './client.ts'
import { S3Connection } from './connection.ts'
import { S3Storage } from './storage.ts'

/** Opens a bucket of Amazon S3 or of a store that speaks its protocol, to write to. Sends nothing yet. */
export function openS3Destination(
  url: S3Url,
  { log, cleanup }: Pick<Host, 'cleanup' | 'log'>,
  tuning: Partial<ObjectTuning> = {},
): ObjectDestination {
  return new ObjectDestination(storageOf(url, log, tuning), cleanup)
}

/** Opens a bucket of Amazon S3 or of a store that speaks its protocol, to read from. Sends nothing yet. */
export function openS3Store(url: S3Url, log: Log, tuning: Partial<ObjectTuning> = {}): ObjectStore {
  return new ObjectStore(storageOf(url, log, tuning))
}

/**
 * Removes what a killed run left of one archive; the post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function removeUnfinished(
  url: S3Url,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<ObjectTuning> = {},
): Promise<void> {
  await removeLeftover(storageOf(url, log, tuning), key, signal)
}

function storageOf(url: S3Url, log: Log, tuning: Partial<ObjectTuning>): S3Storage {
  return new S3Storage(new S3Connection(url, log, { ...defaultTuning, ...tuning }))
}
