import assert from 'node:assert/strict'
import test from 'node:test'
import {
  InputProblem,
  parseBoolean,
  parseChoice,
  parseCompression,
  parseDuration,
  parseLines,
  parseName,
  parseRate,
  parseSize,
  parseWhole,
  parseWholeOrAuto,
} from '../../../src/inputs/parse.ts'
import { parseDestination } from '../../../src/inputs/parse-destination.ts'
import { checkPgDumpArguments } from '../../../src/inputs/pg-dump-arguments.ts'

/** Each text is read, or refused with a message that matches. */
function check<T>(
  parse: (text: string) => T,
  good: [string, NoInfer<T>][],
  bad: [string, RegExp][],
): void {
  for (const [text, value] of good) assert.deepEqual(parse(text), value, text)
  for (const [text, message] of bad) {
    const isRefusal = (error: unknown) => {
      assert.ok(error instanceof InputProblem, String(error))
      assert.match(error.message, message)
      return true
    }
    assert.throws(() => parse(text), isRefusal, text)
  }
}

test('booleans are the words of YAML 1.2', () => {
  const good = ['true', 'True', 'TRUE'].map((text): [string, boolean] => [text, true])
  const bad = ['yes', '1', 'on', 'tRue', '', ' true', 'false '].map((text): [string, RegExp] => [
    text,
    /neither true nor false/,
  ])
  check(parseBoolean, [...good, ['FALSE', false]], bad)
})

test('whole numbers have no sign, unit, fraction or trailing letters', () => {
  const no = /is not a whole number from 1 to 64\.$/
  const bad = ['4x', '-1', '+1', '1.0', '1e1', '0x1', '', '0', '65', '٣', ' 1', '9999999999']
  check(
    (text) => parseWhole(text, 1, 64),
    [
      ['1', 1],
      ['64', 64],
    ],
    bad.map((text) => [text, no]),
  )
  check(
    (text) => parseWholeOrAuto(text, 1, 64),
    [['auto', 'auto']],
    [['Auto', /^"Auto" is neither auto nor a whole number from 1 to 64\.$/]],
  )
})

test('a choice lists what is valid, and the nearest', () => {
  check(
    (text) => parseChoice(text, ['custom', 'directory', 'tar', 'plain']),
    [['tar', 'tar']],
    [
      ['cutsom', /one of custom, directory, tar, plain\. Did you mean custom\?$/],
      ['zip', /one of custom, directory, tar, plain\.$/],
      ['', /is not one of/],
    ],
  )
})

test('durations', () => {
  const no = /is not a duration such as 60s, 5m or 4h/
  check(
    parseDuration,
    [
      ['60s', 60_000],
      ['5m', 300_000],
      ['4h', 14_400_000],
      ['0s', 0],
    ],
    ['60', '5 m', '1d', '1.5h', '-1s', '5mm', '', '600h'].map((text) => [text, no]),
  )
})

test('sizes and rates: MB is a million bytes, MiB is 1048576', () => {
  check(
    parseSize,
    [
      ['20GB', 20_000_000_000],
      ['20 GiB', 21_474_836_480],
      ['1.5kB', 1500],
      ['1KB', 1000],
      ['1B', 1],
    ],
    ['20', 'GB', '20gb', '20Gb', '0MB', '-1MB', '1e3MB', '20GBx'].map((t) => [t, /not a size/]),
  )
  check(
    parseRate,
    [
      ['20MB/s', 20_000_000],
      ['512KiB/s', 524_288],
    ],
    ['20MB', '20MB/m', '/s', '20MBps', '20/s'].map((text) => [text, /not a rate/]),
  )
})

test('lists: one entry a line, without blanks and comments', () => {
  assert.deepEqual(parseLines('a\r\n\n  b c \n# no\n'), ['a', 'b c'])
})

test('compression', () => {
  check(
    parseCompression,
    [
      ['auto', 'auto'],
      ['none', { method: 'none' }],
      ['gzip', { method: 'gzip' }],
      ['gzip:9', { method: 'gzip', level: 9 }],
      ['lz4:12', { method: 'lz4', level: 12 }],
      ['zstd:22', { method: 'zstd', level: 22 }],
    ],
    [
      ['gzip:10', /the level of gzip is a whole number from 1 to 9/],
      ['lz4:0', /1 to 12/],
      ['zstd:3x', /1 to 22/],
      ['zstd:', /1 to 22/],
      ['zstd:3:4', /is not a compression/],
      ['auto:1', /is not a compression/],
      ['none:1', /is not a compression/],
      ['zst', /none, gzip, lz4, zstd, auto\. Did you mean zstd\?/],
    ],
  )
})

test('a name is fit for every store', () => {
  check(
    parseName,
    [['shop-1.prod_eu', 'shop-1.prod_eu']],
    ['.hidden', '-x', 'a/b', '../x', 'a b', 'ä', '', 'x'.repeat(101)].map((t) => [t, /other char/]),
  )
})

