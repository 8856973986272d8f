import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { printable } from '../../../src/errors.ts'
import { passwordsIn, Secrets } from '../../../src/host/secrets.ts'

const ENCODERS: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  'URL component': encodeURIComponent,
  'URL component in lower case': (text) =>
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  'whole URL': encodeURI,
  form: (text) => new URLSearchParams([['a', text]]).toString().slice(2),
  'password of a URL': (text) => {
    const url = new URL('postgres://host/db')
    url.password = text
    return url.password
  },
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'log line': printable,
  'SQL literal': (text) => text.replaceAll("'", "''"),
  'keyword string': (text) => text.replace(/[\\']/g, '\\$&'),
  'password file': (text) => text.replace(/[\\:]/g, '\\$&'),
  XML: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
}

/** With line breaks and other control characters among them: a secret may be a file. */
const characters = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\t', '\u001b', '\u009b', '\u2028') },
)
const passwords = fc.string({ minLength: 6, maxLength: 40, unit: characters })

for (const [name, encode] of Object.entries(ENCODERS)) {
  test(`hides any password as ${name}`, () => {
    fc.assert(
      fc.property(passwords, (password) => {
        fc.pre(password.trim() === password)
        const secrets = new Secrets()
        secrets.add(password)
        assert.equal(secrets.scrub(`[${encode(password)}]`), '[***]')
      }),
      { numRuns: 200 },
    )
  })
}

test('hides a password inside the base64 of an Authorization header', () => {
  const secrets = new Secrets()
  secrets.add('correct horse battery')
  for (const user of ['a', 'ab', 'abc', 'backup']) {
    const header = Buffer.from(`${user}:correct horse battery`).toString('base64')
    const scrubbed = secrets.scrub(`Basic ${header}`)
    // At most the characters that the secret shares with its neighbours are left.
    const tail = header.slice(-8, -4)
    assert.ok(scrubbed.includes('***') && !scrubbed.includes(tail), scrubbed)
  }
})

test('hides the decoded password when it was given percent-encoded', () => {
  const secrets = new Secrets()
  secrets.add('p%40ss%2Fword')
  assert.equal(secrets.scrub('p%40ss%2Fword p@ss/word'), '*** ***')
})

test('hides each line of a PEM, and leaves its frame, which certificates share', () => {
  const pem =
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----'
  const secrets = new Secrets()
  secrets.add(pem)
  assert.equal(secrets.scrub('x kqhkiG9w0BAQEF y'), 'x *** y')
  assert.equal(secrets.scrub('-----BEGIN PRIVATE KEY-----'), '-----BEGIN PRIVATE KEY-----')
})

test('a short password is hidden only where it stands as a password', () => {
  const secrets = new Secrets()
  assert.deepEqual(secrets.add('abc'), ['YWJj'])
  assert.equal(secrets.scrub('the abc of backups'), 'the abc of backups')
  assert.equal(secrets.scrub('postgres://me:abc@host/db'), 'postgres://me:***@host/db')
  assert.equal(secrets.scrub("password='abc' host=x"), "password='***' host=x")
  assert.equal(secrets.scrub('PGPASSWORD=abc'), 'PGPASSWORD=***')
})

test('a password that is a part of the database name does not hide that name', () => {
  const secrets = new Secrets()
  secrets.add('postgres', ['postgres', 'postgres-prod'])
  assert.equal(secrets.scrub('postgres-prod-20260901'), 'postgres-prod-20260901')
  assert.equal(secrets.scrub('//postgres:postgres@db'), '//postgres:postgres@db')
  assert.equal(secrets.scrub('pg://postgres:postgres@db'), 'pg://postgres:***@db')
})

test('the longer of two secrets wins, and an empty one hides nothing', () => {
  const secrets = new Secrets()
  secrets.add('')
  assert.equal(secrets.scrub('as it was'), 'as it was')
  secrets.add('geheim')
  secrets.add('geheimnis')
  assert.equal(secrets.scrub('geheimnis'), '***')
})

test('finds the password in what may be a connection, right or wrong', () => {
  const cases: [string, string[]][] = [
    ['postgres://u:geheim@h/db', ['geheim']],
    ['postgres://u:a:b@h', ['a:b']],
    ['mysql://u:x@y@h:port?', ['x@y']],
    ['postgres://u@h/db?password=geheim&x=1', ['geheim']],
    ["host=h password='it\\'s' user=u", ["it's"]],
    ['password = geheim host=h', ['geheim']],
    ['host=h sslpassword=key', ['key']],
    ['postgres://h/db', []],
    ['', []],
  ]
  for (const [text, expected] of cases) assert.deepEqual(passwordsIn(text), expected, text)
})
