import type { ClientRequest } from '../client/client.ts'
import type { DumpFormat, VerificationLevel } from '../manifest/manifest.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'

/** The inputs of the root action, read once, typed and checked. */
export interface BackupInputs {
  readonly connection: ConnectionSettings
  /** The series' name; undefined: the database's name, made fit for an object name. */
  readonly name: string | undefined
  readonly format: DumpFormat
  readonly compression: Compression | 'auto'
  readonly jobs: number | 'auto'
  readonly selection: Selection
  readonly noOwner: boolean
  readonly noAcl: boolean
  readonly quoteAllIdentifiers: boolean
  readonly globals: boolean
  readonly pgDumpArgs: readonly string[]
  readonly lockTimeoutMs: number
  /** Bytes per second; undefined: no ceiling. */
  readonly rateLimit: number | undefined
  readonly destinations: readonly DestinationUrl[]
  readonly region: string | undefined
  readonly retentionDays: number | undefined
  readonly verify: VerificationLevel
  /** Statements that must each return true in the database of the test restore. */
  readonly verifySql: readonly string[]
  readonly client: Omit<ClientRequest, 'major'> & { readonly version: number | 'auto' }
  readonly allowEmpty: boolean
  readonly allowPublicArtifact: boolean
  readonly summary: boolean
}

/** pg_dump patterns, as in its manual page. */
export interface Selection {
  readonly schemas: readonly string[]
  readonly excludeSchemas: readonly string[]
  readonly tables: readonly string[]
  readonly excludeTables: readonly string[]
  readonly excludeTableData: readonly string[]
}

export interface Compression {
  readonly method: 'none' | 'gzip' | 'lz4' | 'zstd'
  /** undefined: the method's own default. */
  readonly level?: number | undefined
}

/** A `destination` line, parsed: `s3://bucket/prefix?endpoint=…`. */
export type DestinationUrl =
  | { readonly kind: 'artifact' }
  | {
      readonly kind: 's3'
      /** As the user wrote it. */
      readonly text: string
      readonly bucket: string
      /** Without slashes at its ends; empty: the bucket's root. */
      readonly prefix: string
      readonly endpoint?: string | undefined
      readonly pathStyle: boolean
      /** Make a missing bucket instead of failing with E_BUCKET. */
      readonly create: boolean
    }
  | { readonly kind: 'file'; readonly text: string; readonly directory: string }
