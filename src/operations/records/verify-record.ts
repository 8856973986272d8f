import type { Log } from '../../host/host.ts'
import type { VerifyInputs } from '../../inputs/restore.ts'
import type { Manifest, TableRows } from '../../manifest/manifest.ts'
import type { VerifyReport } from '../../report/verify-report.ts'
import { RunRecord, reported } from './record.ts'

/** Collects what happens in a verification, so that it can be reported however far it came. */
export class VerifyRecord extends RunRecord {
  readonly #inputs: Pick<VerifyInputs, 'backup' | 'level'>
  manifest: Manifest | null = null
  tables: readonly TableRows[] = []
  scratch: string | null = null

  constructor(log: Log, inputs: Pick<VerifyInputs, 'backup' | 'level'>) {
    super(log)
    this.#inputs = inputs
  }

  report(failure: unknown): VerifyReport {
    return {
      wanted: this.#inputs.backup,
      level: this.#inputs.level,
      failure: failure === undefined ? null : reported(failure),
      manifest: this.manifest,
      tables: this.tables,
      scratch: this.scratch,
      phases: this.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
    }
  }
}
