import type { ExtensionFact } from '../manifest/manifest.ts'
import type { HostAddress } from './connection.ts'

/** What the server said before the dump. Plain data: the plan is made from it. */
export interface ServerFacts {
  /** The one of several hosts that answered; the dump goes to the same. */
  readonly host: HostAddress
  readonly database: string
  readonly user: string
  /** `server_version_num`, for example 170011. */
  readonly versionNumber: number
  /** For example `17.11`. */
  readonly version: string
  readonly major: number
  /** `pg_database_size`, in bytes. */
  readonly sizeBytes: number
  readonly encoding: string
  /** `en_US.UTF-8` of the C library, or `icu:en-US`. */
  readonly collation: string
  readonly extensions: readonly ExtensionFact[]
  readonly isReplica: boolean
  readonly pooler: PoolerFact | null
  /** Where pg_dump looks for a table whose pattern names no schema. */
  readonly searchPath: readonly string[]
  readonly relations: readonly RelationFact[]
  /** What pg_dump will have to read and this role may not, each with the GRANT that mends it. */
  readonly unreadable: readonly UnreadableFact[]
  /** Sessions that hold a lock which a dump has to wait for, or wait for one themselves. */
  readonly blockers: readonly BlockerFact[]
}

/** A pooler between us and the server. */
export interface PoolerFact {
  /** `PgBouncer`, `Supavisor`, `Neon`, or `unknown`. */
  readonly product: string
  /** In transaction mode a session's state is shared with others: a dump through it is unsafe. */
  readonly mode: 'transaction' | 'session' | 'unknown'
  /** What the user should connect to instead, where it can be told. */
  readonly directHint?: string | undefined
}

/** A table that a dump reads data from. */
export interface RelationFact {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** Heap and TOAST without indexes, in bytes; of a locked table what was last analyzed. */
  readonly sizeBytes: number
  /** The planner's guess; -1: never analyzed. */
  readonly estimatedRows: number
  /** The partitioned table at the top, where this is one of its partitions. */
  readonly partitionRoot: { readonly schema: string; readonly name: string } | null
  /**
   * Whether a dump loads its rows through that root in any case: a row's place in a hash partition
   * by an enum depends on oids, which another database has others of (pg_dump's
   * forcePartitionRootLoad).
   */
  readonly loadsThroughRoot: boolean
}

export interface UnreadableFact {
  /** As a user would write it: `table app.orders`, `schema _heroku`, `large object 16412`. */
  readonly what: string
  /** Empty for a large object, which no pattern of schemas or tables leaves out. */
  readonly schema: string
  /** Empty for a schema. */
  readonly name: string
  readonly kind: 'schema' | 'table' | 'sequence' | 'large-object' | 'row-security'
  /** The statement that mends it. */
  readonly remedy: string
  /** The statement that mends it for what will be created later, where there is one. */
  readonly futureRemedy?: string | undefined
}

export interface BlockerFact {
  /** 0: a prepared transaction, which has no session (see pg_prepared_xacts). */
  readonly pid: number
  /** The table, as a user would write it. */
  readonly relation: string
  readonly mode: string
  /** False: it waits for the lock itself, and a dump would have to wait behind it. */
  readonly granted: boolean
  /** How long its transaction has been open, in seconds; null where this role may not see it. */
  readonly ageSeconds: number | null
}
