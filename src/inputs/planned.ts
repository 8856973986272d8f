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

/**
 * Names of the contract that are not built yet. They are refused and not ignored: whoever asks for
 * a fork must not have the database itself read.
 */
export const PLANNED_INPUTS: Readonly<Record<ActionName, readonly string[]>> = {
  backup: [],
  restore: [],
  verify: [],
  copy: FORK,
  prune: [],
  list: [],
}
