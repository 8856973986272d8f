import type { ClientRequest } from '../client/client.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { Keys, Lock } from '../seal/keys.ts'
import type { RestoreMode } from '../target/obstacle.ts'
import type { DestinationUrl } from './backup.ts'
import type { HerokuInputs } from './fork.ts'

export const RESTORE_MODES: readonly RestoreMode[] = ['into-empty', 'clean', 'swap']

/** Where a backup is taken from, and which one. Shared by restore and verify. */
export interface BackupChoice {
  readonly source: DestinationUrl
  /** The series; undefined: what the id says, else the target database's name. */
  readonly name: string | undefined
  /** An id, `latest` or `latest-verified`; or `heroku:…`, where `pgBackup` says which. */
  readonly backup: string
  /** Undefined: it is one of ours, at `source`. */
  readonly pgBackup: PgBackupChoice | undefined
  /** Another run's artifact. */
  readonly runId: number | undefined
  readonly githubToken: string | undefined
}

/** A backup that PGBackups, Heroku's own, has taken. */
export interface PgBackupChoice {
  readonly apiKey: string
  readonly app: string
  /** `b001`, `a002`, or `latest`. */
  readonly backup: string
}

/** The inputs of the restore action, read once, typed and checked. */
export interface RestoreInputs extends BackupChoice {
  readonly connection: ConnectionSettings
  readonly keys: Keys
  readonly mode: RestoreMode
  /** The target database's name, typed by whoever starts a `clean` or `swap`. */
  readonly confirm: string | undefined
  /** Where the target is backed up to first. */
  readonly safetyBackup: DestinationUrl | undefined
  /** To whom the safety backup is sealed; undefined: it is not. */
  readonly encryption: Lock | undefined
  readonly jobs: number | 'auto'
  /** Exact names or pg_dump patterns of what to restore; both empty: everything. */
  readonly schemas: readonly string[]
  readonly tables: readonly string[]
  readonly noOwner: boolean
  readonly noAcl: boolean
  readonly role: string | undefined
  readonly analyze: boolean
  readonly verify: 'rows' | 'none'
  /** Statements that must each return true in the restored database. */
  readonly verifySql: readonly string[]
  readonly client: Omit<ClientRequest, 'major'> & { readonly version: number | 'auto' }
  readonly summary: boolean
}

/** The same as it was given: where the target is may have to be asked for first. */
export interface RestoreRequest extends Omit<RestoreInputs, 'connection'> {
  /** Undefined: `heroku` leads to the target. */
  readonly connection: ConnectionSettings | undefined
  readonly heroku: HerokuInputs | undefined
}

/** The inputs of the verify action. */
export interface VerifyInputs extends BackupChoice {
  readonly keys: Keys
  readonly level: 'archive' | 'restore'
  readonly verifySql: readonly string[]
  /** A database server to restore into instead of a scratch server; a new database is made there. */
  readonly scratch: ConnectionSettings | undefined
  readonly client: Omit<ClientRequest, 'major'> & { readonly version: number | 'auto' }
  readonly summary: boolean
}
