import type { VerificationLevel } from '../manifest/manifest.ts'

/** How many backups are kept by each rule; of the last four, one for each day, week, and so on. */
export interface KeepRules {
  readonly last: number
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
  readonly yearly: number
}

/** One backup of a series, as far as it could be read. */
export interface SeriesEntry {
  readonly id: string
  /** By the id: when the backup began. */
  readonly createdAt: Date
  /**
   * `unreadable`: there is a manifest, but not one that can be used. `unfinished`: there are files
   * and no manifest.
   */
  readonly state: 'complete' | 'unreadable' | 'unfinished'
  /** The best proof of it, at the time of the backup or later. */
  readonly verified: VerificationLevel
  /** Whether its run has failed because it holds much less than the one before. */
  readonly isShrunk: boolean
}

export interface KeptEntry {
  readonly id: string
  /** The rules that keep it, `last` or `daily`, or why no rule may take it. */
  readonly because: readonly string[]
}

export interface RemovedEntry {
  readonly id: string
  readonly because: string
}

/** Both the newest first. */
export interface RetentionPlan {
  readonly kept: readonly KeptEntry[]
  readonly removed: readonly RemovedEntry[]
}

const DAY_MS = 24 * 3_600_000

/** How far the clocks of two machines may be apart. */
const CLOCK_SKEW_MS = 5 * 60_000

/** Whether a backup cannot be as new as it says. */
export function isFromFuture({ createdAt }: Pick<SeriesEntry, 'createdAt'>, now: Date): boolean {
  return createdAt.getTime() > now.getTime() + CLOCK_SKEW_MS
}

/**
 * Decides what is kept of a series and what is removed. Pure, and the same whatever the order.
 *
 * Only complete backups count, and in a day, week, month or year (UTC, ISO 8601 weeks) the best
 * proven one stands for it, of several the newest. Whatever the rules say, these stay: the newest
 * backup, the newest that was read back, the newest that was restored, what says that it is from
 * the future, and what cannot be read. Backups whose runs failed for having shrunk are kept, and
 * count for nothing, until there is a newer one that has not shrunk.
 */
export function planRetention(
  entries: readonly SeriesEntry[],
  rules: KeepRules,
  now: Date,
): RetentionPlan {
  const sorted = entries.toSorted(newestFirst)
  const present = sorted.filter((entry) => !isFromFuture(entry, now))
  const complete = present.filter(({ state }) => state === 'complete')
  const shrunk = leading(complete, ({ isShrunk }) => isShrunk)
  const counted = complete.slice(shrunk.length)
  const groups: readonly Group[] = [
    ...groupsByRules(counted, rules),
    ...lastOnes(counted),
    ['shrunk, and none after it that is not', shrunk],
    ['from the future', sorted.filter((entry) => isFromFuture(entry, now))],
    ['its manifest cannot be read', present.filter(({ state }) => state === 'unreadable')],
    ['unfinished', present.filter((entry) => isSpared(entry, complete.length > 0, now))],
  ]
  const reasons = reasonsOf(groups)
  return {
    kept: sorted.flatMap(({ id }) => {
      const because = reasons.get(id)
      return because === undefined ? [] : [{ id, because }]
    }),
    removed: sorted
      .filter(({ id }) => !reasons.has(id))
      .map(({ id, state }) => ({
        id,
        because: state === 'unfinished' ? 'unfinished for a day' : 'no rule keeps it',
      })),
  }
}

/** What is kept, and why. */
type Group = readonly [because: string, entries: readonly SeriesEntry[]]

/** @param counted the newest first */
function groupsByRules(counted: readonly SeriesEntry[], rules: KeepRules): Group[] {
  return [
    ['last', counted.slice(0, rules.last)],
    ['daily', bestOfEach(counted, dayOf, rules.daily)],
    ['weekly', bestOfEach(counted, weekOf, rules.weekly)],
    ['monthly', bestOfEach(counted, (time) => dayOf(time).slice(0, 7), rules.monthly)],
    ['yearly', bestOfEach(counted, (time) => dayOf(time).slice(0, 4), rules.yearly)],
  ]
}

/** What would leave a hole that no later backup may ever fill. */
function lastOnes(counted: readonly SeriesEntry[]): Group[] {
  const newestOf = (levels: readonly VerificationLevel[]) => {
    const proven = counted.filter(({ verified }) => levels.includes(verified))
    return [...proven.slice(0, 1), ...proven.filter(({ isShrunk }) => !isShrunk).slice(0, 1)]
  }
  return [
    ['newest', counted.slice(0, 1)],
    ['newest read back', newestOf(['archive', 'restore'])],
    ['newest restored', newestOf(['restore'])],
  ]
}

/** The best proven entry of each of the newest periods that have any. */
function bestOfEach(
  counted: readonly SeriesEntry[],
  periodOf: (time: Date) => string,
  periods: number,
): readonly SeriesEntry[] {
  const best = new Map<string, SeriesEntry>()
  for (const entry of counted) {
    const period = periodOf(entry.createdAt)
    const known = best.get(period)
    if (known === undefined && best.size === periods) break
    if (known === undefined || worthOf(entry) > worthOf(known)) best.set(period, entry)
  }
  return [...best.values()]
}

/** The higher the better. What had shrunk before the others had again what was missing is worst. */
function worthOf({ verified, isShrunk }: SeriesEntry): number {
  return ['none', 'archive', 'restore'].indexOf(verified) + (isShrunk ? 0 : 3)
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

/** The Monday of the week, which tells ISO 8601 weeks apart as well as their numbers do. */
function weekOf(time: Date): string {
  const daysSinceMonday = (time.getUTCDay() + 6) % 7
  return dayOf(new Date(time.getTime() - daysSinceMonday * DAY_MS))
}

/**
 * An unfinished backup may be one that is being made. Where no other backup is complete it is all
 * there is, and somebody may want to look at it.
 */
function isSpared(entry: SeriesEntry, hasComplete: boolean, now: Date): boolean {
  if (entry.state !== 'unfinished') return false
  return !hasComplete || now.getTime() - entry.createdAt.getTime() <= DAY_MS
}

function reasonsOf(groups: readonly Group[]): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>()
  for (const [because, entries] of groups) {
    for (const { id } of new Set(entries)) reasons.set(id, [...(reasons.get(id) ?? []), because])
  }
  return reasons
}

function leading<T>(items: readonly T[], test: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !test(item))
  return end < 0 ? items : items.slice(0, end)
}

/** Two of one second are told apart by their ids, so that the order is always the same. */
function newestFirst(one: SeriesEntry, other: SeriesEntry): number {
  return other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1)
}
