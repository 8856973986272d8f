import { UserError } from '../../errors.ts'
import { placeOf } from './object-url.ts'
import type { ObjectStorage, StoredObject } from './storage.ts'

interface Sent {
  readonly sizeBytes: number
  readonly checksum: string
}

/**
 * Compares what a store says it holds under a key with what was sent, and removes it if they
 * differ. That the store took it proves nothing: a proxy may have answered in its place.
 *
 * @throws UserError `E_INTEGRITY`; else what `head` throws
 */
export async function readBack(
  storage: ObjectStorage,
  key: string,
  sent: Sent,
  signal: AbortSignal,
): Promise<void> {
  const wrong = difference(storage, await storage.head(key, signal), sent)
  if (wrong === undefined) return
  await storage.delete(key, signal).catch(() => {})
  const message = `${placeOf(storage.url, key)} is not what was written: ${wrong}.`
  throw new UserError('E_INTEGRITY', message, 'It was removed again; run again.')
}

function difference(
  storage: ObjectStorage,
  stored: StoredObject | undefined,
  sent: Sent,
): string | undefined {
  if (stored === undefined) return 'it is not there'
  if (stored.sizeBytes !== sent.sizeBytes) {
    return `${sent.sizeBytes} bytes were sent, ${stored.sizeBytes} are there`
  }
  if (stored.checksum === undefined) return undefined
  const isOther = storage.contradict(stored.checksum, sent.checksum)
  return isOther ? 'its checksum is another one' : undefined
}
