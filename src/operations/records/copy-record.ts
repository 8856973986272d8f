import { COPY_PHASES, type CopyProgress } from '../../copy/copy-progress.ts'
import type { Log } from '../../host/host.ts'
import type { CopyInputs } from '../../inputs/copy.ts'
import type { CopiedContents, CopyReport } from '../../report/copy-report.ts'
import type { ForkReport } from '../../report/report.ts'
import { type ForkingRecord, reported } from './record.ts'
import { TargetRecord } from './target-record.ts'

/** Collects what happens in a copy, so that it can be reported however far it came. */
export class CopyRecord extends TargetRecord implements ForkingRecord {
  source: string
  readonly #inputs: CopyInputs
  readonly #progress: CopyProgress
  copied: CopiedContents | null = null
  verified: CopyReport['verified'] = 'none'
  fork: ForkReport | null = null

  constructor(log: Log, inputs: CopyInputs, progress: CopyProgress) {
    super(log)
    this.#inputs = inputs
    this.#progress = progress
    this.source = inputs.source?.database ?? 'the source'
  }

  /** What a fork takes is a phase of the copy as well. */
  override phase<T>(name: string, title: string, work: () => Promise<T>): Promise<T> {
    const phase = COPY_PHASES.find((one) => one === name)
    const timed = phase === undefined ? work : () => this.#progress.during(phase, work)
    return super.phase(name, title, timed)
  }

  report(failure: unknown): CopyReport {
    const { target, mode } = this.#inputs
    return {
      source: this.source,
      fork: this.fork,
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
