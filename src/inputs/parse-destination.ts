import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DestinationUrl } from './backup.ts'
import { didYouMean, InputProblem } from './parse.ts'
import { parseAzUrl } from './parse-az-url.ts'
import { parseGsUrl } from './parse-gs-url.ts'
import { parseS3Url } from './parse-s3-url.ts'

const KINDS =
  'artifact, s3://bucket/prefix, gs://bucket/prefix, az://account/container/prefix, file:///path, or a relative path such as ./backups'

/**
 * One line of `destination`.
 *
 * @param workingDirectory what a relative path is relative to
 * @throws InputProblem
 */
export function parseDestination(text: string, workingDirectory: string): DestinationUrl {
  if (text === 'artifact') return { kind: 'artifact' }
  const [, scheme, rest = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(text) ?? []
  switch (scheme?.toLowerCase()) {
    case 's3':
      return parseS3Url(text, rest)
    case 'file':
      return parseFileUrl(text)
    case 'gs':
      return parseGsUrl(text, rest)
    case 'az':
      return parseAzUrl(text, rest)
    case undefined:
      return parsePath(text, workingDirectory)
    default:
      throw new InputProblem(`"${scheme}://" is no known kind of destination. Use ${KINDS}.`)
  }
}

/** A bare word is refused: `artefact` would otherwise be a folder that ends with the job. */
function parsePath(text: string, workingDirectory: string): DestinationUrl {
  if (text.startsWith('~')) {
    throw new InputProblem(`"${text}": write the home folder out, as only a shell knows ~.`)
  }
  const isPath = /[\\/]/.test(text) || /^\.\.?$/.test(text)
  if (isPath) return { kind: 'file', text, directory: resolve(workingDirectory, text) }
  const hint = didYouMean(text, ['artifact']) || ` For a folder of that name write ./${text}.`
  throw new InputProblem(`"${text}" is not a destination. Use ${KINDS}.${hint}`)
}

function parseFileUrl(text: string): DestinationUrl {
  let url: URL
  let directory: string
  try {
    url = new URL(text)
    directory = fileURLToPath(url)
  } catch {
    throw new InputProblem(`"${text}" is not a file URL. Write file:///path, with three slashes.`)
  }
  if (url.search || url.hash) {
    throw new InputProblem(`"${text}": a folder takes no parameters. Write ? as %3F and # as %23.`)
  }
  return { kind: 'file', text, directory }
}