test('destinations', () => {
  const s3 = { kind: 's3', pathStyle: false, create: false } as const
  check(
    (text) => parseDestination(text, '/work dir'),
    [
      ['artifact', { kind: 'artifact' }],
      ['s3://b-1', { ...s3, text: 's3://b-1', bucket: 'b-1', prefix: '' }],
      ['s3://b-1/a/b/', { ...s3, text: 's3://b-1/a/b/', bucket: 'b-1', prefix: 'a/b' }],
      [
        's3://b-1?endpoint=http://127.0.0.1:9000&create=true',
        {
          kind: 's3',
          text: 's3://b-1?endpoint=http://127.0.0.1:9000&create=true',
          bucket: 'b-1',
          prefix: '',
          endpoint: 'http://127.0.0.1:9000',
          pathStyle: true,
          create: true,
        },
      ],
      ['./backups', { kind: 'file', text: './backups', directory: '/work dir/backups' }],
      ['backups/', { kind: 'file', text: 'backups/', directory: '/work dir/backups' }],
      ['/srv/b', { kind: 'file', text: '/srv/b', directory: '/srv/b' }],
      ['file:///srv/a%20b', { kind: 'file', text: 'file:///srv/a%20b', directory: '/srv/a b' }],
    ],
    [
      ['artefact', /^"artefact" is not a destination\. .* Did you mean artifact\?$/],
      ['backups', /For a folder of that name write \.\/backups\.$/],
      ['~/backups', /home folder/],
      ['gs://b/p', /"gs:\/\/b\/p" has no bucket name/],
      ['ftp://h/p', /is no known kind/],
      ['s3://', /has no bucket name/],
      ['s3:///prefix', /has no bucket name/],
      ['s3://b-1//x', /empty part/],
      ['s3://b-1/../x', /only dots/],
      [
        's3://b-1?acl=x',
        /parameter acl is unknown .* endpoint, region, profile, pathStyle, create, /,
      ],
      ['s3://b-1?pathstyle=true', /Did you mean pathStyle\?$/],
      ['s3://b-1?create=yes', /neither true nor false/],
      ['s3://b-1?create=true&create=true', /given twice/],
      ['s3://b-1?endpoint=ftp://h', /endpoint/],
      ['file://host/path', /three slashes/],
      ['file:///p?x=1', /takes no parameters/],
    ],
  )
  assert.equal(parseDestination('s3://b-1?endpoint=https://h&pathStyle=false', '/').kind, 's3')
})

test('credentials in a destination are refused, and not shown', () => {
  for (const text of ['s3://key:geheim@bucket/x', 's3://b-1?endpoint=https://u:geheim@h']) {
    assert.throws(
      () => parseDestination(text, '/'),
      (error: Error) => error instanceof InputProblem && !error.message.includes('geheim'),
      text,
    )
  }
})

test('pg-dump-args: what only changes the content is taken', () => {
  const lines = [
    '--no-comments',
    '-v',
    '-C',
    '-Sadmin',
    '--role=backup',
    '--schema-only',
    '--section=data',
    '--filter=rules.txt',
    '--table-and-children=a*',
    '--no-publications',
    '--extension=postgis',
  ]
  assert.deepEqual(checkPgDumpArguments(lines), lines)
})

test('pg-dump-args: what is ours to decide is refused, however it is written', () => {
  const refused: Record<string, string[]> = {
    file: ['--file=x', '-fx', '-f', '-vfx', '--fil=x', '--f=x'],
    format: ['--format=c', '-Fc', '-OFc', '--form=c'],
    compress: ['-Z1', '--compress=1', '--comp=1'],
    jobs: ['-j4', '--jobs=4'],
    dbname: ['-dx', '--dbname=postgres://h/x', '--db=x'],
    host: ['-hx', '--host=x', '--ho=x'],
    port: ['-p1', '--port=1'],
    username: ['-Ux', '--username=x'],
    password: ['-W', '--password', '--passw'],
    'no-password': ['-w', '-xw', '--no-password'],
    inserts: ['--inserts', '--ins'],
    'column-inserts': ['--column-inserts'],
    'rows-per-insert': ['--rows-per-insert=10'],
    'on-conflict-do-nothing': ['--on-conflict-do-nothing'],
    schema: ['-nx', '--schema=x', '--sch=x'],
    table: ['-tx', '--table=x'],
    help: ['-?', '--help', '--he'],
    version: ['-V', '--version'],
    'lock-wait-timeout': ['--lock-wait-timeout=1'],
  }
  for (const [name, lines] of Object.entries(refused)) {
    for (const line of lines) {
      assert.throws(() => checkPgDumpArguments([line]), new RegExp(`: --${name} `), line)
    }
  }
})

test('pg-dump-args: words, and options whose value is missing, would shift the meaning', () => {
  for (const line of ['postgres', '--', '-', '--role', '-E', '-vS', '--role backup']) {
    assert.throws(() => checkPgDumpArguments([line]), InputProblem, line)
  }
})

test('pg-dump-args: all problems at once, without the values', () => {
  const lines = ['--dbname=postgres://u:geheim@h/d', '-Ugeheim', '--clean']
  assert.throws(
    () => checkPgDumpArguments(lines),
    ({ message }: Error) => /--dbname .*-U /.test(message) && !message.includes('geheim'),
  )
})
