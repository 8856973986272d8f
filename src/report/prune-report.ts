import type { KeptEntry, RemovedEntry } from '../plan/retention.ts'
import type { ListedBackup } from './listed-backup.ts'
import type { PhaseTime, ReportedFailure } from './report.ts'

/** What became of one series, or would. */
export interface PrunedSeries {
  readonly name: string
  readonly backups: readonly ListedBackup[]
  readonly kept: readonly KeptEntry[]
  /** What was removed; with `dryRun`, what would be. After a failure what was removed before it. */
  readonly removed: readonly RemovedEntry[]
}

/** What happened in a run of prune, as data. */
export interface PruneReport {
  /** Where the backups lie. */
  readonly label: string
  readonly dryRun: boolean
  readonly failure: ReportedFailure | null
  readonly series: readonly PrunedSeries[]
  readonly phases: readonly PhaseTime[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
}
