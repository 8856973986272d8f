import { openStore } from '../destinations/open-store.ts'
import type { BackupStore } from '../destinations/store.ts'
import type { Host } from '../host/host.ts'
import type { PruneInputs } from '../inputs/retention.ts'
import { planRetention, type RemovedEntry, type RetentionPlan } from '../plan/retention.ts'
import { drawPrune } from '../report/drawn.ts'
import { planLinesOf } from '../report/prune-summary.ts'
import { seriesWarnings } from './dump/series-warnings.ts'
import { PruneRecord } from './records/prune-record.ts'
import { publish } from './records/publish.ts'
import { readAllSeries, type Series } from './stored/read-series.ts'
import { removeBackups } from './stored/remove-backups.ts'

/**
 * Removes the backups that no rule keeps, or shows which they are. Nothing is removed before all
 * of them were read: what cannot be listed may be what the others were to be removed for.
 *
 * @throws UserError whatever the first cause was
 */
export async function prune(host: Host, inputs: PruneInputs): Promise<void> {
  const record = new PruneRecord(host.log, inputs)
  let failure: unknown
  try {
    await pruneSeries(host, inputs, record)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await publish(host, drawPrune(record.report(failure)), inputs.summary)
  }
}

interface PlannedSeries {
  readonly series: Series
  readonly plan: RetentionPlan
}

async function pruneSeries(host: Host, inputs: PruneInputs, record: PruneRecord): Promise<void> {
  const store = await openStore(inputs.source, host, inputs)
  const all = await record.phase('read', 'Read the backups', () =>
    readAllSeries(store, inputs.name, host.signal),
  )
  for (const warning of seriesWarnings(all, inputs.name, store.label)) record.warn(warning)
  const now = new Date()
  const planned = all.map((series) => ({
    series,
    plan: planRetention(series.backups, inputs.keep, now),
  }))
  record.series = planned.map(({ series, plan }) => ({ ...series, ...plan }))
  await record.phase('plan', 'Plan', async () => {
    for (const line of record.series.flatMap(planLinesOf)) host.log.info(line)
  })
  if (inputs.dryRun) return
  await record.phase('remove', 'Remove', () => remove(host, record, store, planned))
}

async function remove(
  { log, signal }: Host,
  record: PruneRecord,
  store: BackupStore,
  planned: readonly PlannedSeries[],
): Promise<void> {
  const gone = planned.map((): RemovedEntry[] => [])
  record.series = planned.map(({ series, plan }, index) => ({
    ...series,
    ...plan,
    removed: gone[index] ?? [],
  }))
  for (const [index, { series, plan }] of planned.entries()) {
    await removeBackups(store, series, plan.removed, signal, (entry) => {
      gone[index]?.push(entry)
      log.info(`Removed ${entry.id}`)
    })
  }
}
