import type { Host } from '../host/host.ts'
import { checkClient } from './check-combinations.ts'
import { checkMode } from './check-restore.ts'
import type { CopyInputs } from './copy.ts'
import { readSelection } from './load-backup.ts'
import { parseWholeOrAuto } from './parse.ts'
import { InputReader } from './read.ts'
import { readClient } from './read-client.ts'
import { readConnection, SOURCE, TARGET } from './read-connection.ts'
import { readSafetyBackup } from './read-places.ts'
import { RESTORE_MODES } from './restore.ts'

/** As the default of `lock-timeout` for a backup. */
const LOCK_TIMEOUT_MS = 60_000

/**
 * Reads and checks the inputs of the copy action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadCopyInputs(host: Host): CopyInputs {
  const read = new InputReader(host, 'copy')
  const inputs: CopyInputs = {
    source: readConnection(host, read, SOURCE),
    target: readConnection(host, read, TARGET),
    mode: read.choice('mode', RESTORE_MODES),
    confirm: read.text('confirm'),
    safetyBackup: readSafetyBackup(host, read),
    jobs: read.value('jobs', (text) => parseWholeOrAuto(text, 1, 64)),
    selection: readSelection(read),
    noOwner: read.flag('no-owner'),
    noAcl: read.flag('no-acl'),
    lockTimeoutMs: LOCK_TIMEOUT_MS,
    verify: read.choice('verify', ['rows', 'none']),
    client: readClient(read),
    summary: read.flag('summary'),
  }
  read.finish(() => [...checkMode(inputs), ...checkClient(inputs.client)])
  return inputs
}
