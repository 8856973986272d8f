import { openStore } from '../../destinations/open-store.ts'
import { errorLine, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { BackupInputs, DestinationUrl } from '../../inputs/backup.ts'
import { type KeepRules, planRetention } from '../../plan/retention.ts'
import { plural } from '../../report/format.ts'
import type { BackupRecord } from '../records/record.ts'
import { readSeries } from './read-series.ts'
import { removeBackups } from './remove-backups.ts'

/**
 * Removes what `keep` does not keep, at every destination that has the new backup. That one is good
 * whatever happens here, so a failure is a warning.
 *
 * @param id of the new backup
 */
export async function applyKeep(
  host: Host,
  inputs: Pick<BackupInputs, 'keep' | 'destinations' | 'githubToken'>,
  record: BackupRecord,
  id: string,
): Promise<void> {
  const { keep, destinations } = inputs
  if (keep === undefined || record.locations.length === 0) return
  await record.phase('prune', 'Remove old backups', async () => {
    for (const [index, result] of record.results.entries()) {
      const url = destinations[index]
      if (!('stored' in result) || url === undefined) continue
      const removed: string[] = []
      try {
        await pruneAt(
          host,
          { url, keep, githubToken: inputs.githubToken },
          record.name,
          id,
          removed,
        )
      } catch (error) {
        const { label } = result.destination
        // What a cancelled run says of itself is about unfinished backups, and this one is kept.
        const why = host.signal.aborted
          ? 'the run was cancelled. The next one tries again.'
          : errorLine(error)
        record.warn(`Not all old backups could be removed from ${label}: ${why}`)
      }
      record.pruned.push({ location: result.destination.label, removed })
    }
  })
}

interface Place {
  readonly url: DestinationUrl
  readonly keep: KeepRules
  readonly githubToken: string | undefined
}

async function pruneAt(
  host: Host,
  { url, keep, githubToken }: Place,
  name: string,
  id: string,
  removed: string[],
): Promise<void> {
  const store = await openStore(url, host, { githubToken })
  const series = await readSeries(store, name, host.signal)
  // A place that does not show what was just put there does not show all the rest either.
  if (!series.backups.some((backup) => backup.id === id && backup.state === 'complete')) {
    const message = `${store.label} does not list ${id} yet, so nothing was removed.`
    throw new UserError('E_NOT_FOUND', message, 'The next run tries again.')
  }
  const plan = planRetention(series.backups, keep, new Date())
  await removeBackups(store, series, plan.removed, host.signal, (entry) => {
    removed.push(entry.id)
    host.log.info(`Removed ${entry.id}: ${entry.because}`)
  })
  host.log.info(`${store.label}: ${plural(plan.kept.length, 'backup')} of ${name} kept`)
}
