import type { Host } from '../host/host.ts'
import type { HerokuInputs } from './fork.ts'
import { InputProblem, parseName } from './parse.ts'
import type { InputReader } from './read.ts'
import { readPgBackup } from './read-heroku.ts'
import { readStore } from './read-places.ts'
import type { BackupChoice } from './restore.ts'

/** Where a backup is taken from, and which one. */
export function readBackupChoice(
  host: Host,
  read: InputReader,
  heroku: HerokuInputs | undefined,
): BackupChoice {
  return {
    source: readStore(read),
    name: read.optional('name', parseName),
    // A step that failed has no backup-id: that must not bring back some other backup.
    backup: read.filled('backup', (text) => text),
    pgBackup: readPgBackup(read, heroku),
    runId: read.optional('run-id', parseRunId),
    githubToken: readToken(host, read),
  }
}

/** The token for artifacts of other runs, hidden. */
export function readToken(host: Host, read: InputReader): string | undefined {
  const githubToken = read.text('github-token')
  if (githubToken !== undefined) host.addSecret(githubToken)
  return githubToken
}

function parseRunId(text: string): number {
  // The last part of the address of a run, for those who copy it from there.
  const [, digits = text] = /\/actions\/runs\/(\d+)(?:\/|$)/.exec(text) ?? []
  if (/^[1-9]\d{0,14}$/.test(digits)) return Number(digits)
  throw new InputProblem(`"${text}" is not the number of a workflow run.`)
}

/** Contradictions in it, each a sentence. Pure. */
export function checkBackupChoice(
  { source, runId, githubToken }: Pick<BackupChoice, 'source' | 'runId' | 'githubToken'>,
  hasOwnArtifacts: boolean,
): string[] {
  if (source.kind !== 'artifact') {
    return runId === undefined ? [] : ['run-id is about artifacts, and source is none.']
  }
  if (runId !== undefined && githubToken === undefined) {
    return ['run-id needs github-token, of a job with actions: read.']
  }
  if (githubToken === undefined && !hasOwnArtifacts) {
    return [
      'source: artifact works inside a workflow only, or with github-token. Name a folder, such as ./backups, or s3://bucket/prefix.',
    ]
  }
  return []
}
