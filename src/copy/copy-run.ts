import type { Client } from '../client/client.ts'
import type { Cleanup, Log } from '../host/host.ts'
import type { Selection } from '../inputs/backup.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { LibpqEnvironment } from '../postgres/environment.ts'
import type { QualifiedName } from './source-tables.ts'

/** A database at one end of a copy, with its one host that is known to answer. */
export interface CopyEnd {
  readonly settings: ConnectionSettings
  /** For pg_dump and pg_restore. */
  readonly libpq: LibpqEnvironment
  readonly encoding: string
}

/** Everything that is decided before the first row moves. */
export interface CopyRun {
  readonly source: CopyEnd
  /** Empty, and ours alone. */
  readonly target: CopyEnd
  readonly client: Client
  /** Of rows, from the source. */
  readonly streams: number
  /** Builds of indexes in the target, beside the streams. */
  readonly jobs: number
  readonly selection: Selection
  /** To be locked at once; what the schema turns out to have besides is locked after that. */
  readonly tables: readonly QualifiedName[]
  /** Where a table is looked for whose pattern names no schema. */
  readonly searchPath: readonly string[]
  readonly noOwner: boolean
  readonly noAcl: boolean
  readonly lockTimeoutMs: number
  /** Private; for the schema, which is small. */
  readonly directory: string
  readonly sizes: CopySizes
  readonly log: Log
  readonly signal: AbortSignal
  /** Told when nothing more is read from the source, which then need not be there any more. */
  readonly onRead: () => Promise<void>
  readonly cleanup: Cleanup
}

/** In bytes. */
export interface CopySizes {
  /** Tables are not cut into parts smaller than this. */
  readonly smallestChunk: number
  /** From this size on a table's indexes are built as soon as its rows are in. */
  readonly earlyIndexes: number
}

/**
 * Below these a stream, or a pg_restore, costs more by being started than it gains by running
 * beside the others.
 */
export const USUAL_SIZES: CopySizes = {
  smallestChunk: 64 * 2 ** 20,
  earlyIndexes: 16 * 2 ** 20,
}

/** What was copied of a table, by the count of both servers. */
export interface CopiedTable extends QualifiedName {
  /** The table in the target that the rows went into; mostly of the same name. */
  readonly into: QualifiedName
  readonly rows: number
  /** Whether the target may have other rows of its own in it: an extension's table. */
  readonly isShared: boolean
}

/** What is left of a copy to be reported. */
export interface CopyResult {
  readonly tables: readonly CopiedTable[]
  /** What went over the wire, in bytes. */
  readonly bytes: number
  readonly largeObjects: number
  /** What pg_restore could not do and what takes nothing from the rows, a sentence each. */
  readonly leftOut: readonly string[]
}
