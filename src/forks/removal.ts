import { sentence, UserError } from '../errors.ts'
import type { NotedFork } from './fork.ts'

/** The command of the provider's own program that removes a fork. */
export function removalCommand({ provider, name, place }: NotedFork): string {
  switch (provider) {
    case 'heroku':
      return `heroku addons:destroy ${name} --app ${place} --confirm ${place}`
    case 'neon':
      return `neonctl branches delete ${name} --project-id ${place}`
    case 'rds':
      return `aws rds delete-db-instance --region ${place} --db-instance-identifier ${name} --skip-final-snapshot --delete-automated-backups`
  }
}

/** @param why what the provider said, or what was not as it had to be */
export function forkLeft(fork: NotedFork, why: string, cause?: unknown): UserError {
  return new UserError(
    'E_FORK_LEFT',
    sentence(`The fork ${fork.name} may be left, and costs money: ${why}`),
    `See whether it is there, and remove it: ${removalCommand(fork)}`,
    { cause },
  )
}
