import assert from 'node:assert/strict'
import test from 'node:test'
import { loadRestoreInputs } from '../../../src/inputs/load-restore.ts'
import { loadTarget } from '../../../src/inputs/load-target.ts'
import { loadInTerminal, loadInWorkflow, refuses } from './start-loader.ts'

const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'
const PASSPHRASE = 'correct horse battery staple'

const target = { 'database-url': 'postgres://restore:geheimnis@db.example.com/shop' }
const load = (inputs: Record<string, string>) =>
  loadInWorkflow(loadRestoreInputs, { ...target, ...inputs })
const refused = (inputs: Record<string, string>, message: RegExp) =>
  refuses(loadRestoreInputs, { ...target, ...inputs }, message)

test('without anything but a database, all is as documented', () => {
  const { connection, client, ...rest } = load({})
  assert.equal(connection?.database, 'shop')
  assert.equal(client.version, 'auto')
  assert.deepEqual(rest, {
    heroku: undefined,
    source: { kind: 'artifact' },
    name: undefined,
    backup: 'latest',
    pgBackup: undefined,
    runId: undefined,
    githubToken: undefined,
    keys: { identities: [], passphrase: undefined },
    mode: 'into-empty',
    confirm: undefined,
    safetyBackup: undefined,
    encryption: undefined,
    jobs: 'auto',
    schemas: [],
    tables: [],
    noOwner: true,
    noAcl: true,
    role: undefined,
    analyze: true,
    verify: 'rows',
    verifySql: [],
    summary: true,
  })
})

test('every input reaches its place', () => {
  const { connection, client, ...rest } = load({
    source: 'artifact',
    name: 'nightly',
    backup: 'latest-verified',
    'run-id': '17290123456',
    'github-token': 'ghs_token',
    'decrypt-passphrase': 'of the nightly backup',
    mode: 'swap',
    confirm: 'shop',
    'safety-backup': '/srv/safety',
    'encrypt-to': `# of the office\n${RECIPIENT}`,
    jobs: '4',
    schemas: 'a\nb',
    tables: 'c',
    'no-owner': 'false',
    'no-acl': 'false',
    role: 'shop_owner',
    analyze: 'false',
    verify: 'none',
    'verify-sql': 'select true\nselect 1 = 1',
    'client-version': '17',
    summary: 'false',
  })
  assert.equal(client.version, 17)
  assert.equal(connection?.user, 'restore')
  assert.deepEqual(rest, {
    heroku: undefined,
    source: { kind: 'artifact' },
    name: 'nightly',
    backup: 'latest-verified',
    pgBackup: undefined,
    runId: 17290123456,
    githubToken: 'ghs_token',
    keys: { identities: [], passphrase: 'of the nightly backup' },
    mode: 'swap',
    confirm: 'shop',
    safetyBackup: { kind: 'file', text: '/srv/safety', directory: '/srv/safety' },
    encryption: { recipients: [RECIPIENT] },
    jobs: 4,
    schemas: ['a', 'b'],
    tables: ['c'],
    noOwner: false,
    noAcl: false,
    role: 'shop_owner',
    analyze: false,
    verify: 'none',
    verifySql: ['select true', 'select 1 = 1'],
    summary: false,
  })
})

test('an empty text where it would choose for the user is refused', () => {
  // A step that failed has no backup-id, a variable may be unset.
  refused({ backup: '' }, /^backup: it is empty.* for latest\.$/)
  refused({ source: '' }, /^source: it is empty.* for artifact\.$/)
  refused({ 'safety-backup': '' }, /^safety-backup: it is empty.* for none\.$/)
  // The variable or secret is missing: the safety backup was to be encrypted.
  refused({ 'encrypt-to': '' }, /^encrypt-to: it is empty.* for none\.$/)
  refused({ 'encrypt-passphrase': ' ' }, /^encrypt-passphrase: it is empty.* for none\.$/)
})

test('all mistakes are told at once', () => {
  refused(
    { mode: 'swop', jobs: '0', verify: 'archive', 'run-id': 'x', 'decrypt-identity': 'y' },
    /^run-id: .* decrypt-identity: it is neither .* mode: .*swap\? jobs: .* verify: "archive" is not one of rows, none/,
  )
})

