import type { ActionName } from './definition.ts'

const FORK = [
  'fork',
  'fork-app',
  'fork-plan',
  'fork-provider',
  'fork-threshold',
  'fork-timeout',
  'heroku-api-key',
  'heroku-app',
  'heroku-database',
  'neon-api-key',
  'neon-branch',
  'neon-project',
  'rds-instance',
  'rds-region',
]
const DECRYPT = ['decrypt-identity', 'decrypt-passphrase']

/**
 * Names of the contract that are not built yet. They are refused and not ignored: whoever asks for
 * encryption must not get a backup without it.
 */
export const PLANNED_INPUTS: Readonly<Record<ActionName, readonly string[]>> = {
  backup: ['encrypt-passphrase', 'encrypt-to', 'keep', ...FORK],
  restore: DECRYPT,
  verify: DECRYPT,
  copy: FORK,
}

/** Commands of the contract that are not built yet. */
export const PLANNED_COMMANDS: readonly string[] = ['prune', 'list']
