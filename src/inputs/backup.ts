import type { ClientRequest } from '../client/client.ts'
import type { DumpFormat, VerificationLevel } from '../manifest/manifest.ts'
import type { KeepRules } from '../plan/retention.ts'
import type { ConnectionSettings } from '../postgres/connection.ts'
import type { Lock } from '../seal/keys.ts'
import type { ForkInputs } from './fork.ts'

/** The inputs of the root action, read once, typed and checked. */
export interface BackupInputs {
  /** Undefined: the provider of `fork` tells it. */
  readonly connection: ConnectionSettings | undefined
  readonly fork: ForkInputs
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
  /** To whom the backup is sealed; undefined: it is not. */
  readonly encryption: Lock | undefined
  /** Whether the manifest names the tables in the clear. */
  readonly manifestDetail: 'full' | 'sealed'
  /** What is removed after a success; undefined: nothing. */
  readonly keep: KeepRules | undefined
  /** For the artifacts of other runs. */
  readonly githubToken: string | undefined
  /** The share by which rows or size may fall below those of the backup before; 1: any. */
  readonly shrinkLimit: number
  readonly onShrink: 'warn' | 'fail'
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
      /** What requests are signed for first; undefined: the environment's. */
      readonly region?: string | undefined
      /** Whose credentials are taken, of AWS's shared files; undefined: those of the chain. */
      readonly profile?: string | undefined
      readonly pathStyle: boolean
      /** Make a missing bucket instead of failing with E_BUCKET. */
      readonly create: boolean
      /** Of archives; what is beside them has to be readable at any time. */
      readonly storageClass?: string | undefined
      readonly sse?: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | undefined
      readonly kmsKey?: string | undefined
      readonly tags?: Readonly<Record<string, string>> | undefined
      /** Whether checksum headers are sent; undefined: as is known of the store. */
      readonly checksums?: boolean | undefined
      /** The most parts of one object; undefined: as is known of the store. */
      readonly maxParts?: number | undefined
    }
  | {
      readonly kind: 'gs'
      readonly text: string
      readonly bucket: string
      readonly prefix: string
      readonly endpoint?: string | undefined
      readonly create: boolean
      /** Of archives; what is beside them is read more often. */
      readonly storageClass?: string | undefined
      /** `projects/P/locations/L/keyRings/R/cryptoKeys/K` */
      readonly kmsKey?: string | undefined
      /** Custom metadata of every object. */
      readonly tags?: Readonly<Record<string, string>> | undefined
    }
  | {
      readonly kind: 'az'
      readonly text: string
      readonly account: string
      readonly container: string
      readonly prefix: string
      /** The address of the account's blob service. */
      readonly endpoint?: string | undefined
      readonly create: boolean
      /** Of archives; what is beside them is read more often. */
      readonly tier?: 'Hot' | 'Cool' | 'Cold' | undefined
      readonly encryptionScope?: string | undefined
      readonly tags?: Readonly<Record<string, string>> | undefined
    }
  | { readonly kind: 'file'; readonly text: string; readonly directory: string }
