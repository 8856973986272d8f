import { errorMessage, printable } from '../../errors.ts'
import { placeOf } from './object-url.ts'
import type { ObjectStorage } from './storage.ts'

/**
 * Writes, reads and removes a small object, so that missing rights, a locked bucket or a key that
 * may not be used cost no dump. Always the same one: credentials that may not delete leave one,
 * not one a night. Where a policy keeps everything that was written the first one stays, and its
 * refusal is an answer to credentials that may write.
 *
 * @param folder the series' folder, without a slash at its end
 * @throws UserError
 */
export async function probe(
  storage: ObjectStorage,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const key = `${folder}/.pg-backup-probe`
  const place = placeOf(storage.url, key)
  const body = Buffer.from('Written by pg-backup-action to see whether it may. Can be removed.\n')
  try {
    await storage.put({ key, body, contentType: 'text/plain', writer: 'probe' }, signal)
  } catch (error) {
    if (!storage.isHeld(error)) throw storage.explain(error, `write ${place}`)
  }
  try {
    await storage.head(key, signal)
  } catch (error) {
    throw storage.explain(error, `read ${place}`)
  }
  await storage.delete(key, signal).catch((error: unknown) => {
    signal.throwIfAborted()
    if (storage.isHeld(error)) return
    storage.log.warning(printable(errorMessage(storage.explain(error, `remove ${place}`))))
  })
}
