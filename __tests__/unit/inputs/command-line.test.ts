import assert from 'node:assert/strict'
import test from 'node:test'
import { parseCommandLine, secretIn } from '../../../src/inputs/command-line.ts'
import { inputsOf } from '../../../src/inputs/definitions.ts'
import { helpText } from '../../../src/inputs/help.ts'

function inputs(args: string[], environment = {}): Record<string, string> {
  const parsed = parseCommandLine(['backup', ...args], environment)
  assert.equal(parsed.kind, 'run')
  return parsed.kind === 'run' ? Object.fromEntries(parsed.inputs) : {}
}

test('a value follows its flag, or an equals sign', () => {
  assert.deepEqual(inputs(['--format', 'tar', '--name=a=b']), { format: 'tar', name: 'a=b' })
  assert.deepEqual(inputs(['--name=']), { name: '' })
  assert.deepEqual(inputs(['--pg-dump-args=--no-comments']), { 'pg-dump-args': '--no-comments' })
})

test('a boolean is a flag, its opposite, or a word', () => {
  const args = ['--globals', '--no-summary', '--no-owner', 'false', '--no-no-acl']
  assert.deepEqual(inputs(args), {
    globals: 'true',
    summary: 'false',
    'no-owner': 'false',
    'no-acl': 'false',
  })
  assert.deepEqual(inputs(['--globals=maybe']), { globals: 'maybe' })
})

test('a list is one flag for each entry', () => {
  assert.deepEqual(inputs(['--tables', 'a', '--tables=b']), { tables: 'a\nb' })
})

test('a flag wins over its variable', () => {
  const environment = { PG_BACKUP_FORMAT: 'tar', PG_BACKUP_DATABASE_URL: 'x', FORMAT: 'no' }
  assert.deepEqual(inputs(['--format=plain'], environment), {
    format: 'plain',
    'database-url': 'x',
  })
})

test('what is not built yet gets through from the environment, to be refused', () => {
  assert.deepEqual(inputs([], { PG_BACKUP_ENCRYPT_TO: 'age1' }), { 'encrypt-to': 'age1' })
})

test('a misspelled variable is refused; those of other commands and of others are not', () => {
  const misspelled = { PG_BACKUP_ENCRYPT_TOO: 'age1' }
  assert.throws(() => inputs([], misspelled), {
    code: 'E_INPUT',
    message: 'No input is read from PG_BACKUP_ENCRYPT_TOO.',
    next: 'Did you mean PG_BACKUP_ENCRYPT_TO? Else give it another prefix.',
  })
  const others = { PG_BACKUP_TARGET_URL: 'x', PG_BACKUP_DEBUG: '1', PG_BACKUP_DIR: '/b' }
  assert.deepEqual(inputs([], others), {})
})

const refusals: [string[], RegExp][] = [
  [['backup', '--destinaton=x'], /no flag --destinaton\. Did you mean --destination\?/],
  [['backup', '--frobnicate'], /no flag --frobnicate\.$/],
  [['backup', '--format'], /--format needs a value/],
  [['backup', '--format', '--name=x'], /--format needs a value/],
  [['backup', '--format=tar', '--format=tar'], /given twice/],
  [['backup', '--no-globals=x'], /--no-globals takes no value/],
  [['backup', '--no-format'], /no flag --no-format/],
  [['backup', '-x'], /no one-letter options/],
  [['backpu'], /no command "backpu"\. Did you mean backup\?/],
  [['--format=tar'], /A command comes first/],
]
for (const [args, message] of refusals) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => parseCommandLine(args, {}), { code: 'E_INPUT', message })
  })
}

test('a URL without its flag is refused without being shown', () => {
  for (const text of ['postgres://u:geheim@h/db', '--postgres://u:geheim@h/db', '-geheim']) {
    assert.throws(
      () => parseCommandLine(['backup', text], {}),
      ({ message }: Error) => !message.includes('geheim'),
    )
  }
})

test('what a flag shows to others is called what it is, and a path is nothing', () => {
  const shown: [string, string, string | undefined][] = [
    ['database-url', 'postgres://u:geheim@h/db', 'password'],
    ['scratch-url', 'postgres://u@h/db', undefined],
    ['target-ssl-key', '-----BEGIN PRIVATE KEY-----', 'key'],
    ['ssl-key', './client.key', undefined],
    ['decrypt-identity', 'AGE-SECRET-KEY-1', 'key'],
    ['decrypt-identity', './key.txt', undefined],
    ['encrypt-passphrase', 'geheim', 'passphrase'],
    ['encrypt-passphrase', 'none', undefined],
    ['heroku-api-key', 'HRKU-1', 'token'],
  ]
  for (const [name, value, what] of shown) assert.equal(secretIn(name, value), what, name)
})

test('help and version are answered before anything is checked', () => {
  assert.deepEqual(parseCommandLine(['--version'], {}), { kind: 'version' })
  assert.deepEqual(parseCommandLine([], {}), { kind: 'help', command: undefined })
  assert.deepEqual(parseCommandLine(['backup', '--nonsense', '--help'], {}), {
    kind: 'help',
    command: 'backup',
  })
})

test('the help names every flag once, with its default, in lines that fit', () => {
  const text = helpText('backup')
  for (const { name, default: fallback } of inputsOf('backup')) {
    const lines = text.split('\n').filter((line) => line.startsWith(`  --${name} `))
    assert.equal(lines.length, 1, name)
    if (fallback) assert.ok(lines[0]?.endsWith(`(${fallback})`), name)
  }
  assert.ok(text.split('\n').every((line) => line.length <= 100))
  assert.match(helpText(undefined), /^pg-backup \d+\.\d+\.\d+/)
})
