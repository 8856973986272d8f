import type { ListedBackup } from './listed-backup.ts'
import type { PhaseTime, ReportedFailure } from './report.ts'

/** The addresses of the files of a backup, by their paths. */
export type Links = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What was found in a run of list, as data. */
export interface ListReport {
  /** Where the backups lie. */
  readonly label: string
  readonly failure: ReportedFailure | null
  /** The newest first. */
  readonly backups: readonly ListedBackup[]
  /** By the ids of backups; empty: none were asked for. */
  readonly links: Links
  /** When it was looked, for the ages. */
  readonly now: Date
  readonly phases: readonly PhaseTime[]
  readonly durationSeconds: number
  readonly warnings: readonly string[]
}
