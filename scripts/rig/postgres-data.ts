import { createHash, randomBytes } from 'node:crypto'
import { appendFile, chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { keepFolder } from './folder.ts'
import { asServerUser, giveToServerUser } from './server-user.ts'

/** The superuser of every server of the rig. */
export const superuser = 'postgres'

export interface DataOptions {
  readonly locale?: string
  readonly initdbArgs?: readonly string[]
}

/**
 * Puts a fresh data folder at `folder` and resolves to the superuser's password.
 * initdb runs once for each version and set of options; after that it is a copy of files.
 */
export async function makeDataFolder(
  installation: string,
  folder: string,
  options: DataOptions,
): Promise<string> {
  const locale = options.locale ?? (process.platform === 'linux' ? 'C.UTF-8' : 'C')
  const args = [`--locale=${locale}`, '--encoding=UTF8', ...(options.initdbArgs ?? [])]
  const key = createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 8)
  const name = `data-${installation.replace(/^.*-/, '')}-${key}`
  const template = await keepFolder(name, (temporary) => initdb(installation, temporary, args))
  await run('cp', ['-a', join(template, 'data'), folder])
  return readFile(join(template, 'password'), 'utf8')
}

async function initdb(installation: string, folder: string, args: readonly string[]) {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, randomBytes(18).toString('base64url'))
  await giveToServerUser(folder)
  const access = ['--auth=scram-sha-256', '--username', superuser, '--pwfile', passwordFile]
  const program = join(installation, 'bin', 'initdb')
  const flags = ['--no-sync', '-D', join(folder, 'data'), ...access, ...args]
  const [command, ...rest] = asServerUser([program, ...flags])
  await run(command, rest, { env: { LC_ALL: 'C' } })
  // Whoever runs the next test may be another user than the one PostgreSQL runs as.
  await chmod(folder, 0o755)
}

/** Values as in postgresql.conf; a number or boolean is written as it is, text is quoted. */
export type Settings = Readonly<Record<string, string | number | boolean>>

/**
 * What a test needs to survive is a crash of the server, not of the machine. Commits stay
 * synchronous: what was committed has to be there after a crash, and reach a replica at once.
 */
const fast: Settings = { fsync: false, full_page_writes: false }

/** Appends settings to the server's configuration; a later line wins over an earlier one. */
export async function writeSettings(folder: string, settings: Settings): Promise<void> {
  const lines = Object.entries({ ...fast, listen_addresses: '127.0.0.1', ...settings }).map(
    ([name, value]) =>
      `${name} = ${typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : value}`,
  )
  await appendFile(join(folder, 'postgresql.conf'), `${lines.join('\n')}\n`)
}

/**
 * Writes who may connect: `first` (lines of pg_hba.conf), then everyone who knows the password,
 * by the socket and over TCP. A client certificate replaces the password over TCP.
 */
export async function writeAccess(
  folder: string,
  first: readonly string[],
  clientCertificate: boolean,
): Promise<void> {
  const lines = ['local all all', 'local replication all'].map((line) => `${line} scram-sha-256`)
  for (const address of ['127.0.0.1/32', '::1/128']) {
    for (const database of ['all', 'replication']) {
      const rule = clientCertificate
        ? `hostssl ${database} all ${address} cert`
        : `host ${database} all ${address} scram-sha-256`
      lines.push(rule)
    }
  }
  await writeFile(join(folder, 'pg_hba.conf'), `${[...first, ...lines].join('\n')}\n`)
}
