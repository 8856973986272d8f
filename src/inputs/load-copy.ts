import type { Host } from '../host/host.ts'
import { checkClient } from './check-combinations.ts'
import { checkMode } from './check-restore.ts'
import type { CopyInputs } from './copy.ts'
import { parseDuration, parseWholeOrAuto } from './parse.ts'
import { InputReader } from './read.ts'
import { readClient } from './read-client.ts'
import { readConnection, SOURCE, TARGET } from './read-connection.ts'
import { readEncryption } from './read-encryption.ts'
import { readFork } from './read-fork.ts'
import { readSafetyBackup } from './read-places.ts'
import { readSelection, readSource } from './read-source.ts'
import { RESTORE_MODES } from './restore.ts'

/**
 * Reads and checks the inputs of the copy action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadCopyInputs(host: Host): CopyInputs {
  const read = new InputReader(host, 'copy')
  const fork = readFork(host, read)
  const inputs: CopyInputs = {
    source: readSource(host, read, SOURCE, fork),
    fork,
    target: readConnection(host, read, TARGET),
    mode: read.choice('mode', RESTORE_MODES),
    confirm: read.text('confirm'),
    safetyBackup: readSafetyBackup(host, read),
    encryption: readEncryption(host, read),
    jobs: read.value('jobs', (text) => parseWholeOrAuto(text, 1, 64)),
    selection: readSelection(read, fork),
    noOwner: read.flag('no-owner'),
    noAcl: read.flag('no-acl'),
    lockTimeoutMs: read.value('lock-timeout', parseDuration),
    verify: read.choice('verify', ['rows', 'none']),
    client: readClient(read),
    summary: read.flag('summary'),
  }
  read.finish(() => [...checkMode(inputs), ...checkClient(inputs.client)])
  return inputs
}
