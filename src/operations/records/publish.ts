import type { Host } from '../../host/host.ts'
import type { DrawnReport } from '../../report/drawn.ts'

/** A link that temporary keys of AWS have signed holds their session token. */
const CREDENTIALS = ['links']

/** Shows a report everywhere a host has a place for it: the log, the outputs, the summary. */
export async function publish(
  host: Host,
  { lines, outputs, summary }: DrawnReport,
  withSummary: boolean,
): Promise<void> {
  for (const line of lines) host.log.info(line)
  for (const [name, value] of Object.entries(outputs)) {
    host.setOutput(name, value, CREDENTIALS.includes(name))
  }
  if (withSummary) await host.writeSummary(summary)
}
