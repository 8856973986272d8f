import { didYouMean, InputProblem } from './parse.ts'

/** The parts of a destination URL that all object stores share. */
export interface StoreLocation {
  /** The bucket, or account and container, and then the prefix; none of them is empty or dots. */
  readonly folders: readonly string[]
  readonly query: URLSearchParams
}

/**
 * @param text the whole line, for the error
 * @param rest what follows the scheme in it
 * @throws InputProblem
 */
export function splitLocation(text: string, rest: string): StoreLocation {
  const [location = '', ...query] = rest.split('?')
  const folders = location.replace(/\/+$/, '').split('/')
  if (folders.slice(1).some((folder) => ['', '.', '..'].includes(folder))) {
    throw new InputProblem(`"${text}": the prefix has an empty part, or one of only dots.`)
  }
  return { folders, query: new URLSearchParams(query.join('?')) }
}

/** Whether it is the address of a service, without credentials in it. */
export function isServiceUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return /^https?:$/.test(url?.protocol ?? '') && !url?.username && !url?.password
}

/**
 * @param text the whole line, for the error
 * @throws InputProblem if a parameter is not one of the known ones, or is there twice
 */
export function refuseUnknown(
  text: string,
  query: URLSearchParams,
  known: readonly string[],
): void {
  for (const name of query.keys()) {
    if (known.includes(name) && query.getAll(name).length === 1) continue
    throw new InputProblem(
      `"${text}": the parameter ${name} is unknown or given twice. Valid are ${known.join(', ')}.${didYouMean(name, known)}`,
    )
  }
}

/** Amazon S3 and Azure Blob Storage keep so many of each object. */
const MOST_TAGS = 10

/**
 * `team=db,keep=year`: no tag may hold a comma.
 *
 * @param allowed what names and values may be made of
 * @throws InputProblem
 */
export function parseTags(text: string, allowed: RegExp): Readonly<Record<string, string>> {
  const tags = text.split(',').map((tag) => parseTag(tag, allowed))
  if (tags.length > MOST_TAGS || new Set(tags.map(([name]) => name)).size < tags.length) {
    throw new InputProblem(`tags "${text}": more than ${MOST_TAGS}, or one name twice.`)
  }
  return Object.fromEntries(tags)
}

function parseTag(text: string, allowed: RegExp): readonly [name: string, value: string] {
  const equals = text.indexOf('=')
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)]
  const isShort = name.length <= 128 && value.length <= 256
  if (equals > 0 && isShort && allowed.test(name) && allowed.test(value)) return [name, value]
  throw new InputProblem(`tags: "${text}" is no tag. Write name=value, with commas in between.`)
}
