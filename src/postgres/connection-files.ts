import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { errorCode, UserError } from '../errors.ts'
import type { HostAddress } from './connection.ts'
import { isSocketFolder } from './connection.ts'
import type { Keywords } from './connection-keywords.ts'

/**
 * The first matching password of a file in libpq's format, `host:port:database:user:password` with
 * `*` for any and `\` before `:` and `\` (manual, 34.16). Undefined if there is none, or no file.
 */
export function findPassword(
  path: string | undefined,
  target: HostAddress & { readonly database: string; readonly user: string },
): string | undefined {
  const text = readIfPresent(path ?? inHome('.pgpass'))
  const host = isSocketFolder(target.host) ? 'localhost' : target.host
  const wanted = [host, String(target.port), target.database, target.user]
  for (const line of (text ?? '').split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = splitPasswordLine(line)
    const matches = wanted.every((value, index) => fields[index] === '*' || fields[index] === value)
    if (matches && fields[4] !== undefined) return fields[4]
  }
  return undefined
}

/** The four fields to match and, as the fifth, the password, in which a `:` needs no backslash. */
function splitPasswordLine(line: string): string[] {
  const match =
    /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/.exec(line)
  return (match?.slice(1) ?? []).map((field) => field.replace(/\\(.)/g, '$1'))
}

/** The keywords of one section of a service file (manual, 34.17): the user's own, or the system's. */
export function readService(
  service: string,
  file: string | undefined,
  systemFolder: string | undefined,
): Keywords {
  const files = [
    file ?? inHome('.pg_service.conf'),
    join(systemFolder ?? '/etc/postgresql-common', 'pg_service.conf'),
  ]
  for (const path of files) {
    const keywords = readSection(readIfPresent(path) ?? '', service)
    if (keywords !== undefined) return keywords
  }
  throw new UserError(
    'E_INPUT',
    `The connection service ${JSON.stringify(service)} is not defined.`,
    'Define it in ~/.pg_service.conf or in the file that PGSERVICEFILE names, or use a connection URL.',
  )
}

function readSection(text: string, service: string): Keywords | undefined {
  let keywords: Keywords | undefined
  for (const line of text.split(/\r?\n/).map((entry) => entry.trim())) {
    if (line.startsWith('#') || line === '') continue
    if (line.startsWith('[') && keywords !== undefined) break
    const equals = line.indexOf('=')
    if (line === `[${service}]`) keywords = new Map()
    else if (equals > 0) keywords?.set(line.slice(0, equals), line.slice(equals + 1))
  }
  return keywords
}

/** A user of a container that is known by its number only has no home, unless HOME names one. */
function inHome(file: string): string | undefined {
  try {
    return join(homedir(), file)
  } catch {
    return undefined
  }
}

function readIfPresent(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new UserError(
      'E_INPUT',
      `The file ${path} cannot be read (${errorCode(error) ?? 'unknown reason'}).`,
      'Check its path and its permissions.',
      { cause: error },
    )
  }
}
