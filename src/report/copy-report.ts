import type { RestoreMode } from '../target/obstacle.ts'
import type { ForkReport, PhaseTime, ReportedFailure } from './report.ts'
import type { SafetyBackup } from './safety-backup.ts'

/** What happened in a copy, as data. Nulls stand for what it never reached. */
export interface CopyReport {
  readonly source: string
  /** What was copied from in place of the source; null: the source itself. */
  readonly fork: ForkReport | null
  /** The target database, by the name the user knows it by. */
  readonly target: string
  readonly mode: RestoreMode
  readonly failure: ReportedFailure | null
  /** In what state a failed copy left the target, a sentence. */
  readonly targetState: string | null
  readonly copied: CopiedContents | null
  /** `rows`: every table was counted in the target and compared; `none`: nothing was asked for. */
  readonly verified: 'rows' | 'none'
  /** How the old database is called now, after a swap. */
  readonly previousDatabase: string | null
  readonly safetyBackup: SafetyBackup | null
  /** These overlap: indexes are built while other tables are copied. */
  readonly phases: readonly (PhaseTime & { readonly start: number })[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
}

export interface CopiedContents {
  readonly tables: readonly {
    readonly schema: string
    readonly name: string
    readonly rows: number
  }[]
  readonly largeObjects: number
  /** What went over the wire, in bytes. */
  readonly bytes: number
}
