import type { Manifest } from '../manifest/manifest.ts'
import type { RestoreMode } from '../target/obstacle.ts'
import type { PhaseTime, ReportedFailure } from './report.ts'
import type { SafetyBackup } from './safety-backup.ts'

/** What happened in a restore, as data. Nulls stand for what it never reached. */
export interface RestoreReport {
  /** The target database, by the name the user knows it by. */
  readonly database: string
  readonly mode: RestoreMode
  readonly failure: ReportedFailure | null
  /** In what state a failed restore left the target, a sentence. */
  readonly targetState: string | null
  readonly manifest: Manifest | null
  /** What was restored of it: all tables of the manifest, or those that were chosen. */
  readonly tables: Manifest['tables']
  /** `rows`: every table was counted and compared; `none`: nothing was asked for. */
  readonly verified: 'rows' | 'none'
  /** How the old database is called now, after a swap. */
  readonly previousDatabase: string | null
  readonly safetyBackup: SafetyBackup | null
  readonly phases: readonly PhaseTime[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
}
