import type { Host } from '../../host/host.ts'
import type { ArchiveEntry } from '../../postgres/archive-contents.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { RestoreItem } from '../../postgres/restore-messages.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { formatDuration, formatPercent } from '../../report/format.ts'
import { startProgress } from '../../report/progress.ts'

/** What a load is made of, in the order in which it comes; all else is quick. */
const STAGES: readonly { readonly name: string; readonly kinds: ReadonlySet<string> }[] = [
  { name: 'tables', kinds: new Set(['TABLE DATA', 'BLOBS']) },
  { name: 'indexes', kinds: new Set(['INDEX']) },
  { name: 'constraints', kinds: new Set(['CONSTRAINT', 'FK CONSTRAINT', 'CHECK CONSTRAINT']) },
  { name: 'triggers', kinds: new Set(['TRIGGER']) },
]

export interface LoadWatch {
  onItem(what: 'started' | 'finished', item: RestoreItem): void
  stop(): Promise<void>
}

/**
 * Shows how far a load has come: a load that builds a large index has nothing else to show for
 * minutes, and looks hung. A session of its own tells of index builds, if there is one to be had: a
 * load of some seconds needs none.
 *
 * @param settings of the database that is loaded
 */
export function watchLoad(
  host: Host,
  entries: readonly ArchiveEntry[],
  settings: ConnectionSettings,
): LoadWatch {
  const started = performance.now()
  const total = STAGES.map(({ kinds }) => entries.filter(({ kind }) => kinds.has(kind)).length)
  const done = STAGES.map(() => 0)
  const running = new Map<number, RestoreItem>()
  let session: Promise<Session> | undefined
  let indexShare: number | undefined
  const line = () => {
    session ??= connect(settings, host.signal, { budgetMs: 0 })
    session.then(askForIndex).then(
      (share) => {
        indexShare = share
      },
      () => undefined, // the load does not depend on it
    )
    const parts = STAGES.map(({ name }, stage) => `${done[stage]} of ${total[stage]} ${name}`)
    const items = [...running.values()].map(({ kind, label }) => `${kind} ${label}`)
    const share = indexShare === undefined ? '' : ` (${formatPercent(indexShare)})`
    const now = items.length === 0 ? [] : [`now ${items.join(' and ')}${share}`]
    const elapsed = formatDuration((performance.now() - started) / 1000)
    const shown = parts.filter((_, stage) => (total[stage] ?? 0) > 0)
    return `restore  ${[...shown, ...now, elapsed].join(', ')}`
  }
  const stopProgress = startProgress(host.log, host.log.isLive, line, host.signal)
  return {
    onItem(what, item) {
      if (what === 'started') {
        running.set(item.dumpId, item)
        return
      }
      running.delete(item.dumpId)
      const stage = STAGES.findIndex(({ kinds }) => kinds.has(item.kind))
      if (stage >= 0) done[stage] = (done[stage] ?? 0) + 1
    },
    async stop() {
      stopProgress()
      await session?.then((open) => open.end()).catch(() => undefined)
    },
  }
}

/** How far the index that has been building for the longest is; undefined: none is. */
async function askForIndex(session: Session): Promise<number | undefined> {
  const [row] = await session.query<{ share: number | null }>(
    `SELECT (coalesce(blocks_done::float8 / nullif(blocks_total, 0),
                      tuples_done::float8 / nullif(tuples_total, 0)))::float8 AS share
       FROM pg_stat_progress_create_index WHERE datname = current_database() ORDER BY pid LIMIT 1`,
  )
  return row?.share ?? undefined
}
