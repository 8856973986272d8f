import type { Compression, DestinationUrl, Selection } from '../inputs/backup.ts'
import type { DumpFormat } from '../manifest/manifest.ts'

/** What a run will do, decided from inputs and facts before anything happens. */
export interface BackupPlan {
  readonly id: string
  readonly name: string
  readonly format: DumpFormat
  readonly compression: Compression
  readonly jobs: number
  readonly clientMajor: number
  /** For pg_dump, without connection, output and secrets: those are the dump's own. */
  readonly dumpArguments: readonly string[]
  readonly selection: Selection
  readonly lockTimeoutMs: number
  readonly rateLimit: number | undefined
  readonly globals: boolean
  readonly readBack: boolean
  readonly destinations: readonly DestinationUrl[]
  /** Relative to a destination's series folder: `<id>.dump`, or the folder `<id>`. */
  readonly archivePath: string
  readonly manifestPath: string
  /** Why it is so and what it will cost the source, each a sentence for the log. */
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}
