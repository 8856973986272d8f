import type { CopyProgress } from '../copy/copy-progress.ts'
import type { Log } from '../host/host.ts'
import type { CopyInputs } from '../inputs/copy.ts'
import type { CopiedContents, CopyReport } from '../report/copy-report.ts'
import { reported } from './record.ts'
import { TargetRecord } from './target-record.ts'

/** Collects what happens in a copy, so that it can be reported however far it came. */
export class CopyRecord extends TargetRecord {
  readonly #inputs: CopyInputs
  readonly #progress: CopyProgress
  copied: CopiedContents | null = null
  verified: CopyReport['verified'] = 'none'

  constructor(log: Log, inputs: CopyInputs, progress: CopyProgress) {
    super(log)
    this.#inputs = inputs
    this.#progress = progress
  }

  report(failure: unknown): CopyReport {
    const { source, target, mode } = this.#inputs
    return {
      source: source.database,
      target: target.database,
      mode,
      failure: failure === undefined ? null : reported(failure),
      targetState: this.targetState,
      copied: this.copied,
      verified: this.verified,
      previousDatabase: this.previousDatabase,
      safetyBackup: this.safetyBackup,
      phases: this.#progress.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
    }
  }
}
