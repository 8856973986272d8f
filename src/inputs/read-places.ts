import type { Host } from '../host/host.ts'
import type { DestinationUrl } from './backup.ts'
import { InputProblem, parseLines } from './parse.ts'
import { parseDestination } from './parse-destination.ts'
import type { InputReader } from './read.ts'

/** The places that a backup goes to, at least one. */
export function readDestinations(host: Host, read: InputReader): readonly DestinationUrl[] {
  return read.filled('destination', (text) => {
    const lines = parseLines(text)
    if (lines.length === 0) throw new InputProblem('it names no destination.')
    return lines.map((line) => parseWritable(host, line))
  })
}

/** The place that the target is backed up to before it is replaced; undefined: none. */
export function readSafetyBackup(host: Host, read: InputReader): DestinationUrl | undefined {
  return read.filled('safety-backup', (text) =>
    text === 'none' ? undefined : parseWritable(host, text),
  )
}

/** The place that a backup is taken from. */
export function readStore(read: InputReader): DestinationUrl {
  return read.filled('source', (text) => parseDestination(text, process.cwd()))
}

/** Whether the run that we are in can have artifacts. */
export function hasOwnArtifacts({ kind, environment }: Host): boolean {
  return kind === 'github' || Boolean(environment['ACTIONS_RUNTIME_TOKEN'])
}

function parseWritable(host: Host, text: string): DestinationUrl {
  const parsed = parseDestination(text, process.cwd())
  if (parsed.kind === 'artifact' && !hasOwnArtifacts(host)) {
    throw new InputProblem(
      'artifact works inside a workflow only. Name a folder, such as ./backups, or s3://bucket/prefix.',
    )
  }
  return parsed
}
