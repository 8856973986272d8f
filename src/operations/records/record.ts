import type { Client } from '../../client/client.ts'
import type { DestinationResult } from '../../destinations/several.ts'
import { asUserError } from '../../errors.ts'
import type { Log } from '../../host/host.ts'
import type { DestinationUrl } from '../../inputs/backup.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Comparison } from '../../plan/shrink.ts'
import type { RelationFact } from '../../postgres/facts.ts'
import type {
  BackupReport,
  DestinationReport,
  ForkReport,
  PhaseTime,
  PrunedPlace,
  ReportedFailure,
} from '../../report/report.ts'

/** What every run has: phases that take time, and warnings. */
export class RunRecord {
  readonly #log: Log
  readonly #started = performance.now()
  readonly #phases: PhaseTime[] = []
  readonly #warnings: string[] = []

  constructor(log: Log) {
    this.#log = log
  }

  /** Runs a phase under its own heading, and notes how long it took. */
  async phase<T>(name: string, title: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now()
    try {
      return await this.#log.group(title, work)
    } finally {
      this.#phases.push({ name, seconds: secondsSince(started) })
    }
  }

  warn(warning: string): void {
    this.#warnings.push(warning)
    this.#log.warning(warning)
  }

  /** How long a phase took; 0 where it has not ended. */
  secondsOf(name: string): number {
    return this.#phases.find((phase) => phase.name === name)?.seconds ?? 0
  }

  get phases(): readonly PhaseTime[] {
    return this.#phases
  }

  get warnings(): readonly string[] {
    return this.#warnings
  }

  get durationSeconds(): number {
    return secondsSince(this.#started)
  }
}

/** The record of a run that may read a fork in place of its source. */
export interface ForkingRecord extends RunRecord {
  /** The fork that was made, if there was one. */
  fork: ForkReport | null
}

/** Collects what happens in a backup, so that it can be reported however far it came. */
export class BackupRecord extends RunRecord {
  name: string
  manifest: Manifest | null = null
  clientSource: Client['source'] | null = null
  relations: readonly RelationFact[] = []
  fork: ForkReport | null = null
  results: readonly DestinationResult[] = []
  /** Null: there was nothing to compare with. */
  comparison: Comparison | null = null
  readonly pruned: PrunedPlace[] = []
  readonly #urls: readonly DestinationUrl[]

  constructor(log: Log, name: string, urls: readonly DestinationUrl[]) {
    super(log)
    this.name = name
    this.#urls = urls
  }

  /** Where the backup was stored. */
  get locations(): readonly string[] {
    return this.results.flatMap((result) => ('stored' in result ? [result.stored.location] : []))
  }

  report(failure: unknown): BackupReport {
    return {
      name: this.name,
      failure: failure === undefined ? null : reported(failure),
      manifest: this.manifest,
      clientSource: this.clientSource,
      relations: this.relations,
      fork: this.fork,
      comparison: this.comparison,
      pruned: this.pruned,
      destinations: this.#urls.map((url, index) => destinationReport(url, this.results[index])),
      phases: this.phases,
      durationSeconds: this.durationSeconds,
      warnings: this.warnings,
      retries: this.results.reduce((sum, { destination }) => sum + (destination.retries ?? 0), 0),
    }
  }
}

function destinationReport(
  url: DestinationUrl,
  result: DestinationResult | undefined,
): DestinationReport {
  const label = result?.destination.label ?? (url.kind === 'artifact' ? 'artifact' : url.text)
  if (!result) return { url, label, stored: null, failure: null }
  return 'stored' in result
    ? { url, label, stored: result.stored, failure: null }
    : { url, label, stored: null, failure: reported(result.error) }
}

export function reported(failure: unknown): ReportedFailure {
  const { code, message, next } = asUserError(failure)
  return { code, message, next }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}
