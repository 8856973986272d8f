import { isFromFuture, type SeriesEntry } from './retention.ts'

/** A series whose newest good backup is too old. */
export interface StaleSeries {
  readonly name: string
  /** Undefined: it has no good backup at all. */
  readonly newest: { readonly id: string; readonly ageSeconds: number } | undefined
}

/**
 * Which series have no good backup that is new enough. One that says it is from the future proves
 * nothing, since it would for ever.
 *
 * @param maxAge in seconds
 */
export function staleSeries(
  all: readonly { readonly name: string; readonly backups: readonly SeriesEntry[] }[],
  maxAge: number,
  now: Date,
): readonly StaleSeries[] {
  return all.flatMap(({ name, backups }): StaleSeries[] => {
    const times = backups
      .filter((entry) => entry.state === 'complete' && !isFromFuture(entry, now))
      .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    const [newest] = times
    if (newest === undefined) return [{ name, newest: undefined }]
    const ageSeconds = Math.max(0, (now.getTime() - newest.createdAt.getTime()) / 1000)
    return ageSeconds > maxAge ? [{ name, newest: { id: newest.id, ageSeconds } }] : []
  })
}
