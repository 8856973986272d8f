import { UserError } from '../errors.ts'
import { isKnownKeyword, type Keywords } from './connection-keywords.ts'

const SCHEME = /^postgres(?:ql)?:\/\//i

export function isConnectionUrl(text: string): boolean {
  return SCHEME.test(text)
}

/**
 * Reads `postgresql://user:password@host:port,host:port/database?keyword=value` as libpq does
 * (manual, 34.1.1.2; `conninfo_uri_parse`): the user and password end at the first `@` before any
 * `/`. Where that reading makes no sense because the password holds an unencoded `@`, `/`, `?` or
 * `#`, and exactly one other reading does, that one is meant. No error shows any of the text.
 */
export function parseConnectionUrl(text: string): Keywords {
  const rest = text.replace(SCHEME, '')
  const slash = rest.indexOf('/')
  const first = (slash < 0 ? rest : rest.slice(0, slash)).indexOf('@')
  const preferred = readAt(rest, first)
  if (preferred !== undefined) return decodeParts(preferred)
  const readings = [...rest.matchAll(/@/g)]
    .map((match) => readAt(rest, match.index))
    .filter((reading) => reading !== undefined)
  if (readings.length === 1 && readings[0] !== undefined) return decodeParts(readings[0])
  throw explainUnreadable(rest, first)
}

/** The parts of a URL, still encoded. */
interface Reading {
  readonly user: string
  readonly password: string
  readonly hosts: readonly { readonly host: string; readonly port: string }[]
  readonly database: string
  readonly query: string
}

/** One host: `[::1]`, a name, an address or an encoded folder; then perhaps a port. */
const HOST = /^(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|(?:[\w.-]|[^\x00-\x7f]|%[0-9a-f]{2})*)(?::(\d*))?$/i

/** The reading whose credentials end at `at` (-1: it has none); undefined if it makes no sense. */
function readAt(rest: string, at: number): Reading | undefined {
  const credentials = at < 0 ? '' : rest.slice(0, at)
  const match = /^([^/?]*)(?:\/([^?/@]*))?(?:\?(.*))?$/s.exec(rest.slice(at + 1))
  const colon = credentials.indexOf(':')
  const user = colon < 0 ? credentials : credentials.slice(0, colon)
  if (match === null || /[/?#]/.test(user)) return undefined
  const hosts = (match[1] ?? '').split(',').map((host) => HOST.exec(host))
  const query = match[3] ?? ''
  const names = query === '' ? [] : query.split('&').map((pair) => pair.split('=')[0] ?? '')
  // A word that only looks like a keyword is an error of its own, once the `@`s leave no doubt.
  const plausible = rest.includes('@', at + 1) ? names.every(isKnownKeyword) : names.every(isName)
  if (!plausible || hosts.includes(null)) return undefined
  return {
    user,
    password: colon < 0 ? '' : credentials.slice(colon + 1),
    hosts: hosts.map((host) => ({ host: host?.[1] ?? '', port: host?.[2] ?? '' })),
    database: match[2] ?? '',
    query,
  }
}

function isName(name: string): boolean {
  return /^\w+$/.test(name)
}

function decodeParts({ user, password, hosts, database, query }: Reading): Keywords {
  const keywords: Keywords = new Map()
  const set = (keyword: string, value: string, part: string) => {
    if (value !== '') keywords.set(keyword, decode(value, part))
  }
  set('user', user, 'user name')
  set('password', password, 'password')
  set('dbname', database, 'database name')
  if (hosts.some(({ host }) => host !== '')) {
    keywords.set('host', hosts.map(({ host }) => decodeHost(host)).join(','))
  }
  if (hosts.some(({ port }) => port !== '')) {
    keywords.set('port', hosts.map(({ port }) => port).join(','))
  }
  for (const pair of query === '' ? [] : query.split('&')) {
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    keywords.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1), `value of \`${name}\``))
  }
  return keywords
}

function decodeHost(host: string): string {
  return decode(host.replace(/^\[(.*)\]$/, '$1'), 'host')
}

/** `%xx` to characters; a `+` stays a plus, as in libpq. */
function decode(value: string, part: string): string {
  if (/%(?![0-9a-f]{2})/i.test(value)) {
    throw new UserError(
      'E_INPUT',
      `The ${part} in the connection URL has a % without two hexadecimal digits after it.`,
      'Write a % itself as %25.',
    )
  }
  try {
    return decodeURIComponent(value)
  } catch {
    throw new UserError(
      'E_INPUT',
      `The ${part} in the connection URL has percent-encoded bytes that are not UTF-8.`,
      'Encode its characters as UTF-8, for example é as %C3%A9.',
    )
  }
}

function explainUnreadable(rest: string, first: number): UserError {
  if (!rest.includes('@') || (first >= 0 && !rest.includes('@', first + 1))) {
    return new UserError(
      'E_INPUT',
      'The connection URL has a host, a port or a database name that cannot be read.',
      'Write postgres://user:password@host:5432/database, with / in a name as %2F and IPv6 addresses in brackets.',
    )
  }
  return new UserError(
    'E_INPUT',
    'The connection URL can be read in more than one way, because its password or a name has a special character.',
    'Write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23 and % as %25.',
  )
}
