import type { Log } from '../../host/host.ts'
import type { PruneInputs } from '../../inputs/retention.ts'
import type { PrunedSeries, PruneReport } from '../../report/prune-report.ts'
import { RunRecord, reported } from './record.ts'

/** Collects what happens in a run of prune, so that it can be reported however far it came. */
export class PruneRecord extends RunRecord {
  readonly #inputs: Pick<PruneInputs, 'source' | 'dryRun'>
  series: readonly PrunedSeries[] = []

  constructor(log: Log, inputs: Pick<PruneInputs, 'source' | 'dryRun'>) {
    super(log)
    this.#inputs = inputs
  }

  report(failure: unknown): PruneReport {
    const { source, dryRun } = this.#inputs
    return {
      label: source.kind === 'artifact' ? 'artifacts' : source.text,
      dryRun,
      failure: failure === undefined ? null : reported(failure),
      series: this.series,
      phases: this.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
    }
  }
}
