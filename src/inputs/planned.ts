/**
 * Names of the contract that are not built yet. They are refused and not ignored: whoever asks for
 * encryption must not get a backup without it.
 */
export const PLANNED_INPUTS: readonly string[] = [
  'encrypt-passphrase',
  'encrypt-to',
  'fork',
  'fork-app',
  'fork-plan',
  'fork-provider',
  'fork-threshold',
  'fork-timeout',
  'heroku-api-key',
  'heroku-app',
  'heroku-database',
  'keep',
  'neon-api-key',
  'neon-branch',
  'neon-project',
  'rds-instance',
  'rds-region',
  'verify-sql',
]

/** Commands of the contract that are not built yet. */
export const PLANNED_COMMANDS: readonly string[] = ['restore', 'copy', 'verify', 'prune', 'list']
