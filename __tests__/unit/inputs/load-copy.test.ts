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
  const { source, target, client, ...rest } = loadInWorkflow(loadCopyInputs, both)
  assert.deepEqual([source.database, target.database], ['shop', 'staging'])
  assert.equal(client.version, 'auto')
  assert.deepEqual(rest, {
    mode: 'into-empty',
    confirm: undefined,
    safetyBackup: undefined,
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

test('inputs that contradict each other, and those that are not built yet', () => {
  refuses(loadCopyInputs, { ...both, confirm: 'staging' }, /^confirm is for mode: clean/)
  refuses(loadCopyInputs, { ...both, fork: 'auto' }, /^fork: this input is not available yet/)
  refuses(loadCopyInputs, { ...both, verify: 'archive' }, /^verify: "archive" is not one of rows/)
})

test('the passwords of both sides are hidden before anything else is said', () => {
  const environment = {
    'INPUT_SOURCE-URL': both['source-url'],
    'INPUT_TARGET-URL': both['target-url'],
  }
  const lines: string[] = []
  const host = new GithubHost(environment, new AbortController().signal, capturedToolkit(lines))
  loadCopyInputs(host)
  host.log.info('quelle-pw and ziel-pw-1')
  assert.match(lines.at(-1) ?? '', /^\*\*\* and \*\*\*\s*$/)
})
