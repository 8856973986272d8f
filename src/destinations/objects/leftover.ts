import { backupIdOf } from './backup-id.ts'
import type { ObjectStorage } from './storage.ts'

/**
 * Removes what a killed run left of one archive: what it had begun, and what it had already put,
 * unless a manifest beside it makes it a backup. The post step's part of the cleanup task
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
    const manifest = await storage.head(`${folder}${id}.manifest.json`, signal)
    if (manifest === undefined) await storage.deleteAll(key, signal)
  } catch (error) {
    throw storage.explain(error, `remove what is left at ${storage.place(key)}`)
  }
}
