import { openStore } from '../../destinations/open-store.ts'
import type { BackupStore } from '../../destinations/store.ts'
import { errorLine, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { BackupInputs, DestinationUrl } from '../../inputs/backup.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { parseManifest } from '../../manifest/parse.ts'
import { MANIFEST_SUFFIX } from '../../manifest/verification.ts'
import { parseBackupId } from '../../plan/backup-name.ts'
import { isFromFuture } from '../../plan/retention.ts'
import { type Comparison, compareExtents, extentOf } from '../../plan/shrink.ts'
import { totalRows } from '../../report/report.ts'
import type { RunRecord } from '../records/record.ts'
import { idsIn, isOfOneFile, readWhole } from '../stored/find-backup.ts'

/** A backup must not wait long for the one before it. */
const PATIENCE_MS = 30_000
const LARGEST_BYTES = 32 * 1024 * 1024
/** How many manifests are looked at for one that can be read and had not shrunk. */
const TRIES = 20

type Inputs = Pick<BackupInputs, 'destinations' | 'githubToken' | 'shrinkLimit'>

/**
 * Compares a backup with the newest one of its series, at the first destination that can be read
 * and has one. Those that had shrunk themselves are passed over. That it cannot be done is a
 * warning, whatever the reason.
 *
 * @returns undefined where there is nothing to compare with
 */
export async function compareWithPrevious(
  host: Host,
  inputs: Inputs,
  record: RunRecord,
  manifest: Manifest,
): Promise<Comparison | undefined> {
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(PATIENCE_MS)])
  const problems: string[] = []
  for (const url of inputs.destinations) {
    if (url.kind === 'artifact' && inputs.githubToken === undefined) {
      host.log.info('Not compared with artifacts of other runs: that needs github-token.')
      continue
    }
    try {
      const previous = await previousAt(host, url, inputs, manifest.name, signal)
      if (previous === undefined) continue
      return compareExtents(extent(previous), extent(manifest), inputs.shrinkLimit)
    } catch (error) {
      host.signal.throwIfAborted()
      problems.push(
        signal.aborted ? `it took more than ${PATIENCE_MS / 1000} s.` : errorLine(error),
      )
    }
  }
  if (problems.length > 0) {
    record.warn(`Not compared with the backup before: ${problems.join(' ')}`)
  }
  return undefined
}

function extent(manifest: Manifest) {
  return extentOf(manifest, totalRows(manifest))
}

async function previousAt(
  host: Host,
  url: DestinationUrl,
  { githubToken }: Inputs,
  name: string,
  signal: AbortSignal,
): Promise<Manifest | undefined> {
  const store = await openStore(url, host, { githubToken })
  const paths = await Array.fromAsync(store.list(name, signal))
  const ids = idsIn(paths, name).filter((id) => {
    const createdAt = parseBackupId(id)?.createdAt
    return createdAt !== undefined && !isFromFuture({ createdAt }, new Date())
  })
  let newest: string | undefined
  let tries = 0
  for (const id of ids) {
    if (newest !== undefined && id > newest) continue
    if (++tries > TRIES) break
    try {
      const manifest = await readManifest(store, name, id, signal)
      if (manifest.shrunkFrom === undefined) return manifest
      // However many runs have failed since, this is what they were all compared with.
      newest = manifest.shrunkFrom
    } catch (error) {
      if (!isOfOneFile(error)) throw error
      host.log.info(`Not compared with ${id}: ${error.message}`)
    }
  }
  if (ids.length === 0) return undefined
  throw new UserError('E_NOT_FOUND', `No earlier backup of ${name} can be compared with.`)
}

async function readManifest(store: BackupStore, name: string, id: string, signal: AbortSignal) {
  const bytes = await readWhole(store, name, `${id}${MANIFEST_SUFFIX}`, signal, LARGEST_BYTES)
  return parseManifest(bytes.toString('utf8'), id)
}
