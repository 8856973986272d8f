import { checkClient } from './check-combinations.ts'
import { checkBackupChoice } from './read-backup-choice.ts'
import type { RestoreRequest, VerifyInputs } from './restore.ts'

/**
 * Inputs of the restore action that contradict each other. Pure.
 *
 * @param hasOwnArtifacts whether the run that we are in can have artifacts
 * @returns a sentence for each; none if all is well
 */
export function checkRestore(inputs: RestoreRequest, hasOwnArtifacts: boolean): string[] {
  return [
    ...checkSource(inputs, hasOwnArtifacts),
    ...checkTarget(inputs),
    ...checkMode(inputs),
    ...checkParts(inputs),
    ...checkClient(inputs.client),
  ]
}

/** A backup of PGBackups lies with Heroku, whatever `source` is. */
function checkSource(
  inputs: Pick<RestoreRequest, 'pgBackup' | 'source' | 'runId' | 'githubToken'>,
  hasOwnArtifacts: boolean,
): string[] {
  return inputs.pgBackup === undefined ? checkBackupChoice(inputs, hasOwnArtifacts) : []
}

function checkTarget({ connection, heroku, pgBackup }: RestoreRequest): string[] {
  if (connection === undefined || heroku === undefined || pgBackup !== undefined) return []
  return ['database-url and heroku-app both say which database is restored into. Leave one out.']
}

type Replacement = Pick<RestoreRequest, 'mode' | 'confirm' | 'safetyBackup' | 'encryption'>

/** What was meant: to replace the database, or not to? */
export function checkMode(inputs: Replacement): string[] {
  const { mode, confirm, safetyBackup } = inputs
  const problems = checkLock(inputs)
  if (mode !== 'into-empty') return problems
  if (confirm !== undefined) {
    problems.push('confirm is for mode: clean and mode: swap, and mode is into-empty.')
  }
  if (safetyBackup !== undefined) {
    problems.push('safety-backup is for mode: clean and mode: swap: an empty target has nothing.')
  }
  return problems
}

/** Whoever says to whom it is encrypted counts on a safety backup. */
function checkLock({ mode, safetyBackup, encryption }: Replacement): string[] {
  if (encryption === undefined) return []
  const input = 'recipients' in encryption ? 'encrypt-to' : 'encrypt-passphrase'
  if (mode === 'into-empty') {
    return [`${input} is for the safety backup, and mode: into-empty takes none.`]
  }
  return safetyBackup === undefined ? [`${input} needs safety-backup: nothing else is stored.`] : []
}

/** `clean` removes all, whatever is brought back then. */
function checkParts({
  mode,
  schemas,
  tables,
}: Pick<RestoreRequest, 'mode' | 'schemas' | 'tables'>): string[] {
  if (mode !== 'clean' || schemas.length + tables.length === 0) return []
  return [
    'schemas and tables bring back a part, and mode: clean removes everything first. Use into-empty, or swap, which keeps the old database.',
  ]
}

/** Inputs of the verify action that contradict each other. Pure. */
export function checkVerify(inputs: VerifyInputs, hasOwnArtifacts: boolean): string[] {
  const problems = checkSource(inputs, hasOwnArtifacts)
  const { backup, name, level, verifySql, scratch } = inputs
  if (backup.startsWith('latest') && name === undefined) {
    problems.push(`backup: ${backup} needs name, the series that it is the newest of.`)
  }
  if (level !== 'restore') {
    if (verifySql.length > 0) problems.push('verify-sql needs level: restore.')
    if (scratch !== undefined) problems.push('scratch-url needs level: restore.')
  }
  return [...problems, ...checkClient(inputs.client)]
}
