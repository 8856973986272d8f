import type { Log } from '../../host/host.ts'
import type { Manifest, TableRows } from '../../manifest/manifest.ts'
import type { RestoreReport } from '../../report/restore-report.ts'
import type { RestoreMode } from '../../target/obstacle.ts'
import { reported } from './record.ts'
import { TargetRecord } from './target-record.ts'

/** Collects what happens in a restore, so that it can be reported however far it came. */
export class RestoreRecord extends TargetRecord {
  /** As far as it is known: an app's may have to be looked up. */
  database: string
  readonly #mode: RestoreMode
  manifest: Manifest | null = null
  tables: readonly TableRows[] = []
  verified: RestoreReport['verified'] = 'none'

  constructor(log: Log, database: string, mode: RestoreMode) {
    super(log)
    this.database = database
    this.#mode = mode
  }

  report(failure: unknown): RestoreReport {
    return {
      database: this.database,
      mode: this.#mode,
      failure: failure === undefined ? null : reported(failure),
      targetState: this.targetState,
      manifest: this.manifest,
      tables: this.tables,
      verified: this.verified,
      previousDatabase: this.previousDatabase,
      safetyBackup: this.safetyBackup,
      phases: this.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
    }
  }
}
