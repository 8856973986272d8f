import type { Host } from '../host/host.ts'
import type { BackupInputs } from './backup.ts'
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
import { checkPgDumpArguments } from './pg-dump-arguments.ts'
import { InputReader } from './read.ts'
import { readClient } from './read-client.ts'
import { DATABASE, readConnection } from './read-connection.ts'
import { readDestinations } from './read-places.ts'

/**
 * Reads and checks the inputs of the root action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadBackupInputs(host: Host): BackupInputs {
  const read = new InputReader(host, 'backup')
  const inputs: BackupInputs = {
    connection: readConnection(host, read, DATABASE),
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
    verify: read.choice('verify', ['none', 'archive', 'restore']),
    verifySql: read.lines('verify-sql'),
    client: readClient(read),
    allowEmpty: read.flag('allow-empty'),
    allowPublicArtifact: read.flag('allow-public-artifact'),
    summary: read.flag('summary'),
  }
  read.finish(() => checkCombinations(inputs))
  return inputs
}

/** What of a database is meant, in the words of pg_dump. */
export function readSelection(read: InputReader): BackupInputs['selection'] {
  return {
    schemas: read.lines('schemas'),
    excludeSchemas: read.lines('exclude-schemas'),
    tables: read.lines('tables'),
    excludeTables: read.lines('exclude-tables'),
    excludeTableData: read.lines('exclude-table-data'),
  }
}

function parseRegion(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text
  throw new InputProblem(`"${text}" is not the name of a region such as eu-central-1.`)
}
