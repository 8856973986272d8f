import type { Compression } from '../inputs/backup.ts'

/**
 * The JSON beside an archive, version 1. It is written last: an archive without a manifest is not
 * a backup. Sizes are bytes, times RFC 3339 in UTC.
 */
export interface Manifest {
  readonly manifestVersion: 1
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly tool: { readonly name: string; readonly version: string }
  readonly source: {
    readonly database: string
    /** As the server says it, for example `17.11`. */
    readonly serverVersion: string
    readonly sizeBytes: number
    readonly encoding: string
    readonly collation: string
    readonly extensions: readonly ExtensionFact[]
    /** The database a fork was made of; null: the source itself was dumped. */
    readonly forkOf: string | null
  }
  readonly dump: {
    readonly format: DumpFormat
    /** As pg_dump was told: `zstd:1`, `gzip:6`, `none`. */
    readonly compression: string
    readonly clientVersion: string
    readonly jobs: number
    readonly durationSeconds: number
    readonly files: readonly ArchiveFile[]
  }
  readonly encryption: Encryption | null
  /** Rows as counted in the archive itself; empty when it was not read back, or sealed. */
  readonly tables: readonly TableRows[]
  readonly verification: {
    readonly level: VerificationLevel
    /** When it was proven; null where it was not. */
    readonly at: string | null
  }
  /**
   * The backup that it holds much less than, where its run has failed for that; retention does not
   * count it as long as none after it is larger again.
   */
  readonly shrunkFrom?: string
}

export interface Encryption {
  readonly kind: 'age'
  /** `age1…`; for a passphrase `scrypt`, as in the header of an age file. */
  readonly recipients: readonly string[]
  /** What was taken out of `tables` and `source.extensions`; null: they stand in the clear. */
  readonly sealed: {
    readonly tables: number
    readonly rows: number
    /** Both as JSON, encrypted as the archive is, in age's armor. */
    readonly details: string
  } | null
}

export type DumpFormat = 'custom' | 'directory' | 'tar' | 'plain'
export type VerificationLevel = 'none' | 'archive' | 'restore'

export interface ArchiveFile {
  /** Relative to the manifest's folder, with `/`. */
  readonly path: string
  readonly sizeBytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

export interface TableRows {
  readonly schema: string
  readonly name: string
  readonly rows: number
}

export interface ExtensionFact {
  readonly name: string
  readonly version: string
  readonly schema: string
}

/** What an archive was compressed with. */
export function compressionMethod({ dump }: Manifest): Compression['method'] {
  return dump.compression.split(':')[0] as Compression['method']
}
