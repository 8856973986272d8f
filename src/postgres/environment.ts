import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConnectionSettings, HostAddress, Pem } from './connection.ts'
import { variableOf } from './connection-keywords.ts'
import { trustedAuthorities } from './tls.ts'

/** What pg_dump, pg_restore, psql and pg_dumpall need to connect. Neither part holds a secret. */
export interface LibpqEnvironment {
  /** The whole environment of the child: nothing of the runner's own is passed on. */
  readonly environment: Readonly<Record<string, string>>
  /** What libpq takes as an argument only, and `--no-password`, so that nothing waits for a person. */
  readonly connectionArguments: readonly string[]
}

/** Seconds to wait for one host, unless the connection has a `connect_timeout` of its own. */
export const CONNECT_TIMEOUT_SECONDS = 15

/** Dead connections are noticed within two minutes; quiet ones are kept open through a NAT. */
const KEEPALIVES = {
  keepalives: '1',
  keepalives_idle: '60',
  keepalives_interval: '10',
  keepalives_count: '6',
  tcp_user_timeout: '120000',
}

/** Taken from our own environment, for programs to be found and to run at all. */
const PASSED_ON = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'TZ', 'SystemRoot', 'SYSTEMROOT']

/**
 * Writes the password and the certificates to files that only we can read, in `directory`, which
 * must be private and new, and returns the environment that names them. The caller removes the
 * directory. The database name travels as PGDATABASE, which libpq takes as it is; `--dbname` may
 * then hold keepalives only (seen with the clients of 14 to 18, also with `--jobs`).
 */
export async function libpqEnvironment(
  settings: ConnectionSettings,
  host: HostAddress,
  directory: string,
): Promise<LibpqEnvironment> {
  const files = await writeFiles(settings, directory)
  const { parameters } = settings
  const keepalives = Object.entries(KEEPALIVES).map(
    ([name, value]) => `${name}=${quoteValue(parameters[name] ?? value)}`,
  )
  return {
    environment: {
      ...passedOn(),
      ...variablesOf(parameters),
      ...files,
      // libpq looks for passwords, certificates and services in the home folder, psql for .psqlrc.
      HOME: directory,
      LANG: 'C',
      LC_ALL: 'C',
      PGHOST: host.host,
      PGPORT: String(host.port),
      PGUSER: settings.user,
      PGDATABASE: settings.database,
      PGSSLMODE: settings.sslMode,
      PGGSSENCMODE: 'disable',
    },
    connectionArguments: [`--dbname=${keepalives.join(' ')}`, '--no-password'],
  }
}

/**
 * The same with settings for its sessions, `-c name=value`. A pooler may refuse them (PgBouncer:
 * "unsupported startup parameter: options"), so that it gets none.
 */
export function withSessionOptions(
  libpq: LibpqEnvironment,
  { pooler }: Pick<ConnectionSettings, 'pooler'>,
  options: string,
): LibpqEnvironment {
  if (pooler !== undefined) return libpq
  const all = `${libpq.environment['PGOPTIONS'] ?? ''} ${options}`.trim()
  return { ...libpq, environment: { ...libpq.environment, PGOPTIONS: all } }
}

function passedOn(): Record<string, string> {
  return Object.fromEntries(
    PASSED_ON.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function variablesOf(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const variables: Record<string, string> = {
    PGAPPNAME: 'pg-backup',
    PGCONNECT_TIMEOUT: String(CONNECT_TIMEOUT_SECONDS),
  }
  for (const [name, value] of Object.entries(parameters)) {
    const variable = variableOf(name)
    if (variable !== undefined) variables[variable] = value
  }
  // The host was chosen by us already; the dump must go to it whatever it has become since.
  delete variables.PGTARGETSESSIONATTRS
  return variables
}

/** A file that is absent is named as well: libpq would look in the home folder of the account. */
async function writeFiles(
  settings: ConnectionSettings,
  directory: string,
): Promise<Record<string, string>> {
  const { password, rootCertificate, clientCertificate, clientKey } = settings
  const contents = {
    PGPASSFILE: password === undefined ? undefined : passwordLine(password),
    PGSSLROOTCERT: rootText(rootCertificate),
    PGSSLCERT: clientCertificate?.pem,
    PGSSLKEY: clientKey?.pem,
  }
  const names = Object.keys(contents) as (keyof typeof contents)[]
  const written = names.map(async (name) => {
    const path = join(directory, name.slice(2).toLowerCase())
    const text = contents[name]
    if (text !== undefined) await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return [name, path] as const
  })
  return Object.fromEntries(await Promise.all(written))
}

function rootText(root: Pem | undefined): string | undefined {
  return root === 'system' ? trustedAuthorities().join('\n') : root?.pem
}

/** One password for every host: the file holds nothing else (manual, 34.16). */
function passwordLine(password: string): string {
  return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`
}

function quoteValue(value: string): string {
  return /^\w+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`
}
