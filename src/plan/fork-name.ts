/** Begins the name of every fork of ours; Heroku, Neon and RDS all take such names. */
const PREFIX = 'pg-backup-fork'
const FORK_NAME = /^pg-backup-fork-(?:\d{1,20}-\d{1,5}|local)-[0-9a-z]{8}$/

/**
 * The name of a fork: at most 63 letters, digits and hyphens, of which the first is a letter
 * (`DBInstanceIdentifier` of RDS is the strictest). The run and the attempt tell a reader whose it
 * is; the random part tells apart the jobs of a matrix and the steps of a job, whose variables may
 * all be the same. It is written down before the fork is asked for, so it need not be told again.
 *
 * @param run GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT; undefined outside of a workflow
 * @param random eight characters of `[0-9a-z]`
 */
export function forkName(
  run: { readonly id: string; readonly attempt: string } | undefined,
  random: string,
): string {
  const isRun = run !== undefined && /^\d{1,20}$/.test(run.id) && /^\d{1,5}$/.test(run.attempt)
  return `${PREFIX}-${isRun ? `${run.id}-${run.attempt}` : 'local'}-${random}`
}

/** Whether a name can only be one of ours; a user's look-alike is not. */
export function isForkName(name: string): boolean {
  return FORK_NAME.test(name)
}
