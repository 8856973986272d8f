/** Begins the name of every fork of ours; Heroku, Neon and RDS all take such names. */
const PREFIX = 'pg-backup-fork'
/** The first names that were given did not say how long a fork may live. */
const FORK_NAME =
  /^pg-backup-fork-(?:\d{1,20}-\d{1,5}|local)(?:-(?<count>\d{1,7})(?<unit>[smh]))?-[0-9a-z]{8}$/
const UNITS_MS = { h: 3_600_000, m: 60_000, s: 1000 } as const

/**
 * The name of a fork: at most 63 letters, digits and hyphens, of which the first is a letter
 * (`DBInstanceIdentifier` of RDS is the strictest). The run and the attempt tell a reader whose it
 * is; the random part tells apart the jobs of a matrix and the steps of a job, whose variables may
 * all be the same. It is written down before the fork is asked for, so it need not be told again.
 *
 * How long it may live is a part of it, since there is no other place for that which every provider
 * has: a run that allows its own forks less must not take it for one that was left.
 *
 * @param run GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT; undefined outside of a workflow
 * @param lifetimeMs `fork-timeout`, at most 24 days
 * @param random eight characters of `[0-9a-z]`
 */
export function forkName(
  run: { readonly id: string; readonly attempt: string } | undefined,
  lifetimeMs: number,
  random: string,
): string {
  const isRun = run !== undefined && /^\d{1,20}$/.test(run.id) && /^\d{1,5}$/.test(run.attempt)
  const owner = isRun ? `${run.id}-${run.attempt}` : 'local'
  return `${PREFIX}-${owner}-${lifetimeText(lifetimeMs)}-${random}`
}

/** Whether a name can only be one of ours; a user's look-alike is not. */
export function isForkName(name: string): boolean {
  return FORK_NAME.test(name)
}

/** Clocks differ, and its own run takes some minutes to destroy it. */
const MARGIN_MS = 15 * 60_000

/**
 * Since when a fork is one that was left: no run can still be using it. Its own name says how long
 * it may live.
 *
 * @param notedAt when it was made, or noted
 * @param usualMs for names that do not say
 * @returns an invalid date where `notedAt` is no time: nothing is later than that
 */
export function leftSince(
  { name, notedAt }: { readonly name: string; readonly notedAt: string },
  usualMs: number,
): Date {
  const { count, unit } = FORK_NAME.exec(name)?.groups ?? {}
  const lifetimeMs = Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]
  return new Date(Date.parse(notedAt) + (count === undefined ? usualMs : lifetimeMs) + MARGIN_MS)
}

/** In the largest unit that says it exactly: `4h`, `90m`. */
function lifetimeText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds % 3600 === 0) return `${seconds / 3600}h`
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
}
