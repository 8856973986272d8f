import type { Host } from '../host/host.ts'
import { checkVerify } from './check-restore.ts'
import { InputProblem } from './parse.ts'
import { InputReader } from './read.ts'
import { readBackupChoice } from './read-backup-choice.ts'
import { readClient } from './read-client.ts'
import { readConnection, SCRATCH } from './read-connection.ts'
import { readDecryption } from './read-encryption.ts'
import { readHeroku } from './read-heroku.ts'
import { hasOwnArtifacts } from './read-places.ts'
import type { VerifyInputs } from './restore.ts'

/**
 * Reads and checks the inputs of the verify action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadVerifyInputs(host: Host): VerifyInputs {
  const read = new InputReader(host, 'verify')
  const heroku = readHeroku(host, read)
  const isOwnServer = read.text('scratch-url') === undefined
  const choice = readBackupChoice(host, read, heroku)
  if (heroku !== undefined && choice.pgBackup === undefined) {
    read.problem('heroku-app', new InputProblem('it is for backup: heroku:b001.'))
  }
  const inputs: VerifyInputs = {
    ...choice,
    keys: readDecryption(host, read),
    level: read.choice('level', ['archive', 'restore']),
    verifySql: read.lines('verify-sql'),
    scratch: isOwnServer ? undefined : readConnection(host, read, SCRATCH),
    client: readClient(read),
    summary: read.flag('summary'),
  }
  read.finish(() => checkVerify(inputs, hasOwnArtifacts(host)))
  return inputs
}
