import { openStore } from '../destinations/open-store.ts'
import type { BackupStore } from '../destinations/store.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { ListInputs } from '../inputs/retention.ts'
import { staleSeries } from '../plan/staleness.ts'
import { drawList } from '../report/drawn.ts'
import { formatAge } from '../report/format.ts'
import { seriesWarnings } from './dump/series-warnings.ts'
import { ListRecord } from './records/list-record.ts'
import { publish } from './records/publish.ts'
import { hideLinks, makeLinks } from './stored/make-links.ts'
import { readAllSeries, type Series } from './stored/read-series.ts'

/**
 * Shows what backups there are, and fails where the newest good one is too old: a backup that
 * silently stopped fails nothing else. However it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
export async function list(host: Host, inputs: ListInputs): Promise<void> {
  const record = new ListRecord(host.log, inputs.source)
  let failure: unknown
  try {
    await listSeries(host, inputs, record)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await publish(host, drawList(record.report(failure)), inputs.summary)
    // Only now, since what is hidden is hidden in outputs too.
    hideLinks(host, record.links)
  }
}

async function listSeries(host: Host, inputs: ListInputs, record: ListRecord): Promise<void> {
  const store = await openStore(inputs.source, host, inputs)
  const all = await record.phase('read', 'Read the backups', () =>
    readAllSeries(store, inputs.name, host.signal),
  )
  for (const warning of seriesWarnings(all, inputs.name, store.label)) record.warn(warning)
  record.backups = all
    .flatMap(({ backups }) => backups)
    .sort(
      (one, other) =>
        other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1),
    )
  const { linkLifetime, maxAge } = inputs
  if (linkLifetime !== undefined) {
    const { links, note } = await makeLinks(store, record.backups, linkLifetime, host.signal)
    record.links = links
    if (note !== undefined) record.warn(note)
  }
  if (maxAge !== undefined) requireNew(all, store, maxAge, record.now)
}

const STALE_NAMED = 10

function requireNew(all: readonly Series[], store: BackupStore, maxAge: number, now: Date): void {
  const stale = staleSeries(all, maxAge, now)
  if (all.length > 0 && stale.length === 0) return
  const named = stale
    .slice(0, STALE_NAMED)
    .map(({ name, newest }) =>
      newest === undefined
        ? `there is no good backup of ${name}`
        : `the newest good backup of ${name}, ${newest.id}, is ${formatAge(newest.ageSeconds)} old`,
    )
  const more = stale.length > STALE_NAMED ? `; so it is of ${stale.length - STALE_NAMED} more` : ''
  const what = all.length === 0 ? 'there is no backup at all' : `${named.join('; ')}${more}`
  throw new UserError(
    'E_STALE',
    `In ${store.label}, ${what}: max-age is ${formatAge(maxAge)}.`,
    'See whether the workflow that takes the backups still runs, and why it fails.',
  )
}
