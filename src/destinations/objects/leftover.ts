import { backupIdOf } from './backup-id.ts'
import { placeOf } from './object-url.ts'
import type { ObjectStorage } from './storage.ts'

/**
 * Removes what a killed run left of one archive: what it had begun, and what it had already put,
 * unless a manifest beside it makes it a backup. A manifest that arrived when the archive was gone,
 * or while it is removed here, goes with it. The post step's part of the cleanup task
 * `remove-unfinished`.
 *
 * @param key as in the task: of an archive, or of the folder of one with a slash at the end
 * @throws UserError, and Error if the key is not named like a backup
 */
export async function removeLeftover(
  storage: ObjectStorage,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  // Some stores lead to where the bucket is.
  await storage.find({ mayCreate: false }, signal)
  const folder = key.slice(0, key.replace(/\/$/, '').lastIndexOf('/') + 1)
  const id = backupIdOf(key.slice(folder.length))
  if (id === undefined) throw new Error(`${key} is not named like a backup`)
  try {
    await storage.abortParts(key, signal)
    const manifest = `${folder}${id}.manifest.json`
    if ((await isThere(storage, manifest, signal)) && (await isThere(storage, key, signal))) return
    await storage.deleteAll(key, signal)
    if (await isThere(storage, manifest, signal)) await storage.delete(manifest, signal)
  } catch (error) {
    throw storage.explain(error, `remove what is left at ${placeOf(storage.url, key)}`)
  }
}

/** Whether there is an object, or anything in a folder. */
async function isThere(storage: ObjectStorage, key: string, signal: AbortSignal): Promise<boolean> {
  if (!key.endsWith('/')) return (await storage.head(key, signal)) !== undefined
  for await (const found of storage.list(key, signal)) if (found !== key) return true
  return false
}