test('inputs that contradict each other are refused', () => {
  refused({ confirm: 'shop' }, /^confirm is for mode: clean and mode: swap/)
  refused({ 'safety-backup': './b' }, /^safety-backup is for mode: clean and mode: swap/)
  refused({ 'run-id': '1' }, /^run-id needs github-token/)
  refused({ 'run-id': '1', source: './b' }, /^run-id is about artifacts, and source is none/)
  refused({ mode: 'clean', confirm: 'shop', tables: 'a' }, /^schemas and tables bring back a part/)
  refused({ 'client-dir': '/d', 'client-source': 'apt' }, /^client-dir/)
})

test('keys are for a safety backup, and are refused where none is taken', () => {
  const replaced = { mode: 'clean', confirm: 'shop', 'safety-backup': './b' }
  const { encryption } = load({ ...replaced, 'encrypt-passphrase': PASSPHRASE })
  assert.deepEqual(encryption, { passphrase: PASSPHRASE })
  // As a workflow says it that offers all modes.
  assert.equal(load({ 'encrypt-to': 'none', 'safety-backup': 'none' }).encryption, undefined)
  const to = { 'encrypt-to': RECIPIENT }
  refused({ ...replaced, 'safety-backup': 'none', ...to }, /^encrypt-to needs safety-backup: /)
  refused(to, /^encrypt-to is for the safety backup, and mode: into-empty takes none\.$/)
  const passphrase = { 'encrypt-passphrase': PASSPHRASE }
  refused({ mode: 'swap', ...passphrase }, /^encrypt-passphrase needs safety-backup: /)
  refused({ ...replaced, ...to, ...passphrase }, /^encrypt-passphrase: encrypt-to is set too/)
  refused({ ...replaced, 'manifest-detail': 'full' }, /^manifest-detail: there is no such input/)
})

test('a token that is not needed does no harm, and a run may be named by its address', () => {
  assert.equal(load({ 'github-token': 't', source: './b' }).runId, undefined)
  const address = 'https://github.com/o/r/actions/runs/42/job/7'
  assert.equal(load({ 'github-token': 't', 'run-id': address }).runId, 42)
})

test('on the command line, artifacts need another run', () => {
  const message = /^source: artifact works inside a workflow only, or with github-token/
  assert.throws(() => loadInTerminal(loadRestoreInputs, target), { code: 'E_INPUT', message })
  const inputs = { ...target, 'run-id': '1', 'github-token': 't' }
  assert.equal(loadInTerminal(loadRestoreInputs, inputs).runId, 1)
})

test('the post step reads where the target is, whatever else is wrong', () => {
  const inputs = { ...target, mode: 'swop', jobs: 'x' }
  const settings = loadInWorkflow((host) => loadTarget(host, 'database-url'), inputs)
  assert.equal(settings.database, 'shop')
  const copy = { 'target-url': 'postgres://u@h/staging' }
  assert.equal(loadInWorkflow((host) => loadTarget(host, 'target-url'), copy).database, 'staging')
  assert.throws(() => loadInWorkflow((host) => loadTarget(host, 'target-url'), {}), {
    code: 'E_INPUT',
  })
})

test('a Heroku app leads to the target', () => {
  const app = { 'heroku-app': 'shop', 'heroku-api-key': 'HRKU-key' }
  const { connection, heroku } = loadInWorkflow(loadRestoreInputs, app)
  assert.equal(connection, undefined)
  assert.equal(heroku?.app, 'shop')
  assert.equal(heroku?.database, 'DATABASE_URL')
  assert.equal(heroku?.apiKey, 'HRKU-key')
  refused(app, /database-url and heroku-app both say which database/)
  refuses(loadRestoreInputs, { 'heroku-app': 'shop' }, /heroku-api-key: it is missing, and so is/)
  refused({ 'heroku-api-key': 'HRKU-key' }, /heroku-api-key: it needs heroku-app/)
})

test('a backup of PGBackups is named with its app, or with heroku-app', () => {
  const app = { 'heroku-app': 'shop', 'heroku-api-key': 'HRKU-key' }
  for (const [backup, expected] of [
    ['heroku:b001', { app: 'shop', backup: 'b001' }],
    ['heroku:other-app::a012', { app: 'other-app', backup: 'a012' }],
    ['heroku:latest', { app: 'shop', backup: 'latest' }],
  ] as const) {
    assert.deepEqual(load({ ...app, backup }).pgBackup, { apiKey: 'HRKU-key', ...expected })
  }
  for (const backup of ['heroku:', 'heroku:b1', 'heroku:b001;rm', 'heroku:a b::b001']) {
    refused({ ...app, backup }, /is not a backup of PGBackups\. Write heroku:b001/)
  }
  refused({ backup: 'heroku:b001' }, /backup: heroku: needs heroku-app and heroku-api-key/)
})
