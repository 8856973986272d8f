import assert from 'node:assert/strict'
import test from 'node:test'
import { GithubHost } from '../../../src/host/github.ts'
import { loadBackupInputs } from '../../../src/inputs/load-backup.ts'
import { capturedToolkit } from '../host/captured-toolkit.ts'
import { loadInWorkflow, refuses } from './start-loader.ts'

const url = { 'database-url': 'postgres://u:geheim-9@db.example.com/shop' }
const heroku = { 'heroku-app': 'shop', 'heroku-api-key': 'HRKU-schluessel' }
const neon = { 'neon-project': 'late-frost-12345678', 'neon-api-key': 'napi_schluessel' }
const rds = { 'rds-instance': 'shop' }
const load = (inputs: Readonly<Record<string, string>>) => loadInWorkflow(loadBackupInputs, inputs)
const refused = (inputs: Readonly<Record<string, string>>, message: RegExp) =>
  refuses(loadBackupInputs, inputs, message)

test('without a provider all is as documented', () => {
  assert.deepEqual(load(url).fork, {
    when: 'auto',
    thresholdBytes: 20e9,
    provider: undefined,
    timeoutMs: 4 * 3_600_000,
  })
})

test('the provider is the one whose inputs are given', () => {
  assert.deepEqual(
    load({ ...heroku, 'fork-plan': 'standard-0', 'fork-app': 'spare' }).fork.provider,
    {
      name: 'heroku',
      apiKey: 'HRKU-schluessel',
      app: 'shop',
      database: 'DATABASE_URL',
      forkPlan: 'standard-0',
      forkApp: 'spare',
      mtlsCidr: undefined,
    },
  )
  assert.equal(load({ ...url, ...neon }).fork.provider?.name, 'neon')
  assert.equal(load({ ...url, ...rds }).fork.provider?.name, 'rds')
})

test('Heroku and Neon tell how their databases are reached; RDS does not', () => {
  assert.equal(load(heroku).connection, undefined)
  assert.equal(load({ ...heroku, ...url }).connection?.database, 'shop')
  assert.equal(load(neon).connection, undefined)
  refused(rds, /^database-url: /)
  refused({ ...heroku, 'ssl-root-cert': 'system' }, /^ssl-root-cert: it needs database-url\.$/)
})

test('of several providers one has to be named', () => {
  const both = { ...url, ...heroku, ...neon }
  refused(
    both,
    /^fork-provider: the inputs of heroku and neon are given\. Write which one is meant\.$/,
  )
  assert.equal(load({ ...both, 'fork-provider': 'neon' }).fork.provider?.name, 'neon')
})

test('always needs a provider, and a provider what it cannot do without', () => {
  refused(
    { ...url, fork: 'always' },
    /^fork: always needs a provider\. Give one of heroku-app \(heroku\), /,
  )
  refused({ ...url, 'fork-provider': 'rds' }, /^fork-provider: rds needs rds-instance\.$/)
  refused(
    { 'heroku-app': 'shop' },
    /^heroku-api-key: it is missing, and so is the variable HEROKU_API_KEY\.$/,
  )
  refused(
    { ...url, 'heroku-api-key': 'HRKU-x' },
    /^heroku-api-key: it needs heroku-app, which is missing\.$/,
  )
  refused({ ...url, 'rds-region': 'eu-central-1' }, /^rds-region: it needs rds-instance/)
  refused({ ...url, 'fork-plan': 'standard-0' }, /^fork-plan: it needs the inputs of a provider\.$/)
})

function hostWith(environment: Readonly<Record<string, string>>) {
  const { signal } = new AbortController()
  const secrets: string[] = []
  const toolkit = { ...capturedToolkit(), setSecret: (text: string) => void secrets.push(text) }
  return { host: new GithubHost(environment, signal, toolkit), secrets }
}

test('a key comes from the standard variable too, and is hidden in any case', () => {
  const { host, secrets } = hostWith({
    'INPUT_HEROKU-APP': 'shop',
    HEROKU_API_KEY: 'HRKU-umgebung',
  })
  const { provider } = loadBackupInputs(host).fork
  assert.equal(provider?.name === 'heroku' && provider.apiKey, 'HRKU-umgebung')
  assert.ok(secrets.includes('HRKU-umgebung'))
  const vain = hostWith({ 'INPUT_NEON-API-KEY': 'napi_vergebens' })
  assert.throws(() => loadBackupInputs(vain.host), { code: 'E_INPUT' })
  assert.ok(vain.secrets.includes('napi_vergebens'))
})

test('a fork may not outlive a job on a runner of GitHub; a self-hosted runner is free', () => {
  const inputs = { 'INPUT_DATABASE-URL': url['database-url'], 'INPUT_FORK-TIMEOUT': '12h' }
  const on = (runner: string) => hostWith({ ...inputs, RUNNER_ENVIRONMENT: runner }).host
  assert.equal(loadBackupInputs(on('self-hosted')).fork.timeoutMs, 12 * 3_600_000)
  assert.throws(() => loadBackupInputs(on('github-hosted')), {
    code: 'E_INPUT',
    message: /^fork-timeout: "12h" is longer than 5h/,
  })
  refused({ ...url, 'fork-timeout': '0s' }, /^fork-timeout: it has to be longer than 0\.$/)
})
