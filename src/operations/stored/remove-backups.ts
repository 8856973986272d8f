import type { BackupStore } from '../../destinations/store.ts'
import { UserError } from '../../errors.ts'
import { MANIFEST_SUFFIX, VERIFICATION_SUFFIX } from '../../manifest/verification.ts'
import { parseBackupId } from '../../plan/backup-name.ts'
import type { RemovedEntry } from '../../plan/retention.ts'
import type { Series } from './read-series.ts'

/** How many backups are removed at once; each goes part by part. */
const LANES = 4

/**
 * Removes backups of one series: of each the manifest first, so that whatever happens then it is no
 * backup any more, and what is left is swept as unfinished by a later run. The oldest go first.
 * That one is gone already is no failure.
 *
 * @param onRemoved is told of each that is gone
 * @throws UserError what the store answered with; nothing more is removed then
 */
export async function removeBackups(
  store: BackupStore,
  { name, backups, parts }: Series,
  removed: readonly RemovedEntry[],
  signal: AbortSignal,
  onRemoved: (entry: RemovedEntry) => void,
): Promise<void> {
  const unfinished = new Set(
    backups.filter(({ state }) => state === 'unfinished').map(({ id }) => id),
  )
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const waiting = removed.toSorted((one, other) => timeOf(one.id) - timeOf(other.id)).values()
  const lanes = Array.from({ length: LANES }, async () => {
    for (const entry of waiting) {
      const { id } = entry
      if (unfinished.has(id) && (await isFinished(store, name, id, either))) continue
      for (const path of inOrder(id, parts.get(id) ?? [])) await store.remove(name, path, either)
      onRemoved(entry)
    }
  })
  try {
    await Promise.all(lanes)
  } finally {
    stop.abort()
  }
}

/**
 * Whether a backup has its manifest now. A very long dump may have been finished since all were
 * read, and while others were removed: so each is asked for when its turn comes.
 */
async function isFinished(
  store: BackupStore,
  name: string,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    for await (const _ of store.read(name, `${id}${MANIFEST_SUFFIX}`, signal, true)) break
    return true
  } catch (error) {
    if (error instanceof UserError && error.code === 'E_NOT_FOUND') return false
    throw error
  }
}

/** Paths as `remove` takes them: the manifest, the record of its proof, the data. */
function inOrder(id: string, parts: readonly string[]): string[] {
  const rank = (path: string) =>
    path === `${id}${MANIFEST_SUFFIX}` ? 0 : path === `${id}${VERIFICATION_SUFFIX}` ? 1 : 2
  return parts
    .toSorted((one, other) => rank(one) - rank(other))
    .map((path) => (path === id ? `${id}/` : path))
}

function timeOf(id: string): number {
  return parseBackupId(id)?.createdAt.getTime() ?? 0
}
