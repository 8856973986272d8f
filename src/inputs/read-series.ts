import type { Host } from '../host/host.ts'
import { parseName } from './parse.ts'
import type { InputReader } from './read.ts'
import { readToken } from './read-backup-choice.ts'
import { readStore } from './read-places.ts'
import type { SeriesChoice } from './retention.ts'

/** Which backups are meant, for the actions that look at many. */
export function readSeries(host: Host, read: InputReader): SeriesChoice {
  return {
    source: readStore(read),
    name: read.filled('name', (text) => (text === '*' ? undefined : parseName(text))),
    githubToken: readToken(host, read),
    summary: read.flag('summary'),
  }
}
