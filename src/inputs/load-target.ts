import type { Host } from '../host/host.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import { InputReader } from './read.ts'
import { DATABASE, readConnection, TARGET } from './read-connection.ts'

/**
 * Reads where the target of a restore or a copy is, and nothing else: the post step needs no more.
 *
 * @param input the name of the input with its URL
 * @throws UserError `E_INPUT`
 */
export function loadTarget(host: Host, input: 'database-url' | 'target-url'): ConnectionSettings {
  const isCopy = input === 'target-url'
  const read = new InputReader(host, isCopy ? 'copy' : 'restore')
  const settings = readConnection(host, read, isCopy ? TARGET : DATABASE)
  read.finish(() => [])
  return settings
}
