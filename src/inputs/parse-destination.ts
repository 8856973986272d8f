import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DestinationUrl } from './backup.ts'
import { didYouMean, InputProblem, parseBoolean } from './parse.ts'

const KINDS = 'artifact, s3://bucket/prefix, file:///path, or a relative path such as ./backups'
const S3_PARAMETERS = ['endpoint', 'pathStyle', 'create'] as const

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
      return parseS3(text, rest)
    case 'file':
      return parseFileUrl(text)
    case 'gs':
    case 'az':
      throw new InputProblem(`"${scheme}://" is not available yet. Use ${KINDS}.`)
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

function parseS3(text: string, rest: string): DestinationUrl {
  if (rest.split(/[/?]/)[0]?.includes('@')) {
    throw new InputProblem(
      'an s3:// destination has credentials in it. Give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    )
  }
  const [location = '', ...query] = rest.split('?')
  const [bucket = '', ...folders] = location.replace(/\/+$/, '').split('/')
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(bucket)) {
    throw new InputProblem(`"${text}" has no bucket name. Write s3://bucket/prefix.`)
  }
  if (folders.some((folder) => ['', '.', '..'].includes(folder))) {
    throw new InputProblem(`"${text}": the prefix has an empty part, or one of only dots.`)
  }
  const parameters = parseS3Parameters(text, new URLSearchParams(query.join('?')))
  return { kind: 's3', text, bucket, prefix: folders.join('/'), ...parameters }
}

function parseS3Parameters(text: string, query: URLSearchParams) {
  for (const name of query.keys()) {
    if (S3_PARAMETERS.some((known) => known === name) && query.getAll(name).length === 1) continue
    throw new InputProblem(
      `"${text}": the parameter ${name} is unknown or given twice. Valid are ${S3_PARAMETERS.join(', ')}.${didYouMean(name, S3_PARAMETERS)}`,
    )
  }
  const isSet = (name: (typeof S3_PARAMETERS)[number], fallback: boolean) => {
    const value = query.get(name)
    return value === null ? fallback : parseBoolean(value)
  }
  const endpoint = query.get('endpoint')
  if (endpoint !== null && !isServiceUrl(endpoint)) {
    throw new InputProblem(
      'the endpoint of an s3:// destination is not an http:// or https:// URL, or has credentials in it.',
    )
  }
  return {
    ...(endpoint === null ? {} : { endpoint }),
    // Stores other than AWS seldom have a host name for every bucket.
    pathStyle: isSet('pathStyle', endpoint !== null),
    create: isSet('create', false),
  }
}

function isServiceUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return /^https?:$/.test(url?.protocol ?? '') && !url?.username && !url?.password
}
