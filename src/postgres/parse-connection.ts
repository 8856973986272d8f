import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { ConnectionSettings, HostAddress } from './connection.ts'
import { findPassword, readService } from './connection-files.ts'
import { checkKeywords, type Keywords, keywordsOfEnvironment } from './connection-keywords.ts'
import { isConnectionUrl, parseConnectionUrl } from './connection-url.ts'
import { parseKeywordString } from './keyword-string.ts'
import { parseTls, type TlsInputs } from './parse-tls.ts'

export interface ParseOptions extends TlsInputs {
  /** Where the PG* variables are. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Reads a connection URL, a libpq keyword string or, if the text is empty, libpq's PG* variables.
 * With a text the variables are left alone, since a runner may have some that the user never saw,
 * except that PGPASSWORD or a password file may supply a password that the text leaves out.
 * Throws `E_INPUT`, and never with any part of the text but names of keywords.
 */
export function parseConnection(text: string, options: ParseOptions): ConnectionSettings {
  const trimmed = text.trim()
  const variables = keywordsOfEnvironment(options.environment)
  const given = trimmed === '' ? requireVariables(variables) : parseText(trimmed)
  const { keywords, notes } = checkKeywords(withService(given, options))
  const user = keywords.get('user') ?? userInfo().username
  const database = keywords.get('dbname') ?? user
  const hosts = readHosts(keywords.get('host') ?? '', keywords.get('port') ?? '')
  const target = { ...(hosts[0] as HostAddress), database, user }
  for (const name of [user, database]) refuseNull(name)
  return {
    hosts,
    database,
    user,
    password: readPassword(keywords, variables, target),
    ...parseTls(keywords, options),
    parameters: parametersOf(keywords),
    text: trimmed,
    notes,
  }
}

function parseText(text: string): Keywords {
  const scheme = /^["']?([a-z][a-z0-9+:.-]*):\/\//i.exec(text)?.[1]
  if (isConnectionUrl(text)) return dropEmpty(parseConnectionUrl(text))
  if (/^psql\s/.test(text) || /^["']/.test(text)) {
    throw new UserError(
      'E_INPUT',
      'The connection starts with a quote or with the word psql.',
      'Give the URL alone, without quotes.',
    )
  }
  if (scheme !== undefined) {
    const shown = /^[a-z0-9+:.-]{1,30}$/i.test(scheme) ? ` \`${scheme}://\`` : ''
    throw new UserError(
      'E_INPUT',
      `The connection URL starts with${shown === '' ? ' another scheme' : shown}.`,
      'A PostgreSQL URL starts with postgres:// or postgresql://.',
    )
  }
  return dropEmpty(parseKeywordString(text))
}

/** An empty value means the default, as in libpq. */
function dropEmpty(keywords: Keywords): Keywords {
  return new Map([...keywords].filter(([, value]) => value !== ''))
}

function requireVariables(variables: Keywords): Keywords {
  const enough = ['host', 'hostaddr', 'dbname', 'service'].some((name) => variables.has(name))
  if (enough) return variables
  throw new UserError(
    'E_INPUT',
    'No database was given.',
    'Set `database-url`, or the variables PGHOST, PGUSER, PGPASSWORD and PGDATABASE.',
  )
}

/** A service supplies what the connection itself leaves out. */
function withService(given: Keywords, { environment }: ParseOptions): Keywords {
  const service = given.get('service')
  if (service === undefined) return given
  const file = given.get('servicefile') ?? environment.PGSERVICEFILE
  const { PGSYSCONFDIR } = environment
  return new Map([...dropEmpty(readService(service, file, PGSYSCONFDIR)), ...given])
}

function readHosts(hostList: string, portList: string): HostAddress[] {
  const hosts = hostList.split(',')
  const ports = portList.split(',').map(readPort)
  if (ports.length !== 1 && ports.length !== hosts.length) {
    throw new UserError(
      'E_INPUT',
      `The connection names ${hosts.length} hosts and ${ports.length} ports.`,
      'Give one port for all hosts, or one for each.',
    )
  }
  return hosts.map((name, index) => {
    const port = ports[ports.length === 1 ? 0 : index] ?? 5432
    return { host: name === '' ? defaultHost(port) : name, port }
  })
}

function readPort(text: string): number {
  const port = text.trim() === '' ? 5432 : Number(text)
  if (/^\s*\d*\s*$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new UserError(
    'E_INPUT',
    'The connection has a port that is not a number from 1 to 65535.',
    'PostgreSQL listens on 5432 unless it was told otherwise.',
  )
}

/** As libpq: the local server's socket where there is one; its folder depends on who built it. */
function defaultHost(port: number): string {
  const folders = ['/var/run/postgresql', '/tmp']
  const found = folders.find((folder) => existsSync(join(folder, `.s.PGSQL.${port}`)))
  return found ?? 'localhost'
}

function readPassword(
  keywords: Keywords,
  variables: Keywords,
  target: HostAddress & { database: string; user: string },
): string | undefined {
  const file = keywords.get('passfile') ?? variables.get('passfile')
  const given = keywords.get('password') ?? variables.get('password')
  const password = given ?? findPassword(file, target)
  if (password === undefined || !/[\0\r\n]/.test(password)) return password
  throw new UserError(
    'E_INPUT',
    'The password has a line break or a NUL in it, which a password file cannot hold.',
    'Check how the secret was stored, or change the password.',
  )
}

function refuseNull(name: string): void {
  if (!name.includes('\0')) return
  throw new UserError(
    'E_INPUT',
    'The user or database name has a NUL in it.',
    'PostgreSQL has no such names.',
  )
}

/** What the parameters may be that both readers must understand in the same way. */
const PARAMETER_VALUES: Readonly<Record<string, RegExp>> = {
  channel_binding: /^(disable|prefer|require)$/,
  connect_timeout: /^-?\d{1,6}$/,
  keepalives: /^[01]$/,
  keepalives_count: /^\d{1,6}$/,
  keepalives_idle: /^\d{1,6}$/,
  keepalives_interval: /^\d{1,6}$/,
  ssl_max_protocol_version: /^TLSv1(\.[123])?$/,
  ssl_min_protocol_version: /^TLSv1(\.[123])?$/,
  sslnegotiation: /^(postgres|direct)$/,
  sslsni: /^[01]$/,
  target_session_attrs: /^(any|read-write|read-only|primary|standby|prefer-standby)$/,
  tcp_user_timeout: /^\d{1,9}$/,
}

/** What is left for libpq and node-postgres as it was given. */
function parametersOf(keywords: Keywords): Record<string, string> {
  const fields =
    /^(host|port|dbname|user|password|passfile|service|servicefile|ssl(mode|rootcert|cert|key|password))$/
  const parameters = [...keywords].filter(([name]) => !fields.test(name))
  for (const [name, value] of parameters) {
    if (PARAMETER_VALUES[name]?.test(value) ?? true) continue
    throw new UserError(
      'E_INPUT',
      `The connection has a value of \`${name}\` that libpq does not know.`,
      'See https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS.',
    )
  }
  return Object.fromEntries(parameters)
}
