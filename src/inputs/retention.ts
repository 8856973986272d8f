import type { KeepRules } from '../plan/retention.ts'
import type { DestinationUrl } from './backup.ts'

/** Which backups are meant: those of one series, or of all at a place. */
export interface SeriesChoice {
  readonly source: DestinationUrl
  /** Undefined: every series there is. */
  readonly name: string | undefined
  /** For the artifacts of all runs of the repository. */
  readonly githubToken: string | undefined
  readonly summary: boolean
}

/** The inputs of the prune action, read once, typed and checked. */
export interface PruneInputs extends SeriesChoice {
  readonly keep: KeepRules
  readonly dryRun: boolean
}

/** The inputs of the list action. */
export interface ListInputs extends SeriesChoice {
  /** Seconds; undefined: any age will do. */
  readonly maxAge: number | undefined
  /** Seconds; undefined: no links. */
  readonly linkLifetime: number | undefined
}
