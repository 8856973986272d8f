import type { Host } from '../host/host.ts'
import { InputProblem, parseName } from './parse.ts'
import type { InputReader } from './read.ts'
import { readToken } from './read-backup-choice.ts'
import { readSource } from './read-places.ts'
import type { SeriesChoice } from './retention.ts'

/** Which backups are meant, for the actions that look at many. */
export function readSeries(host: Host, read: InputReader): SeriesChoice {
  // An unset variable is an empty text: it must not mean every series there is.
  if (read.isEmpty('name')) {
    read.problem('name', new InputProblem('it is empty. Write a series, or leave it out for all.'))
  }
  return {
    source: readSource(read),
    name: read.optional('name', parseName),
    githubToken: readToken(host, read),
    summary: read.flag('summary'),
  }
}
