import type { ClientRequest } from '../client/client.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { Lock } from '../seal/keys.ts'
import type { RestoreMode } from '../target/obstacle.ts'
import type { DestinationUrl, Selection } from './backup.ts'
import type { ForkInputs } from './fork.ts'

/** The inputs of the copy action, read once, typed and checked. */
export interface CopyInputs {
  /** Undefined: the provider of `fork` leads to it. */
  readonly source: ConnectionSettings | undefined
  readonly fork: ForkInputs
  readonly target: ConnectionSettings
  readonly mode: RestoreMode
  /** The target database's name, typed by whoever starts a `clean` or `swap`. */
  readonly confirm: string | undefined
  /** Where the target is backed up to first. */
  readonly safetyBackup: DestinationUrl | undefined
  /** To whom the safety backup is sealed; undefined: it is not. */
  readonly encryption: Lock | undefined
  readonly jobs: number | 'auto'
  readonly selection: Selection
  readonly noOwner: boolean
  readonly noAcl: boolean
  /** How long to wait for a lock on a table of the source; 0: for ever. */
  readonly lockTimeoutMs: number
  readonly verify: 'rows' | 'none'
  readonly client: Omit<ClientRequest, 'major'> & { readonly version: number | 'auto' }
  readonly summary: boolean
}
