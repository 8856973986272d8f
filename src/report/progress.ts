import { printable } from '../errors.ts'
import type { Log } from '../host/host.ts'
import { bar, formatBytes, formatDuration, formatPercent } from './format.ts'

/** How far a long operation has come. What is not known is left out of its line. */
export interface Progress {
  /** One word: `dump`, `upload`. */
  readonly phase: string
  readonly elapsedSeconds: number
  /** What has come out so far. */
  readonly bytes: number
  /** How much of the whole is done, from 0 to 1. */
  readonly fraction?: number | undefined
  readonly tablesDone?: number | undefined
  readonly tablesTotal?: number | undefined
  /** The one being copied now, as `schema.name`. */
  readonly table?: string | undefined
}

const WORKFLOW_INTERVAL_MS = 10_000
const TERMINAL_INTERVAL_MS = 1_000
const BAR_CELLS = 20
/** Below this share the rest of the time is a guess of no use. */
const FRACTION_WORTH_A_GUESS = 0.02

/**
 * One line: `dump  34 %, 148 MB, 72.1 MB/s, 3 of 12 tables, now public.orders, 2.1 s, 4 s left`
 *
 * @param live draws a bar too, for a terminal that overwrites its line
 */
export function progressLine(progress: Progress, live = false): string {
  const { phase, elapsedSeconds, bytes, fraction, tablesDone, tablesTotal, table } = progress
  const rate = elapsedSeconds > 0 ? bytes / elapsedSeconds : 0
  const parts = [
    fraction === undefined ? '' : formatPercent(Math.min(1, fraction)),
    formatBytes(bytes),
    rate > 0 ? `${formatBytes(rate)}/s` : '',
    tablesTotal === undefined ? '' : `${tablesDone ?? 0} of ${tablesTotal} tables`,
    table === undefined ? '' : `now ${table}`,
    formatDuration(elapsedSeconds),
    timeLeft(elapsedSeconds, fraction),
  ]
  const drawn = live && fraction !== undefined ? `${bar(fraction, BAR_CELLS)} ` : ''
  return printable(`${phase}  ${drawn}${parts.filter((part) => part !== '').join(', ')}`)
}

/**
 * Logs the state of a long operation at least every 10 s, every second on a live terminal, until
 * the returned function is called or the signal aborts. It never keeps the process alive.
 */
export function startProgress(
  log: Pick<Log, 'progress'>,
  isLive: boolean,
  read: () => string,
  signal: AbortSignal,
): () => void {
  if (signal.aborted) return () => {}
  const interval = isLive ? TERMINAL_INTERVAL_MS : WORKFLOW_INTERVAL_MS
  const timer = setInterval(() => log.progress(read()), interval)
  timer.unref()
  const stop = () => {
    clearInterval(timer)
    signal.removeEventListener('abort', stop)
  }
  signal.addEventListener('abort', stop)
  return stop
}

function timeLeft(elapsedSeconds: number, fraction: number | undefined): string {
  if (fraction === undefined || fraction < FRACTION_WORTH_A_GUESS || fraction >= 1) return ''
  return `${formatDuration((elapsedSeconds * (1 - fraction)) / fraction)} left`
}
