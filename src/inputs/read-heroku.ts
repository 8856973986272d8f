import type { Host } from '../host/host.ts'
import type { HerokuInputs } from './fork.ts'
import { InputProblem } from './parse.ts'
import { providerInputs } from './provider-inputs.ts'
import type { InputReader } from './read.ts'
import type { PgBackupChoice } from './restore.ts'

const PG_BACKUP = /^heroku:(?:([A-Za-z0-9-]+)::)?([ab]\d{3,}|latest)$/

/**
 * `heroku:b001`, and `heroku:shop::b001` of another app than `heroku-app`.
 *
 * @returns undefined: the text means a backup of ours
 */
export function readPgBackup(
  read: InputReader,
  heroku: HerokuInputs | undefined,
): PgBackupChoice | undefined {
  const text = read.text('backup') ?? ''
  if (!text.startsWith('heroku:')) return undefined
  const [, app = heroku?.app ?? '', backup = ''] = PG_BACKUP.exec(text) ?? []
  const problem =
    backup === ''
      ? `"${text}" is not a backup of PGBackups. Write heroku:b001, heroku:shop::a002 or heroku:latest.`
      : heroku === undefined && 'heroku: needs heroku-app and heroku-api-key.'
  if (problem) read.problem('backup', new InputProblem(problem))
  return { apiKey: heroku?.apiKey ?? '', app, backup }
}

/** Whose database, or whose backup, is meant; undefined: no app of Heroku was named. */
export function readHeroku(host: Host, read: InputReader): HerokuInputs | undefined {
  const inputs = providerInputs(host, 'heroku', (name) =>
    read.has(name) ? read.text(name) : undefined,
  ) as HerokuInputs
  const problem = (name: 'heroku-api-key' | 'heroku-app', text: string) =>
    read.problem(name, new InputProblem(text))
  if (inputs.app === '') {
    const isAlone = read.text('heroku-api-key') !== undefined
    if (isAlone) problem('heroku-api-key', 'it needs heroku-app, which is missing.')
    return undefined
  }
  if (inputs.apiKey === '') {
    problem('heroku-api-key', 'it is missing, and so is the variable HEROKU_API_KEY.')
  }
  return inputs
}
