import type { BackupStore } from '../../destinations/store.ts'
import { errorLine } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { VERIFICATION_SUFFIX, verificationOf } from '../../manifest/verification.ts'
import { TOOL } from '../../tool.ts'
import type { RunRecord } from '../records/record.ts'
import { type FoundBackup, readVerification } from '../stored/find-backup.ts'

/**
 * Keeps what was proven beside the manifest, for `latest-verified`, lists and pruning. What was
 * proven by a restore before stays so. Whoever may read a store may not always write to it: that
 * takes nothing from the proof, and is a warning.
 */
export async function recordVerification(
  host: Host,
  record: RunRecord,
  store: BackupStore,
  found: FoundBackup,
  level: 'archive' | 'restore',
): Promise<void> {
  const { manifest, manifestBytes } = found
  const path = `${manifest.id}${VERIFICATION_SUFFIX}`
  try {
    if (level === 'archive' && (await isRestored(store, found, host.signal))) return
    const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    const verification = verificationOf(manifest, manifestBytes, { level, at, tool: TOOL })
    const content = Buffer.from(`${JSON.stringify(verification, null, 2)}\n`)
    await store.put(manifest.name, path, content, host.signal)
    host.log.info(`Written: ${path}, beside the manifest`)
  } catch (error) {
    host.signal.throwIfAborted()
    record.warn(`That it was verified could not be written down: ${errorLine(error)}`)
  }
}

async function isRestored(
  store: BackupStore,
  found: FoundBackup,
  signal: AbortSignal,
): Promise<boolean> {
  if (found.manifest.verification.level === 'restore') return true
  return (await readVerification(store, found, signal))?.level === 'restore'
}
