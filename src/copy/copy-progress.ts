import { printable } from '../errors.ts'
import type { RestoreItem } from '../postgres/restore-messages.ts'
import { bar, formatBytes, formatDuration, formatPercent } from '../report/format.ts'

export const COPY_PHASES = [
  'fork',
  'wait',
  'schema',
  'data',
  'indexes',
  'constraints',
  'other',
  'analyze',
  'rows',
] as const
export type CopyPhase = (typeof COPY_PHASES)[number]

/** When a phase began and how long it lasted, in seconds; phases overlap. */
export interface PhaseSpan {
  readonly name: CopyPhase
  readonly start: number
  readonly seconds: number
}

/** An index that the target builds at this moment; `share` from 0 to 1 where it is known. */
export interface IndexBuild {
  readonly name: string
  readonly share: number | null
}

interface Count {
  done: number
  total: number
}

/** How far a copy has come, as data; the lines of the log are drawn from it. */
export class CopyProgress {
  bytes = 0
  rows = 0
  /** Of the tables as they are on disk, by which the share is measured. */
  readonly size: Count = { done: 0, total: 0 }
  readonly tables: Count = { done: 0, total: 0 }
  readonly indexes: Count = { done: 0, total: 0 }
  readonly constraints: Count = { done: 0, total: 0 }
  /** What each busy stream is copying now; a table that is cut may be there more than once. */
  readonly copying = new Set<{ readonly label: string }>()
  building: readonly IndexBuild[] = []
  readonly #now: () => number
  readonly #started: number
  readonly #spans = new Map<CopyPhase, { start: number; end: number; running: number }>()

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#started = now()
  }

  /** A phase is open from the first begin to the last end of several. */
  async during<T>(phase: CopyPhase, work: () => Promise<T>): Promise<T> {
    this.begin(phase)
    try {
      return await work()
    } finally {
      this.end(phase)
    }
  }

  begin(phase: CopyPhase): void {
    const span = this.#spans.get(phase) ?? { start: this.seconds, end: 0, running: 0 }
    span.running += 1
    this.#spans.set(phase, span)
  }

  end(phase: CopyPhase): void {
    const span = this.#spans.get(phase)
    if (span === undefined) return
    span.running -= 1
    span.end = this.seconds
  }

  /** Follows pg_restore's items. */
  item(what: 'started' | 'finished', { kind }: Pick<RestoreItem, 'kind'>): void {
    const phase = phaseOf(kind)
    if (what === 'started') {
      this.begin(phase)
      return
    }
    this.end(phase)
    if (phase === 'indexes') this.indexes.done += 1
    if (phase === 'constraints') this.constraints.done += 1
  }

  get seconds(): number {
    return (this.#now() - this.#started) / 1000
  }

  get phases(): PhaseSpan[] {
    return COPY_PHASES.flatMap((name) => {
      const span = this.#spans.get(name)
      if (span === undefined) return []
      const end = span.running > 0 ? this.seconds : span.end
      return [{ name, start: round(span.start), seconds: round(end - span.start) }]
    })
  }

  /** The latest of the phases that are open. */
  get phase(): CopyPhase {
    return COPY_PHASES.findLast((name) => (this.#spans.get(name)?.running ?? 0) > 0) ?? 'schema'
  }
}

/** `INDEX ATTACH` takes no time, and belongs with what it attaches. */
export function phaseOf(kind: string): CopyPhase {
  if (/^(INDEX|CONSTRAINT)/.test(kind)) return 'indexes'
  return /CONSTRAINT$/.test(kind) ? 'constraints' : 'other'
}

/**
 * One line: `copy  34 %, 148 MB, 72.1 MB/s, 3 of 12 tables, 1 of 9 indexes, now public.orders,
 * building public.events_payload_idx (40 %), 12 s`
 *
 * @param live draws a bar too, for a terminal that overwrites its line
 */
export function copyLine(progress: CopyProgress, live = false): string {
  const { phase, seconds, bytes, size, tables, indexes, constraints, copying, building } = progress
  const labels = new Set([...copying].map(({ label }) => label))
  const isCopying = tables.done < tables.total
  const share = size.total > 0 ? size.done / size.total : 0
  const parts = [
    isCopying ? formatPercent(share) : '',
    bytes > 0 ? formatBytes(bytes) : '',
    isCopying && bytes > 0 ? `${formatBytes(bytes / seconds)}/s` : '',
    counted(tables, 'table'),
    counted(indexes, 'index', 'indexes'),
    counted(constraints, 'constraint'),
    copying.size > 0 ? `now ${[...labels].join(' and ')}` : '',
    building.length > 0 ? `building ${building.map(buildText).join(' and ')}` : '',
    formatDuration(seconds),
  ]
  const drawn = live && isCopying ? `${bar(share, 20)} ` : ''
  return printable(`${phase}  ${drawn}${parts.filter((part) => part !== '').join(', ')}`)
}

function counted({ done, total }: Count, noun: string, nouns = `${noun}s`): string {
  return total === 0 ? '' : `${done} of ${total} ${total === 1 ? noun : nouns}`
}

function buildText({ name, share }: IndexBuild): string {
  return share === null ? name : `${name} (${formatPercent(share)})`
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100
}
