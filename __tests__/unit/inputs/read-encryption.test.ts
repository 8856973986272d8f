import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { loadBackupInputs } from '../../../src/inputs/load-backup.ts'
import { loadRestoreInputs } from '../../../src/inputs/load-restore.ts'
import { loadInTerminal, loadInWorkflow, refuses } from './start-loader.ts'

const database = { 'database-url': 'postgres://a@db.example.com/shop' }
const ONE = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const OTHER = 'age1wruq2sne3g9nya84qpswpmzvfjlg9qfh0gc6vkqev25sfsnjzdjs7dhjw8'
const QUANTUM = `age1pq1${'q'.repeat(1950)}`
const IDENTITY = 'AGE-SECRET-KEY-1QQPQQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0JWWDZ3'
const PASSPHRASE = 'correct horse battery staple'

const backup = (inputs: Record<string, string>) =>
  loadInWorkflow(loadBackupInputs, { ...database, ...inputs })
const refused = (inputs: Record<string, string>, message: RegExp) =>
  refuses(loadBackupInputs, { ...database, ...inputs }, message)
const keys = (inputs: Record<string, string>) =>
  loadInWorkflow(loadRestoreInputs, { ...database, ...inputs }).keys
const noKeys = (inputs: Record<string, string>, message: RegExp) =>
  refuses(loadRestoreInputs, { ...database, ...inputs }, message)

test('recipients are taken a line each, without remarks and once', () => {
  const { encryption, manifestDetail } = backup({
    'encrypt-to': `# of the office\n${ONE}\n\n ${OTHER}\n${ONE}`,
  })
  assert.deepEqual(encryption, { recipients: [ONE, OTHER] })
  assert.equal(manifestDetail, 'sealed')
})

test('post-quantum and tagged recipients are known', () => {
  for (const recipient of [QUANTUM, `age1tag1${'q'.repeat(60)}`, `age1tagpq1${'q'.repeat(1900)}`]) {
    assert.deepEqual(backup({ 'encrypt-to': recipient }).encryption, { recipients: [recipient] })
  }
  refused({ 'encrypt-to': `${QUANTUM}\n${ONE}` }, /^encrypt-to: post-quantum .* would undo/)
})

test('what is left out is no encryption, and what is empty is refused: a secret may be missing', () => {
  const { encryption, manifestDetail } = backup({})
  assert.equal(encryption, undefined)
  assert.equal(manifestDetail, 'full')
  assert.equal(backup({ 'encrypt-to': 'none', 'encrypt-passphrase': 'none' }).encryption, undefined)
  for (const empty of ['', ' ', '\n']) {
    refused({ 'encrypt-to': empty }, /^encrypt-to: it is empty/)
    refused({ 'encrypt-passphrase': empty }, /^encrypt-passphrase: it is empty/)
  }
  refused({ 'encrypt-to': '# none yet' }, /^encrypt-to: it names no recipient/)
  const terminal = () =>
    loadInTerminal(loadBackupInputs, { ...database, destination: '/b', 'encrypt-to': '' })
  assert.throws(terminal, { code: 'E_INPUT', message: /^encrypt-to: it is empty/ })
})

test('what is no recipient is refused, and never shown', () => {
  const wrong: [string, RegExp][] = [
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc me@laptop', /SSH keys are not supported/],
    [`age1yubikey1${'q'.repeat(50)}`, /need a plugin of age/],
    [ONE.slice(0, -1), /no recipient of age/],
    [ONE.toUpperCase(), /no recipient of age/],
    ['hunter2hunter2', /no recipient of age/],
    [IDENTITY, /an identity stands there/],
    [IDENTITY.toLowerCase(), /an identity stands there/],
  ]
  for (const [text, message] of wrong) {
    refused({ 'encrypt-to': `${ONE}\n${text}` }, message)
    assert.throws(
      () => backup({ 'encrypt-to': text }),
      (error: Error) => !error.message.includes(text),
    )
  }
})

test('a passphrase is one line of twelve characters or more', () => {
  assert.deepEqual(backup({ 'encrypt-passphrase': PASSPHRASE }).encryption, {
    passphrase: PASSPHRASE,
  })
  refused({ 'encrypt-passphrase': 'elevenchars' }, /fewer than 12 characters/)
  refused({ 'encrypt-passphrase': 'two lines\nof a text' }, /more than one line/)
})

test('what contradicts itself is refused', () => {
  const passphrase = { 'encrypt-passphrase': PASSPHRASE }
  refused({ 'encrypt-to': ONE, ...passphrase }, /^encrypt-passphrase: encrypt-to is set too/)
  refused({ ...passphrase, format: 'directory' }, /^encrypt-passphrase: format: directory/)
  refused({ 'manifest-detail': 'sealed' }, /^manifest-detail: sealed needs encrypt-to/)
  assert.equal(backup({ 'encrypt-to': ONE, format: 'directory' }).format, 'directory')
  assert.equal(backup({ 'encrypt-to': ONE, 'manifest-detail': 'full' }).manifestDetail, 'full')
})

test('identities come as a text, or in a file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'key.txt')
  writeFileSync(file, `# created: today\n# public key: ${ONE}\n${IDENTITY}\n`)
  const text = `# old\n${IDENTITY}\n${IDENTITY.replace('1Q', '1P')}`
  assert.deepEqual(keys({ 'decrypt-identity': file }).identities, [IDENTITY])
  assert.equal(keys({ 'decrypt-identity': text }).identities.length, 2)
  assert.deepEqual(keys({}), { identities: [], passphrase: undefined })
  assert.equal(keys({ 'decrypt-passphrase': PASSPHRASE }).passphrase, PASSPHRASE)
})

test('what is no identity is refused with the reason, and never shown', () => {
  const encrypted = '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----'
  const wrong: [string, RegExp][] = [
    [encrypted, /the identity file is itself encrypted/],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA\n-----END', /SSH keys are not supported/],
    ['AGE-PLUGIN-YUBIKEY-1QQQ', /plugin/],
    [IDENTITY.toLowerCase(), /a line of it is no identity/],
    ['SECRET-KEY-1QQPQQ', /neither AGE-SECRET-KEY-\.\.\. nor the path of a file.*ENOENT/],
  ]
  for (const [text, message] of wrong) {
    noKeys({ 'decrypt-identity': text }, message)
    assert.throws(
      () => keys({ 'decrypt-identity': text }),
      (error: Error) => !error.message.includes(text),
    )
  }
})
