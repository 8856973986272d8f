import type { Host } from '../host/host.ts'
import { parseAge } from './parse-retention.ts'
import { InputReader } from './read.ts'
import { checkBackupChoice } from './read-backup-choice.ts'
import { hasOwnArtifacts } from './read-places.ts'
import { readSeries } from './read-series.ts'
import type { ListInputs } from './retention.ts'

const DAY = 86_400
/** What Amazon S3, Google Cloud Storage and Azure allow for a signed address. */
const LONGEST_LINK = 7 * DAY
const OLDEST = 3660 * DAY

/**
 * Reads and checks the inputs of the list action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadListInputs(host: Host): ListInputs {
  const read = new InputReader(host, 'list')
  const inputs: ListInputs = {
    ...readSeries(host, read),
    maxAge: read.filled('max-age', (text) =>
      text === 'none' ? undefined : parseAge(text, OLDEST),
    ),
    linkLifetime: read.optional('link-lifetime', (text) => parseAge(text, LONGEST_LINK)),
  }
  read.finish(() => checkBackupChoice({ ...inputs, runId: undefined }, hasOwnArtifacts(host)))
  return inputs
}
