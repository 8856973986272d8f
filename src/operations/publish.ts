import type { Host } from '../host/host.ts'
import { reportLines } from '../report/lines.ts'
import { reportOutputs } from '../report/outputs.ts'
import type { BackupReport } from '../report/report.ts'
import { renderSummary } from '../report/summary.ts'

/** Shows a report everywhere a host has a place for it: the log, the outputs, the summary. */
export async function publish(
  host: Host,
  report: BackupReport,
  withSummary: boolean,
): Promise<void> {
  for (const line of reportLines(report)) host.log.info(line)
  for (const [name, value] of Object.entries(reportOutputs(report))) host.setOutput(name, value)
  if (withSummary) await host.writeSummary(renderSummary(report))
}
