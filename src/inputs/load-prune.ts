import type { Host } from '../host/host.ts'
import { InputProblem } from './parse.ts'
import { parseKeep } from './parse-retention.ts'
import { InputReader } from './read.ts'
import { readSeries } from './read-series.ts'
import type { PruneInputs } from './retention.ts'

/**
 * Reads and checks the inputs of the prune action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadPruneInputs(host: Host): PruneInputs {
  const read = new InputReader(host, 'prune')
  const series = readSeries(host, read)
  const keep = read.optional('keep', parseKeep)
  if (read.text('keep') === undefined) {
    const how = 'it is missing. Write how many to keep, as in last=3 daily=7 weekly=4.'
    read.problem('keep', new InputProblem(how))
  }
  const dryRun = read.flag('dry-run')
  read.finish(() => checkPrune(series))
  return { ...series, keep: keep as NonNullable<typeof keep>, dryRun }
}

/** The token of a step may not remove what other runs have made. */
function checkPrune({ source, githubToken }: Pick<PruneInputs, 'source' | 'githubToken'>) {
  if (source.kind !== 'artifact' || githubToken !== undefined) return []
  return ['source: artifact needs github-token, of a job with actions: write.']
}
