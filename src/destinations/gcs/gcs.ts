import type { Host, Log } from '../../host/host.ts'
import { removeLeftover } from '../objects/leftover.ts'
import { ObjectDestination } from '../objects/object-destination.ts'
import { ObjectStore } from '../objects/object-store.ts'
import { defaultTuning, type ObjectTuning } from '../objects/tuning.ts'
import { GcsConnection } from './connection.ts'
import type { GsUrl } from './endpoint.ts'
import { GcsStorage } from './storage.ts'

/** Opens a bucket of Google Cloud Storage, to write to. Sends nothing yet. */
export function openGcsDestination(
  url: GsUrl,
  { log, cleanup }: Pick<Host, 'cleanup' | 'log'>,
  tuning: Partial<ObjectTuning> = {},
): ObjectDestination {
  return new ObjectDestination(storageOf(url, log, tuning), cleanup)
}

/** Opens a bucket of Google Cloud Storage, to read from. Sends nothing yet. */
export function openGcsStore(
  url: GsUrl,
  log: Log,
  tuning: Partial<ObjectTuning> = {},
): ObjectStore {
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
  url: GsUrl,
  key: string,
  log: Log,
  signal: AbortSignal,
  tuning: Partial<ObjectTuning> = {},
): Promise<void> {
  await removeLeftover(storageOf(url, log, tuning), key, signal)
}

function storageOf(url: GsUrl, log: Log, tuning: Partial<ObjectTuning>): GcsStorage {
  return new GcsStorage(new GcsConnection(url, log, { ...defaultTuning, ...tuning }))
}
