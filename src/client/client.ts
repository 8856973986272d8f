/** The PostgreSQL programs of one major version, each called by its full path. */
export interface Client {
  readonly major: number
  /** As `pg_dump --version` says, for example `17.11`. */
  readonly version: string
  readonly source: ClientSourceName | 'client-dir'
  /** The folder that holds pg_dump, pg_restore, pg_dumpall and psql. */
  readonly directory: string
  /** What its programs need in their environment, for example LD_LIBRARY_PATH. */
  readonly environment: Readonly<Record<string, string>>
}

export const CLIENT_SOURCES = ['system', 'apt', 'wheel'] as const
export type ClientSourceName = (typeof CLIENT_SOURCES)[number]

export interface ClientRequest {
  readonly major: number
  /** `auto`: the system, then what earlier runs fetched, then apt, then the wheel. */
  readonly source: ClientSourceName | 'auto'
  /** A folder with pg_dump in it, which replaces every source. */
  readonly directory?: string | undefined
  /** Base URL of an apt repository laid out like PGDG. */
  readonly mirror?: string | undefined
  /** The armored key that signs the mirror; PGDG's own where not given. */
  readonly mirrorKey?: string | undefined
  /** Whether to keep it in, and take it from, `@actions/cache`. */
  readonly cache: boolean
}
