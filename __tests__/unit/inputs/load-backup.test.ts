import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { GithubHost } from '../../../src/host/github.ts'
import { loadBackupInputs } from '../../../src/inputs/load-backup.ts'
import { InputReader } from '../../../src/inputs/read.ts'
import { capturedToolkit } from '../host/captured-toolkit.ts'

const URL_WITH_PASSWORD = 'postgres://backup:geheimnis@db.example.com/shop'
const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const { signal } = new AbortController()

function start(inputs: Record<string, string> = {}, environment: Record<string, string> = {}) {
  const given = { 'database-url': URL_WITH_PASSWORD, ...inputs }
  const entries = Object.entries(given).map(([k, v]) => [`INPUT_${k.toUpperCase()}`, v])
  const lines: string[] = []
  const variables = { ...environment, ...Object.fromEntries(entries) }
  const host = new GithubHost(variables, signal, capturedToolkit(lines))
  return { host, lines, load: () => loadBackupInputs(host) }
}

function refused(inputs: Record<string, string>, message: RegExp): void {
  assert.throws(start(inputs).load, { code: 'E_INPUT', message }, JSON.stringify(inputs))
}

test('the password of a URL in the wrong input is hidden before anything is said', () => {
  for (const name of ['name', 'format', 'exclude-tables', 'no-such-input']) {
    for (const text of ['postgresql://bob:s%2Acret@db/x', "host=db user=bob password='s*cret'"]) {
      const { host, lines } = start({ [name]: text })
      new InputReader(host, 'backup')
      lines.length = 0
      host.log.error(`${text}: s*cret`)
      assert.match(lines.join(''), /bob.*\*\*\*.*: \*\*\*\n$/)
      assert.doesNotMatch(lines.join(''), /cret/)
    }
  }
})

test('without anything but a database, all is as documented', () => {
  const { connection, fork: _, ...rest } = start().load()
  assert.equal(connection?.database, 'shop')
  assert.deepEqual(rest, {
    name: undefined,
    format: 'custom',
    compression: 'auto',
    jobs: 'auto',
    selection: {
      schemas: [],
      excludeSchemas: [],
      tables: [],
      excludeTables: [],
      excludeTableData: [],
    },
    noOwner: true,
    noAcl: true,
    quoteAllIdentifiers: true,
    globals: false,
    pgDumpArgs: [],
    lockTimeoutMs: 60_000,
    rateLimit: undefined,
    destinations: [{ kind: 'artifact' }],
    region: undefined,
    retentionDays: undefined,
    encryption: undefined,
    manifestDetail: 'full',
    keep: undefined,
    githubToken: undefined,
    shrinkLimit: 0.5,
    onShrink: 'warn',
    verify: 'archive',
    verifySql: [],
    client: {
      version: 'auto',
      source: 'auto',
      directory: undefined,
      mirror: undefined,
      mirrorKey: undefined,
      cache: true,
    },
    allowEmpty: false,
    allowPublicArtifact: false,
    summary: true,
  })
})

test('every input reaches its place', () => {
  const inputs = start({
    name: 'nightly',
    format: 'directory',
    compression: 'zstd:3',
    jobs: '4',
    schemas: 'a\nb',
    'exclude-schemas': 'c',
    tables: 'd',
    'exclude-tables': 'e',
    'exclude-table-data': 'f',
    'no-owner': 'false',
    'no-acl': 'False',
    'quote-all-identifiers': 'FALSE',
    globals: 'true',
    'pg-dump-args': '--no-comments\n# why\n--clean',
    'lock-timeout': '5m',
    destination: 's3://bucket/prefix\n/srv/backups\nartifact',
    region: 'eu-central-1',
    'retention-days': '30',
    'encrypt-to': RECIPIENT,
    'manifest-detail': 'full',
    keep: 'last=3 daily=7',
    'github-token': 'ghs_token',
    'shrink-limit': '20%',
    'on-shrink': 'fail',
    verify: 'none',
    'client-version': '17',
    'client-source': 'apt',
    'client-mirror': 'https://mirror.example.com/pgdg',
    'client-mirror-key': '-----BEGIN PGP PUBLIC KEY BLOCK-----\nx',
    'cache-client': 'false',
    'allow-empty': 'true',
    'allow-public-artifact': 'true',
    summary: 'false',
  }).load()
  assert.deepEqual(
    { ...inputs, connection: undefined, fork: undefined },
    {
      connection: undefined,
      fork: undefined,
      name: 'nightly',
      format: 'directory',
      compression: { method: 'zstd', level: 3 },
      jobs: 4,
      selection: {
        schemas: ['a', 'b'],
        excludeSchemas: ['c'],
        tables: ['d'],
        excludeTables: ['e'],
        excludeTableData: ['f'],
      },
      noOwner: false,
      noAcl: false,
      quoteAllIdentifiers: false,
      globals: true,
      pgDumpArgs: ['--no-comments', '--clean'],
      lockTimeoutMs: 300_000,
      rateLimit: undefined,
      destinations: [
        {
          kind: 's3',
          text: 's3://bucket/prefix',
          bucket: 'bucket',
          prefix: 'prefix',
          pathStyle: false,
          create: false,
        },
        { kind: 'file', text: '/srv/backups', directory: '/srv/backups' },
        { kind: 'artifact' },
      ],
      region: 'eu-central-1',
      retentionDays: 30,
      encryption: { recipients: [RECIPIENT] },
      manifestDetail: 'full',
      keep: { last: 3, daily: 7, weekly: 0, monthly: 0, yearly: 0 },
      githubToken: 'ghs_token',
      shrinkLimit: 0.2,
      onShrink: 'fail',
      verify: 'none',
      verifySql: [],
      client: {
        version: 17,
        source: 'apt',
        directory: undefined,
        mirror: 'https://mirror.example.com/pgdg',
        mirrorKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\nx',
        cache: false,
      },
      allowEmpty: true,
      allowPublicArtifact: true,
      summary: false,
    },
  )
})

