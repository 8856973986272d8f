import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CLIENT_SOURCES } from '../client/client.ts'
import type { Host } from '../host/host.ts'
import { passwordsIn } from '../host/secrets.ts'
import { type ConnectionSettings, hostText, secretsOf } from '../postgres/connection.ts'
import { parseConnection } from '../postgres/parse-connection.ts'
import type { BackupInputs, DestinationUrl } from './backup.ts'
import { checkCombinations } from './check-combinations.ts'
import {
  InputProblem,
  parseCompression,
  parseDuration,
  parseLines,
  parseName,
  parseRate,
  parseWhole,
  parseWholeOrAuto,
} from './parse.ts'
import { parseDestination } from './parse-destination.ts'
import { checkPgDumpArguments } from './pg-dump-arguments.ts'
import { InputReader } from './read.ts'

/**
 * Reads and checks the inputs of the root action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadBackupInputs(host: Host): BackupInputs {
  const read = new InputReader(host, 'backup')
  const inputs: BackupInputs = {
    connection: readConnection(host, read),
    name: read.optional('name', parseName),
    format: read.choice('format', ['custom', 'directory', 'tar', 'plain']),
    compression: read.value('compression', parseCompression),
    jobs: read.value('jobs', (text) => parseWholeOrAuto(text, 1, 64)),
    selection: readSelection(read),
    noOwner: read.flag('no-owner'),
    noAcl: read.flag('no-acl'),
    quoteAllIdentifiers: read.flag('quote-all-identifiers'),
    globals: read.flag('globals'),
    pgDumpArgs:
      read.optional('pg-dump-args', (text) => checkPgDumpArguments(parseLines(text))) ?? [],
    lockTimeoutMs: read.value('lock-timeout', parseDuration),
    rateLimit: read.optional('rate-limit', parseRate),
    destinations: readDestinations(host, read),
    region: read.optional('region', parseRegion),
    retentionDays: read.optional('retention-days', (text) => parseWhole(text, 1, 400)),
    verify: read.value('verify', parseVerify),
    client: readClient(read),
    allowEmpty: read.flag('allow-empty'),
    allowPublicArtifact: read.flag('allow-public-artifact'),
    summary: read.flag('summary'),
  }
  read.finish(() => checkCombinations(inputs))
  return inputs
}

function readConnection(host: Host, read: InputReader): ConnectionSettings {
  const url = read.text('database-url') ?? ''
  const key = read.text('ssl-key')
  // A text that cannot be parsed has its secrets too.
  if (passwordsIn(url).length > 0) host.addSecret(url)
  if (key?.includes('-----BEGIN')) host.addSecret(key)
  try {
    const settings = parseConnection(url, {
      environment: host.environment,
      rootCertificate: read.text('ssl-root-cert'),
      clientCertificate: read.text('ssl-cert'),
      clientKey: key,
    })
    const { hosts, user, database } = settings
    const publicWords = [user, database, ...hosts.map(hostText), read.text('name') ?? '']
    for (const secret of secretsOf(settings)) host.addSecret(secret, publicWords)
    return settings
  } catch (error) {
    for (const password of passwordsIn(url)) host.addSecret(password)
    read.problem('database-url', error)
    return undefined as never // read.finish throws
  }
}

function readSelection(read: InputReader): BackupInputs['selection'] {
  return {
    schemas: read.lines('schemas'),
    excludeSchemas: read.lines('exclude-schemas'),
    tables: read.lines('tables'),
    excludeTables: read.lines('exclude-tables'),
    excludeTableData: read.lines('exclude-table-data'),
  }
}

function readDestinations(host: Host, read: InputReader): readonly DestinationUrl[] {
  return read.value('destination', (text) => {
    // An unset variable in a workflow is an empty text. It must not turn a bucket into an artifact.
    if (read.isEmpty('destination')) {
      throw new InputProblem(
        'it is empty. Name a destination, or leave the input out for artifact.',
      )
    }
    const lines = parseLines(text)
    if (lines.length === 0) throw new InputProblem('it names no destination.')
    const parsed = lines.map((line) => parseDestination(line, process.cwd()))
    const isReachable = host.kind === 'github' || host.environment.ACTIONS_RUNTIME_TOKEN
    if (parsed.some(({ kind }) => kind === 'artifact') && !isReachable) {
      throw new InputProblem(
        'artifact works inside a workflow only. Name a folder, such as ./backups, or s3://bucket/prefix.',
      )
    }
    return parsed
  })
}

function readClient(read: InputReader): BackupInputs['client'] {
  return {
    version: read.value('client-version', (text) => parseWholeOrAuto(text, 10, 99)),
    source: read.choice('client-source', ['auto', ...CLIENT_SOURCES]),
    directory: read.optional('client-dir', (text) => resolve(text)),
    mirror: read.optional('client-mirror', parseMirror),
    mirrorKey: read.optional('client-mirror-key', readArmoredKey),
    cache: read.flag('cache-client'),
  }
}

function parseVerify(text: string): BackupInputs['verify'] {
  if (text === 'none' || text === 'archive') return text
  const reason = text === 'restore' ? 'restore is not available yet' : `"${text}" is unknown`
  throw new InputProblem(`${reason}. Use archive or none.`)
}

function parseRegion(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text
  throw new InputProblem(`"${text}" is not the name of a region such as eu-central-1.`)
}

function parseMirror(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (/^https?:$/.test(url?.protocol ?? '') && !url?.username && !url?.password) return text
  throw new InputProblem('it is not an http:// or https:// URL, or has credentials in it.')
}

/** The armored text itself, or a path of a file with it. */
function readArmoredKey(text: string): string {
  const isKey = (key: string) => key.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
  if (isKey(text)) return text
  let key: string
  try {
    key = readFileSync(text, 'utf8')
  } catch {
    throw new InputProblem('it is neither an armored key nor a file that can be read.')
  }
  if (isKey(key)) return key
  throw new InputProblem(`the file has no armored public key in it. Make one with gpg --armor.`)
}
