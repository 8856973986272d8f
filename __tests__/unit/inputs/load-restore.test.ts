import assert from 'node:assert/strict'
import test from 'node:test'
import { loadRestoreInputs } from '../../../src/inputs/load-restore.ts'
import { loadTarget } from '../../../src/inputs/load-target.ts'
import { loadInTerminal, loadInWorkflow, refuses } from './start-loader.ts'

const target = { 'database-url': 'postgres://restore:geheimnis@db.example.com/shop' }
const load = (inputs: Record<string, string>) =>
  loadInWorkflow(loadRestoreInputs, { ...target, ...inputs })
const refused = (inputs: Record<string, string>, message: RegExp) =>
  refuses(loadRestoreInputs, { ...target, ...inputs }, message)

test('without anything but a database, all is as documented', () => {
  const { connection, client, ...rest } = load({})
  assert.equal(connection.database, 'shop')
  assert.equal(client.version, 'auto')
  assert.deepEqual(rest, {
    source: { kind: 'artifact' },
    name: undefined,
    backup: 'latest',
    runId: undefined,
    githubToken: undefined,
    mode: 'into-empty',
    confirm: undefined,
    safetyBackup: undefined,
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
    mode: 'swap',
    confirm: 'shop',
    'safety-backup': '/srv/safety',
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
  assert.equal(connection.user, 'restore')
  assert.deepEqual(rest, {
    source: { kind: 'artifact' },
    name: 'nightly',
    backup: 'latest-verified',
    runId: 17290123456,
    githubToken: 'ghs_token',
    mode: 'swap',
    confirm: 'shop',
    safetyBackup: { kind: 'file', text: '/srv/safety', directory: '/srv/safety' },
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
})

test('all mistakes are told at once', () => {
  refused(
    { mode: 'swop', jobs: '0', verify: 'archive', 'run-id': 'x', 'decrypt-identity': 'y' },
    /^decrypt-identity: .*not available yet.* run-id: .* mode: .*swap\? jobs: .* verify: "archive" is not one of rows, none/,
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

test('a token that is not needed does no harm, and a run may be named by its address', () => {
  assert.equal(load({ 'github-token': 't', source: './b' }).runId, undefined)
  const address = 'https://github.com/o/r/actions/runs/42/job/7'
  assert.equal(load({ 'github-token': 't', 'run-id': address }).runId, 42)
})

test('on the command line, artifacts need another run', () => {
  const message = /^source: artifact works inside a workflow only, or with run-id and github-token/
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