test('a rate, for the formats whose bytes go through us', () => {
  assert.equal(start({ 'rate-limit': '20MB/s' }).load().rateLimit, 20_000_000)
})

test('all mistakes are told at once', () => {
  refused(
    { format: 'cutsom', jobs: '4x', summary: 'yes', 'lock-timeout': '60', destination: 'gs://b' },
    /^format: .*custom\? jobs: "4x" .* lock-timeout: .* destination: .* summary: "yes" is neither/,
  )
})

test('contradictions are told when each input is right by itself', () => {
  refused({ jobs: '4', region: 'x' }, /^jobs: 4 needs format: directory.* region is about buckets/)
})

test('an empty destination is no artifact: the variable behind it may be unset', () => {
  refused({ destination: '' }, /^destination: it is empty/)
  refused({ destination: ' \n# none\n' }, /^destination: it names no destination/)
})

test('another input that is empty was left out', () => {
  assert.equal(start({ format: '', name: '', jobs: '' }).load().format, 'custom')
})

test('what does not exist is refused and not ignored', () => {
  refused({ destinations: 'x' }, /^destinations: there is no such input\. Did you mean destination/)
})

test('wrong values of the client inputs', () => {
  refused({ 'client-version': '17.2' }, /^client-version: "17.2" is neither auto/)
  refused({ 'client-mirror': 'mirror' }, /^client-mirror: it is not an http/)
  refused({ 'client-mirror-key': '/nowhere' }, /^client-mirror-key: it is neither/)
  refused({ region: 'eu central' }, /^region: /)
})

test('the key of a mirror may be a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  try {
    const path = join(folder, 'key.asc')
    const inputs = { 'client-mirror': 'https://m', 'client-mirror-key': path }
    writeFileSync(path, 'binary')
    refused(inputs, /no armored public key/)
    writeFileSync(path, '-----BEGIN PGP PUBLIC KEY BLOCK-----')
    assert.equal(start(inputs).load().client.mirrorKey, '-----BEGIN PGP PUBLIC KEY BLOCK-----')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the password is hidden before anything else is said', () => {
  const { load, lines, host } = start()
  load()
  host.log.info(`connecting to ${URL_WITH_PASSWORD} with geheimnis`)
  assert.equal(lines.at(-1), 'connecting to *** with ***\n')
  assert.ok(lines.slice(0, -1).every((line) => line.startsWith('::add-mask::')))
})

test('a password in a text that cannot be read is hidden too, and never shown', () => {
  const cases = {
    'mysql://u:geheimnis@h/db': 'geheimnis',
    'postgres://u:geheim%nis@h': 'geheim%nis',
    'password=geheimnis x': 'geheimnis',
  }
  for (const [url, password] of Object.entries(cases)) {
    const { load, host, lines } = start({ 'database-url': url })
    assert.throws(load, (error: Error) => !error.message.includes('geheim'), url)
    for (const text of [`it was ${url}`, `it was ${password}`]) {
      host.log.info(text)
      assert.ok(!lines.at(-1)?.includes('geheim'), lines.at(-1))
    }
  }
})

test('PG* variables are a connection, and their password is hidden', () => {
  const { load, host, lines } = start(
    { 'database-url': '' },
    { PGHOST: 'h', PGUSER: 'u', PGPASSWORD: 'geheimnis', PGDATABASE: 'd' },
  )
  assert.equal(load().connection?.database, 'd')
  host.log.info('geheimnis')
  assert.equal(lines.at(-1), '***\n')
})
