import type { Host } from '../host/host.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { HerokuInputs } from './fork.ts'
import { InputReader } from './read.ts'
import { DATABASE, readConnection, SCRATCH, TARGET } from './read-connection.ts'
import { readHeroku } from './read-heroku.ts'

const TARGETS = {
  'database-url': { action: 'restore', names: DATABASE },
  'scratch-url': { action: 'verify', names: SCRATCH },
  'target-url': { action: 'copy', names: TARGET },
} as const

/**
 * Reads where the target of a restore, a copy or a trial is, and nothing else: the post step needs
 * no more.
 *
 * @param input the name of the input with its URL
 * @throws UserError `E_INPUT`
 */
export function loadTarget(host: Host, input: keyof typeof TARGETS): ConnectionSettings {
  const { action, names } = TARGETS[input]
  const read = new InputReader(host, action)
  const settings = readConnection(host, read, names)
  read.finish(() => [])
  return settings
}

/** The same for a target that is a Heroku app's. */
export function loadHerokuTarget(host: Host): HerokuInputs {
  const read = new InputReader(host, 'restore')
  const heroku = readHeroku(host, read)
  read.finish(() => (heroku === undefined ? ['heroku-app: it is missing or empty.'] : []))
  return heroku as HerokuInputs
}
