import assert from 'node:assert/strict'
import test from 'node:test'
import { GithubHost } from '../../../src/host/github.ts'
import { loadCopyInputs } from '../../../src/inputs/load-copy.ts'
import { capturedToolkit } from '../host/captured-toolkit.ts'
import { loadInWorkflow, refuses } from './start-loader.ts'

const both = {
  'source-url': 'postgres://reader:quelle-pw@db.example.com/shop',
  'target-url': 'postgres://owner:ziel-pw-1@staging.example.com/staging',
}

test('without anything but two databases, all is as documented', () => {
  const { source, target, fork, client, ...rest } = loadInWorkflow(loadCopyInputs, both)
  assert.deepEqual([source?.database, target.database], ['shop', 'staging'])
  assert.deepEqual([fork.when, fork.thresholdBytes, fork.provider], ['auto', 20e9, undefined])
  assert.equal(client.version, 'auto')
  assert.deepEqual(rest, {
    mode: 'into-empty',
    confirm: undefined,
    safetyBackup: undefined,
    encryption: undefined,
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
    lockTimeoutMs: 60_000,
    verify: 'rows',
    summary: true,
  })
})

test('the PG* variables stand for neither side: they cannot mean two databases', () => {
  for (const missing of ['source-url', 'target-url'] as const) {
    const environment = {
      [`INPUT_${missing.toUpperCase()}`]: '',
      'INPUT_SOURCE-URL': missing === 'source-url' ? '' : both['source-url'],
      'INPUT_TARGET-URL': missing === 'target-url' ? '' : both['target-url'],
      PGHOST: 'db.example.com',
      PGUSER: 'u',
      PGDATABASE: 'shop',
    }
    const { signal } = new AbortController()
    const host = new GithubHost(environment, signal, capturedToolkit())
    const message = `${missing}: it is missing or empty.`
    assert.throws(() => loadCopyInputs(host), { code: 'E_INPUT', message })
  }
})

test('a certificate that cannot be read is named by the input of its side', () => {
  for (const name of ['ssl-root-cert', 'target-ssl-root-cert', 'target-ssl-cert', 'ssl-key']) {
    const problem = new RegExp(`: \`${name}\` is neither PEM text nor a file`)
    refuses(loadCopyInputs, { ...both, [name]: 'nowhere' }, problem)
  }
})

test('inputs that contradict each other', () => {
  refuses(loadCopyInputs, { ...both, confirm: 'staging' }, /^confirm is for mode: clean/)
  refuses(loadCopyInputs, { ...both, fork: 'always' }, /^fork: always needs a provider\. Give one/)
  refuses(loadCopyInputs, { ...both, verify: 'archive' }, /^verify: "archive" is not one of rows/)
})

test('a safety backup can be encrypted, and keys without one are refused', () => {
  const passphrase = { 'encrypt-passphrase': 'correct horse battery staple' }
  const replaced = { ...both, mode: 'swap', confirm: 'staging', 'safety-backup': '/srv/safety' }
  const { safetyBackup, encryption } = loadInWorkflow(loadCopyInputs, {
    ...replaced,
    ...passphrase,
  })
  assert.equal(safetyBackup?.kind, 'file')
  assert.deepEqual(encryption, { passphrase: passphrase['encrypt-passphrase'] })
  refuses(
    loadCopyInputs,
    { ...replaced, 'safety-backup': 'none', ...passphrase },
    /^encrypt-passphrase needs safety-backup: nothing else is stored\.$/,
  )
  refuses(loadCopyInputs, { ...both, ...passphrase }, /mode: into-empty takes none\.$/)
})

test('the passwords of both sides are hidden before anything else is said', () => {
  const environment = {
    'INPUT_SOURCE-URL': both['source-url'],
    'INPUT_TARGET-URL': both['target-url'],
    INPUT_MODE: 'swap',
    'INPUT_SAFETY-BACKUP': './b',
    'INPUT_ENCRYPT-PASSPHRASE': 'correct horse battery',
  }
  const lines: string[] = []
  const host = new GithubHost(environment, new AbortController().signal, capturedToolkit(lines))
  loadCopyInputs(host)
  host.log.info('quelle-pw and ziel-pw-1, correct horse battery')
  assert.match(lines.at(-1) ?? '', /^\*\*\* and \*\*\*, \*\*\*\s*$/)
})

test('Heroku and Neon tell how their databases are reached; the target is never looked up', () => {
  const { 'target-url': target } = both
  const heroku = { 'heroku-app': 'shop', 'heroku-api-key': 'HRKU-schluessel' }
  const neon = { 'neon-project': 'late-frost-12345678', 'neon-api-key': 'napi_schluessel' }
  for (const provider of [heroku, neon]) {
    const inputs = loadInWorkflow(loadCopyInputs, { ...provider, 'target-url': target })
    assert.deepEqual([inputs.source, inputs.target.database], [undefined, 'staging'])
    const given = loadInWorkflow(loadCopyInputs, { ...provider, ...both })
    assert.equal(given.source?.database, 'shop')
    refuses(
      loadCopyInputs,
      { ...provider, 'source-url': both['source-url'] },
      /^target-url: it is /,
    )
  }
  const cut = loadInWorkflow(loadCopyInputs, { ...heroku, ...both }).selection.excludeSchemas
  assert.deepEqual(cut, ['_heroku'])
  const ca = { 'target-url': target, 'ssl-root-cert': 'system' }
  refuses(loadCopyInputs, { ...heroku, ...ca }, /^ssl-root-cert: it needs source-url\.$/)
  const rds = { 'rds-instance': 'shop', 'target-url': target }
  refuses(loadCopyInputs, rds, /^source-url: it is missing or empty\.$/)
})
