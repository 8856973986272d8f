import type { Log } from '../../host/host.ts'
import type { DestinationUrl } from '../../inputs/backup.ts'
import type { Links, ListReport } from '../../report/list-report.ts'
import type { ListedBackup } from '../../report/listed-backup.ts'
import { RunRecord, reported } from './record.ts'

/** Collects what a list finds, so that it can be reported however far it came. */
export class ListRecord extends RunRecord {
  readonly #source: DestinationUrl
  readonly now = new Date()
  backups: readonly ListedBackup[] = []
  links: Links = {}

  constructor(log: Log, source: DestinationUrl) {
    super(log)
    this.#source = source
  }

  report(failure: unknown): ListReport {
    return {
      label: this.#source.kind === 'artifact' ? 'artifacts' : this.#source.text,
      failure: failure === undefined ? null : reported(failure),
      backups: this.backups,
      links: this.links,
      now: this.now,
      phases: this.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
    }
  }
}
