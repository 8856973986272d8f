import type { Manifest, TableRows } from '../manifest/manifest.ts'
import type { PhaseTime, ReportedFailure } from './report.ts'

/** What happened when a backup was verified, as data. Nulls stand for what it never reached. */
export interface VerifyReport {
  /** What was asked for: an id, `latest` or `latest-verified`. */
  readonly wanted: string
  readonly level: 'archive' | 'restore'
  readonly failure: ReportedFailure | null
  readonly manifest: Manifest | null
  /** What was counted: in the archive, or in the database it was restored to. */
  readonly tables: readonly TableRows[]
  /** What it was restored into. */
  readonly scratch: string | null
  readonly phases: readonly PhaseTime[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
}
