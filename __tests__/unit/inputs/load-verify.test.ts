import assert from 'node:assert/strict'
import test from 'node:test'
import { loadVerifyInputs } from '../../../src/inputs/load-verify.ts'
import { loadInWorkflow, refuses } from './start-loader.ts'

const refused = (inputs: Record<string, string>, message: RegExp) =>
  refuses(loadVerifyInputs, inputs, message)

test('without anything but a series, all is as documented', () => {
  const { client, ...rest } = loadInWorkflow(loadVerifyInputs, { name: 'shop' })
  assert.equal(client.cache, true)
  assert.deepEqual(rest, {
    source: { kind: 'artifact' },
    name: 'shop',
    backup: 'latest',
    pgBackup: undefined,
    runId: undefined,
    githubToken: undefined,
    keys: { identities: [], passphrase: undefined },
    level: 'archive',
    verifySql: [],
    scratch: undefined,
    summary: true,
  })
})

test('a server of the user, and statements', () => {
  const inputs = loadInWorkflow(loadVerifyInputs, {
    backup: 'shop-20260901T030000Z-k3x9qa',
    source: './backups',
    level: 'restore',
    'verify-sql': 'select true',
    'scratch-url': 'postgres://u:geheimnis@h/postgres',
  })
  assert.equal(inputs.scratch?.database, 'postgres')
  assert.deepEqual(inputs.verifySql, ['select true'])
})

test('a backup of PGBackups needs no series; an app is for nothing else', () => {
  const app = { 'heroku-app': 'shop', 'heroku-api-key': 'HRKU-key' }
  const { pgBackup } = loadInWorkflow(loadVerifyInputs, { ...app, backup: 'heroku:b001' })
  assert.deepEqual(pgBackup, { apiKey: 'HRKU-key', app: 'shop', backup: 'b001' })
  refused({ ...app, name: 'shop' }, /heroku-app: it is for backup: heroku:b001/)
})

test('inputs that contradict each other are refused', () => {
  refused({}, /^backup: latest needs name/)
  refused({ backup: 'latest-verified' }, /^backup: latest-verified needs name/)
  refused(
    { name: 'a', 'verify-sql': 'select true', 'scratch-url': 'postgres://u@h/d' },
    /^verify-sql needs level: restore\. scratch-url needs level: restore\.$/,
  )
})
