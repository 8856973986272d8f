import type { TableRows } from '../../manifest/manifest.ts'
import type { ArchiveEntry } from '../../postgres/archive-contents.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { RestoreItem } from '../../postgres/restore-messages.ts'
import { connect, type Session } from '../../postgres/session.ts'
import type { RowCounts } from '../../verify/row-counts.ts'

/** pg_restore starts its next item at once if there is one; so long without one it has none. */
const IDLE_MS = 100

export interface EarlyCounting {
  onItem(what: 'started' | 'finished', item: RestoreItem): void
  /** Resolves when nothing is being counted any more. Never throws. */
  stop(): Promise<void>
}

/**
 * Counts tables whose rows are in while pg_restore still builds indexes, whenever it runs fewer
 * items than it has jobs: at the end of a load it often waits for one large index alone. Nothing
 * that comes after a table's data changes its rows. What is not counted here, or cannot be, is
 * counted at the end.
 */
export function countEarly(
  counts: RowCounts,
  entries: readonly ArchiveEntry[],
  jobs: number,
  settings: ConnectionSettings,
  signal: AbortSignal,
): EarlyCounting {
  const data = new Map(
    entries.filter(({ kind }) => kind === 'TABLE DATA').map(({ dumpId, label }) => [dumpId, label]),
  )
  const running = new Set<number>()
  const loaded: string[] = []
  let session: Promise<Session> | undefined
  let counting: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const isIdle = () => running.size > 0 && running.size < jobs && !isStopped
  const count = async () => {
    session ??= connect(settings, signal, { budgetMs: 0 })
    const open = await session
    while (isIdle() && (await counts.countNext(open, (table) => isLoaded(table, loaded))));
  }
  const look = () => {
    if (counting !== undefined || loaded.length === 0 || !isIdle()) return
    counting = count().then(
      () => {
        counting = undefined
      },
      () => {
        isStopped = true // a session too many, or a lock: there is time for it later
      },
    )
  }
  return {
    onItem(what, { dumpId }) {
      if (what === 'started') running.add(dumpId)
      else running.delete(dumpId)
      const label = data.get(dumpId)
      if (what === 'finished' && label !== undefined) loaded.push(label)
      clearTimeout(timer)
      timer = setTimeout(look, IDLE_MS)
      timer.unref()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await counting
      await session?.then((open) => open.end()).catch(() => undefined)
    },
  }
}

/** The label of an entry is schema, name and owner, with a space for each line break in them. */
function isLoaded({ schema, name }: TableRows, labels: readonly string[]): boolean {
  const start = `${schema} ${name} `
  return labels.some((label) => label.startsWith(start) && !label.slice(start.length).includes(' '))
}
