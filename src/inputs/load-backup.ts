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
import { parseKeep, parsePercent } from './parse-retention.ts'
import { checkPgDumpArguments } from './pg-dump-arguments.ts'
import { InputReader } from './read.ts'
import { readToken } from './read-backup-choice.ts'
import { readClient } from './read-client.ts'
import { DATABASE } from './read-connection.ts'
import { readDetail, readEncryption } from './read-encryption.ts'
import { readFork } from './read-fork.ts'
import { readDestinations } from './read-places.ts'
import { readSelection, readSource } from './read-source.ts'

/**
 * Reads and checks the inputs of the root action. Secrets are hidden before anything is said.
 *
 * @throws UserError `E_INPUT` that names every problem
 */
export function loadBackupInputs(host: Host): BackupInputs {
  const read = new InputReader(host, 'backup')
  const fork = readFork(host, read)
  const encryption = readEncryption(host, read)
  const inputs: BackupInputs = {
    connection: readSource(host, read, DATABASE, fork),
    fork,
    name: read.optional('name', parseName),
    format: read.choice('format', ['custom', 'directory', 'tar', 'plain']),
    compression: read.value('compression', parseCompression),
    jobs: read.value('jobs', (text) => parseWholeOrAuto(text, 1, 64)),
    selection: readSelection(read, fork),
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
    encryption,
    manifestDetail: readDetail(read, encryption),
    keep: read.optional('keep', parseKeep),
    githubToken: readToken(host, read),
    shrinkLimit: read.value('shrink-limit', parsePercent),
    onShrink: read.choice('on-shrink', ['warn', 'fail']),
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

function parseRegion(text: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(text)) return text
  throw new InputProblem(`"${text}" is not the name of a region such as eu-central-1.`)
}
