import type { BackupStore } from '../../destinations/store.ts'
import { MANIFEST_SUFFIX, VERIFICATION_SUFFIX } from '../../manifest/verification.ts'
import { parseBackupId } from '../../plan/backup-name.ts'
import type { RemovedEntry } from '../../plan/retention.ts'
import { listParts, type Series } from './read-series.ts'

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
  const isSweeping = removed.some(({ id }) => unfinished.has(id))
  const now = isSweeping ? await listParts(store, name, signal) : undefined
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const waiting = removed.toSorted((one, other) => timeOf(one.id) - timeOf(other.id)).values()
  const lanes = Array.from({ length: LANES }, async () => {
    for (const entry of waiting) {
      const { id } = entry
      // A very long dump may have been finished since the manifests were read.
      if (unfinished.has(id) && now?.get(id)?.includes(`${id}${MANIFEST_SUFFIX}`)) continue
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
