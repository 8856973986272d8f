import type { Host } from '../host/host.ts'
import type { RestoreReport } from '../report/restore-report.ts'
import { renderRestoreSummary, restoreLines, restoreOutputs } from '../report/restore-summary.ts'

/** Shows the report of a restore everywhere a host has a place for it. */
export async function publishRestore(
  host: Host,
  report: RestoreReport,
  withSummary: boolean,
): Promise<void> {
  for (const line of restoreLines(report)) host.log.info(line)
  for (const [name, value] of Object.entries(restoreOutputs(report))) host.setOutput(name, value)
  if (withSummary) await host.writeSummary(renderRestoreSummary(report))
}
