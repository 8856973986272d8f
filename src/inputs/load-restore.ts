import type { Host } from '../host/host.ts'
import { checkRestore } from './check-restore.ts'
import { parseWholeOrAuto } from './parse.ts'
import { InputReader } from './read.ts'
import { readBackupChoice } from './read-backup-choice.ts'
import { readClient } from './read-client.ts'
import { DATABASE, readConnection } from './read-connection.ts'
import { readDecryption, readEncryption } from './read-encryption.ts'
import { readHeroku } from './read-heroku.ts'
import { hasOwnArtifacts, readSafetyBackup } from './read-places.ts'
import { RESTORE_MODES, type RestoreRequest } from './restore.ts'

/**
 * Reads and checks the inputs of the restore action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadRestoreInputs(host: Host): RestoreRequest {
  const read = new InputReader(host, 'restore')
  const heroku = readHeroku(host, read)
  const isLookedUp = heroku !== undefined && read.text('database-url') === undefined
  const inputs: RestoreRequest = {
    connection: isLookedUp ? undefined : readConnection(host, read, DATABASE),
    heroku,
    ...readBackupChoice(host, read, heroku),
    keys: readDecryption(host, read),
    mode: read.choice('mode', RESTORE_MODES),
    confirm: read.text('confirm'),
    safetyBackup: readSafetyBackup(host, read),
    encryption: readEncryption(host, read),
    jobs: read.value('jobs', (text) => parseWholeOrAuto(text, 1, 64)),
    schemas: read.lines('schemas'),
    tables: read.lines('tables'),
    noOwner: read.flag('no-owner'),
    noAcl: read.flag('no-acl'),
    role: read.text('role'),
    analyze: read.flag('analyze'),
    verify: read.choice('verify', ['rows', 'none']),
    verifySql: read.lines('verify-sql'),
    client: readClient(read),
    summary: read.flag('summary'),
  }
  read.finish(() => checkRestore(inputs, hasOwnArtifacts(host)))
  return inputs
}
