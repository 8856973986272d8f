import { UserError } from '../../errors.ts'
import { systemClock } from '../../forks/clock.ts'
import type { Host } from '../../host/host.ts'
import type { HerokuInputs } from '../../inputs/fork.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'

/**
 * The way to a database of a Heroku app, which is to be written to.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`
 */
export async function findHerokuTarget(
  host: Host,
  inputs: HerokuInputs,
  signal: AbortSignal,
): Promise<ConnectionSettings> {
  const { herokuDatabase } = await import('../../forks/heroku/heroku.ts')
  const { environment, log } = host
  const { connection, label, isFollower } = await herokuDatabase(
    inputs,
    {
      ...{ environment, log, connection: undefined, clock: systemClock },
      addSecret: (value, publicWords) => host.addSecret(value, publicWords),
    },
    signal,
  )
  if (isFollower) {
    const message = `${label} is a follower, which cannot be written to.`
    throw new UserError('E_INPUT', message, 'Set heroku-database to its leader.')
  }
  log.info(`The target is ${label}.`)
  return connection
}
