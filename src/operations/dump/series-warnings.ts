import type { Series } from '../stored/read-series.ts'

const NAMED = 20

/**
 * What is wrong at a place that backups were read from: there are none, or some cannot be used.
 *
 * @param name the series that was asked for; undefined: all
 */
export function seriesWarnings(
  all: readonly Series[],
  name: string | undefined,
  label: string,
): readonly string[] {
  const backups = all.flatMap((series) => series.backups)
  if (backups.length === 0) {
    return [`There is no backup${name === undefined ? '' : ` named ${name}`} in ${label}.`]
  }
  const problems = backups.flatMap(({ problem }) => (problem === null ? [] : [problem]))
  const more = problems.length - NAMED
  return [
    ...problems.slice(0, NAMED),
    ...(more > 0 ? [`${more} more backups cannot be used either.`] : []),
  ]
}
