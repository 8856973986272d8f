import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { afterEach, beforeEach } from 'node:test'
import { type NeonService, startNeon } from '../../scripts/rig/neon-service.ts'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { Fork, ForkRequest, ForkSource, NotedFork } from '../../src/forks/fork.ts'
import { neonProvider } from '../../src/forks/neon/neon.ts'
import type { NeonInputs } from '../../src/inputs/fork.ts'
import { calm, FORK_NAME } from './heroku-bed.ts'
import { isUserError, ProviderContext, SECRETS, settingsOf, silent } from './provider-bed.ts'

const MAIN_HOST = 'ep-br-main.eu-central-1.aws.neon.tech'
const FORK_HOST = 'ep-br-fork-1.eu-central-1.aws.neon.tech'
const URL_OF_SHOP = `postgresql://postgres:Sesam-1@${MAIN_HOST}/shop?sslmode=verify-full`

let neon: NeonService
let bed: ProviderContext

beforeEach(async () => {
  neon = await startNeon()
  bed = new ProviderContext(URL_OF_SHOP, neon.env)
})
afterEach(async () => {
  await neon.stop()
  assert.deepEqual(
    neon.project.deleted.filter(({ id }) => !id.startsWith('br-fork-')),
    [],
    'nothing but our fork was deleted',
  )
  assert.doesNotMatch(bed.lines.join('\n'), SECRETS)
})

function provider(changes: Partial<NeonInputs> = {}) {
  const usual: NeonInputs = {
    name: 'neon',
    apiKey: neon.apiKey,
    project: neon.project.id,
    branch: undefined,
    forkPlan: undefined,
  }
  return neonProvider({ ...usual, ...changes }, bed)
}

async function source(changes: Partial<NeonInputs> = {}): Promise<ForkSource> {
  return provider(changes).findSource(calm)
}

async function request(): Promise<ForkRequest> {
  return bed.request(await source())
}

async function create(): Promise<Fork> {
  return provider().create(await request(), calm)
}

async function noted(): Promise<NotedFork> {
  return bed.noted(await source(), 'neon')
}

/** Another branch, younger than its fork was noted unless told otherwise. */
function add(id: string, name: string, fields: Record<string, unknown> = {}): void {
  const created_at = bed.clock.now().toISOString()
  neon.project.add({ id, name, parent_id: 'br-main', created_at, ...fields })
}

test('finds the default branch, and says what there is to know of it', async () => {
  assert.deepEqual(await source(), {
    label: 'shop-project-1/main',
    id: 'br-main',
    place: 'shop-project-1',
    connection: bed.connection,
    sizeBytes: 30_000_000_000,
    plan: undefined,
    region: 'aws-eu-central-1',
    pricePerHour: undefined,
    refusal: undefined,
    notes: [],
  })
})

test('finds a branch by its name or id, on whatever page it is', async () => {
  for (const each of ['dev1', 'dev2', 'dev3']) add(`br-${each}`, each)
  assert.equal((await source({ branch: 'dev3' })).id, 'br-dev3')
  assert.equal((await source({ branch: 'br-dev2', forkPlan: '0.25-4' })).plan, '0.25-4 CU')
})

test('without neon-branch it is the branch to which database-url leads, pooled or not', async () => {
  add('br-live', 'live')
  const url = 'postgresql://postgres:Sesam-1@ep-br-live-pooler.eu-central-1.aws.neon.tech/shop'
  bed = new ProviderContext(url, neon.env)
  const { id, notes } = await source()
  assert.deepEqual([id, notes], ['br-live', []])
  const named = await source({ branch: 'main' })
  assert.equal(named.id, 'br-main')
  assert.match(named.notes.join(), /does not lead to the branch main/)
})

test('without database-url Neon tells the way, and it is hidden', async () => {
  bed = new ProviderContext(undefined, neon.env)
  const { connection } = await source()
  const uri = `postgresql://postgres:Neon-Password-7@${MAIN_HOST}/shop?sslmode=require`
  assert.deepEqual(connection, settingsOf(uri))
  assert.ok(bed.secrets.includes(uri) && bed.secrets.includes('Neon-Password-7'))
  neon.project.databases = ['shop', 'logs']
  await assert.rejects(
    source(),
    isUserError('E_INPUT', /several databases: shop, logs.*the URL of the one/),
  )
})

test('what is wrong with the inputs is said in plain words', async () => {
  await assert.rejects(source({ branch: 'mian' }), isUserError('E_NOT_FOUND', /no branch mian/))
  await assert.rejects(source({ project: 'other' }), isUserError('E_NOT_FOUND', /neon-project/))
  await assert.rejects(source({ apiKey: 'x' }), isUserError('E_CREDENTIALS', /API key/))
  await assert.rejects(source({ forkPlan: 'large' }), isUserError('E_INPUT', /compute units/))
  await assert.rejects(source({ forkPlan: '4-2' }), isUserError('E_INPUT', /compute units/))
  assert.equal(neon.callsTo('POST /branches').length, 0)
})

test('creates a branch that ends by itself, waits for all its operations, and gives the way', async () => {
  const fork = await create()
  const [post] = neon.callsTo('POST /branches')
  assert.deepEqual(post?.body, {
    branch: {
      name: FORK_NAME,
      parent_id: 'br-main',
      expires_at: neon.project.named(FORK_NAME)?.expires_at,
    },
    endpoints: [{ type: 'read_write' }],
  })
  assert.match(String(neon.project.named(FORK_NAME)?.expires_at), /^\d{4}-.*:\d\dZ$/)
  const told: string[] = []
  const settings = await fork.ready((line) => told.push(line), calm)
  assert.deepEqual(settings, {
    ...settingsOf(URL_OF_SHOP),
    hosts: [{ host: FORK_HOST, port: 5432 }],
    password: 'Neon-Password-7',
  })
  assert.deepEqual(told, [
    `Neon: create_branch of ${FORK_NAME} is scheduling`,
    `Neon: create_branch of ${FORK_NAME} is running`,
    `Neon: start_compute of ${FORK_NAME} is scheduling`,
    `Neon: start_compute of ${FORK_NAME} is running`,
  ])
  await fork.proveFork(calm)
  assert.deepEqual(await fork.ready(silent, calm), settings, 'may be asked again')
})

test('the size of its compute is fork-plan', async () => {
  await provider({ forkPlan: '0.25-4' }).create(await request(), calm)
  const [post] = neon.callsTo('POST /branches')
  assert.deepEqual((post?.body as { endpoints: object } | undefined)?.endpoints, [
    { type: 'read_write', autoscaling_limit_min_cu: 0.25, autoscaling_limit_max_cu: 4 },
  ])
})

test('a role that was made with SQL keeps the password of database-url', async () => {
  neon.project.roles = []
  const url = `postgresql://backup:Sesam-1@${MAIN_HOST}/shop?options=endpoint%3Dep-br-main%20-c%20a.b%3D1`
  bed = new ProviderContext(url, neon.env)
  const settings = await (await create()).ready(silent, calm)
  assert.deepEqual(settings, {
    ...settingsOf(url),
    hosts: [{ host: FORK_HOST, port: 5432 }],
    parameters: { options: '-c a.b=1' },
  })
})

test('an answer without a way is told as that', async () => {
  const fork = await create()
  neon.fail({ on: 'GET /connection_uri', status: 200, body: { uri: null } })
  await assert.rejects(fork.ready(silent, calm), isUserError('E_FORK', /does not tell the way/))
})

test('an address that cannot be read is hidden all the same', async () => {
  const fork = await create()
  const uri = 'mysql://postgres:Neon-Password-7@h/shop'
  neon.fail({ on: 'GET /connection_uri', status: 200, body: { uri } })
  await assert.rejects(fork.ready(silent, calm), isUserError('E_INPUT', /starts with/))
  assert.ok(bed.secrets.includes(uri))
})

test('a branch of that name that was made of another is not taken for the fork', async () => {
  const made = await request()
  add('br-fork-9', FORK_NAME, { parent_id: 'br-other' })
  await assert.rejects(provider().create(made, calm), isUserError('E_FORK', /409.*already exists/))
  assert.equal(neon.project.branches.length, 2)
})

test('without expires_at where Neon refuses it: one branch', async () => {
  neon.project.knowsExpiry = false
  await create()
  assert.equal(neon.callsTo('POST /branches').length, 2)
  assert.equal(neon.project.named(FORK_NAME)?.expires_at, undefined)
  assert.equal(neon.project.branches.length, 2)
})

test('a refusal for another reason is final', async () => {
  const made = await request()
  neon.refuse('POST /branches', 422, 'branches limit exceeded', { times: 9 })
  await assert.rejects(
    provider().create(made, calm),
    isUserError('E_FORK', /limit exceeded.*limits/),
  )
  assert.equal(neon.callsTo('POST /branches').length, 2, 'with and without expires_at')
  assert.equal(neon.project.branches.length, 1)
})

for (const [status, code] of [
  [401, 'E_CREDENTIALS'],
  [403, 'E_CREDENTIALS'],
  [402, 'E_FORK'],
] as const) {
  test(`${status} to the creation is told as it is`, async () => {
    const made = await request()
    neon.refuse('POST /branches', status, 'no', { times: 9 })
    await assert.rejects(provider().create(made, calm), isUserError(code, /rig-request|no/))
    assert.equal(neon.project.branches.length, 1)
  })
}

test('a locked project is waited for, longer than a failing one', async () => {
  neon.refuse('POST /branches', 423, 'project already has running operations', { times: 50 })
  await create()
  assert.equal(neon.project.branches.length, 2)
  assert.equal(neon.callsTo('POST /branches').length, 51)
})

test('a lock that lasts ends at the deadline', async () => {
  const made = await request()
  neon.refuse('POST /branches', 423, 'locked', { times: 100_000 })
  const deadline = bed.clock.timeout(600_000)
  await assert.rejects(provider().create(made, deadline), { name: 'TimeoutError' })
  assert.equal(neon.project.branches.length, 1)
})

test('503 to the creation, not carried out, is asked again', async () => {
  neon.refuse('POST /branches', 503, 'unavailable', { times: 2 })
  await create()
  assert.equal(neon.project.branches.length, 2)
})

const lost: readonly (readonly [string, object])[] = [
  ['cut', { socket: 'cut' }],
  ['truncated', { socket: 'truncated' }],
  ['500', { status: 500, body: '<html>oops' }],
  ['502 without a body', { status: 502, body: '' }],
  ['503', { status: 503 }],
]
for (const [name, fault] of lost) {
  for (const isDone of [true, false]) {
    test(`a lost answer (${name}), ${isDone ? '' : 'not '}carried out: one branch`, async () => {
      neon.fail({ on: 'POST /branches', isDone, ...fault })
      const fork = await create()
      await fork.ready(silent, calm)
      await fork.proveFork(calm)
      assert.equal(neon.project.branches.length, 2)
      assert.equal(neon.project.named(FORK_NAME)?.id, 'br-fork-1')
    })
  }
}

test('a creation that fails for ever is given up, and nothing is left', async () => {
  const made = await request()
  neon.fail({ on: 'POST /branches', status: 500, times: 99 })
  await assert.rejects(provider().create(made, calm), isUserError('E_FORK', /500.*neonstatus/))
  assert.equal(neon.callsTo('POST /branches').length, 3)
  assert.equal(await provider().destroy(await noted(), calm), 'gone')
})

test('the operations of a branch whose answer was lost are waited for as well', async () => {
  neon.fail({ on: 'POST /branches', isDone: true, socket: 'cut' })
  const told: string[] = []
  await (await create()).ready((line) => told.push(line), calm)
  assert.equal(told.length, 4)
})

test('a failed attempt that Neon repeats itself is waited for', async () => {
  neon.project.operationScript = [
    { status: 'failed', error: 'no capacity', retry_at: '2026-11-24T10:00:00Z' },
    { status: 'running' },
  ]
  const told: string[] = []
  await (await create()).ready((line) => told.push(line), calm)
  assert.match(told[0] ?? '', /create_branch .* is failed: no capacity$/)
})

for (const status of ['failed', 'error']) {
  test(`an operation that is ${status} for good ends the run, with what Neon says`, async () => {
    neon.project.operationScript = [{ status, error: 'timeline is broken' }]
    const fork = await create()
    await assert.rejects(
      fork.ready(silent, calm),
      isUserError('E_FORK', /create_branch failed: timeline is broken/),
    )
    await provider().destroy(fork, calm)
    assert.equal(neon.project.branches.length, 1)
  })
}

test('skipped and cancelled operations are over', async () => {
  neon.project.operationScript = [{ status: 'skipped' }]
  await (await create()).ready(silent, calm)
})

test('a branch that never comes up ends at the deadline, and is still destroyed', async () => {
  neon.project.overrides = { current_state: 'init' }
  const fork = await create()
  const told = new Set<string>()
  const deadline = bed.clock.timeout(300_000)
  await assert.rejects(
    fork.ready((line) => told.add(line), deadline),
    { name: 'TimeoutError' },
  )
  assert.ok(told.has(`Neon: the branch ${FORK_NAME} is init`))
  assert.equal(await provider().destroy(fork, calm), 'gone')
})

const notForks: readonly (readonly [string, object])[] = [
  ['of another branch', { parent_id: 'br-other' }],
  ['without a parent', { parent_id: undefined }],
  ['without data', { init_source: 'schema-only' }],
]
for (const [name, overrides] of notForks) {
  test(`a branch ${name} is no fork`, async () => {
    neon.project.overrides = overrides
    await assert.rejects((await create()).proveFork(calm), isUserError('E_FORK', /says Neon/))
  })
}

test('deletes for good, and waits until it is not listed any more', async () => {
  neon.project.listingsAfterEnd = 5
  await create()
  assert.equal(await provider().destroy(await noted(), calm), 'gone')
  assert.deepEqual(neon.project.deleted, [{ id: 'br-fork-1', isHard: true }])
  assert.equal(neon.callsTo(/^DELETE/).length, 1)
  assert.deepEqual(
    neon.project.branches.map(({ id }) => id),
    ['br-main'],
  )
  assert.equal(await provider().destroy(await noted(), calm), 'gone', 'and once more')
})

test('deletes as it is allowed to where deleting for good is not for this account', async () => {
  neon.project.knowsHardDelete = false
  await create()
  assert.equal(await provider().destroy(await noted(), calm), 'gone')
  assert.deepEqual(neon.project.deleted, [{ id: 'br-fork-1', isHard: false }])
})

test('asks again while the endpoint is being started, and after failures', async () => {
  const fork = await create()
  const on = /^DELETE/
  neon.refuse(on, 423, 'endpoint is being started', { times: 20 })
  neon.fail({ on, status: 500, times: 2 })
  neon.fail({ on, socket: 'cut', isDone: true })
  assert.equal(await provider().destroy(fork, calm), 'gone')
  assert.equal(neon.project.deleted.length, 1)
})

test('204: was gone already', async () => {
  const fork = await create()
  neon.project.listingsAfterEnd = 2
  neon.project.delete('br-fork-1', true)
  assert.equal(await provider().destroy(fork, calm), 'gone')
  assert.equal(neon.callsTo(/^DELETE/).length, 1)
})

test('a branch that is being deleted when time is up is going', async () => {
  neon.project.listingsAfterEnd = 100_000
  const fork = await create()
  assert.equal(await provider().destroy(fork, bed.clock.timeout(60_000)), 'going')
})

test('a deletion that was not accepted when time is up is not told as done', async () => {
  const fork = await create()
  neon.refuse(/^DELETE/, 423, 'locked', { times: 100_000 })
  const deadline = bed.clock.timeout(60_000)
  await assert.rejects(provider().destroy(fork, deadline), { name: 'TimeoutError' })
})

test('a branch that cannot be deleted is told with the command that does it', async () => {
  const fork = await create()
  neon.refuse(/^DELETE/, 403, 'forbidden', { times: 99 })
  await assert.rejects(
    provider().destroy(fork, calm),
    isUserError(
      'E_FORK_LEFT',
      /forbidden.*branches delete pg-backup-fork.* --project-id shop-project-1/,
    ),
  )
})

const strangers: readonly (readonly [string, Record<string, unknown>, Partial<NotedFork>])[] = [
  ['the source', { id: 'br-main', default: true, parent_id: undefined }, {}],
  ['the default branch', { default: true }, {}],
  ['a root branch', { parent_id: undefined }, {}],
  ['a branch of another', { parent_id: 'br-other' }, {}],
  ['a protected branch', { protected: true }, {}],
  ['one made before', { created_at: '2026-01-01T00:00:00Z' }, {}],
  ['a look-alike', { name: 'pg-backup-fork-1' }, { name: 'pg-backup-fork-1' }],
]
for (const [name, fields, changes] of strangers) {
  test(`never deletes what is not our fork: ${name}`, async () => {
    const fork = await noted()
    add('br-fork-9', FORK_NAME)
    const [own] = neon.project.branches.filter((branch) => branch.name === FORK_NAME)
    neon.project.add({ ...own, id: 'br-fork-9', name: FORK_NAME, ...fields })
    if (fields['id'] !== undefined) neon.project.forget('br-fork-9')
    await assert.rejects(
      provider().destroy({ ...fork, ...changes }, calm),
      isUserError('E_FORK_LEFT', /may be left/),
    )
    assert.equal(neon.callsTo(/^DELETE/).length, 0)
  })
}

test('that another account sees no such project says nothing of the fork', async () => {
  const fork = await create()
  neon.refuse('GET /branches', 404, 'project not found', { times: 9 })
  await assert.rejects(
    provider().destroy(fork, calm),
    isUserError('E_FORK_LEFT', /project not found/),
  )
})

test('never deletes a fork that has branches of its own', async () => {
  const fork = await create()
  add('br-child', 'child', { parent_id: 'br-fork-1' })
  await assert.rejects(
    provider().destroy(fork, calm),
    isUserError('E_FORK_LEFT', /the branch child was made of it/),
  )
  assert.equal(neon.callsTo(/^DELETE/).length, 0)
})

test('lists the forks of this source only', async () => {
  const found = await source()
  const made = (hours: number) => ({ created_at: bed.hoursAgo(hours).toISOString() })
  add('br-fork-1', 'pg-backup-fork-77-1-oldold01', made(8))
  add('br-fork-2', 'pg-backup-fork-78-1-5h-young001', made(1))
  add('br-fork-3', 'pg-backup-fork-79-1-others01', { ...made(8), parent_id: 'br-other' })
  add('br-fork-4', 'pg-backup-fork-mine', made(8))
  add('br-fork-5', 'old', made(8))
  const same = { provider: 'neon', place: 'shop-project-1', sourceId: 'br-main' }
  const notedAt = (id: string) => neon.project.require(id).created_at
  assert.deepEqual(await provider().forksOf(found, calm), [
    { ...same, name: 'pg-backup-fork-77-1-oldold01', notedAt: notedAt('br-fork-1') },
    { ...same, name: 'pg-backup-fork-78-1-5h-young001', notedAt: notedAt('br-fork-2') },
  ])
})

test('a busy API is asked less often', async () => {
  const headers = { 'retry-after': '7' }
  neon.refuse('GET /branches', 429, 'too many requests', { times: 3, headers })
  await source()
  assert.deepEqual(bed.clock.sleeps, [7000, 7000, 7000])
})

test('the key goes to Neon and to this machine only', async () => {
  for (const address of ['https://neon.tech.example.com/api', 'http://console.neon.tech/api/v2']) {
    bed = new ProviderContext(URL_OF_SHOP, { NEON_API_URL: address })
    await assert.rejects(source(), isUserError('E_INPUT', /NEON_API_URL/))
  }
})

test('the key does not follow a redirect to another host', async () => {
  const seen: (string | undefined)[] = []
  const other = createServer((incoming, response) => {
    seen.push(incoming.headers.authorization)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  try {
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    neon.fail({ on: 'GET /branches', status: 302, headers: { location }, times: 9 })
    await assert.rejects(source(), isUserError('E_FORK', /do not follow/))
    assert.deepEqual(seen, [])
  } finally {
    other.close()
  }
})

test('a cancelled run stops at once, in each of its waits', async () => {
  const reason = new Error('cancelled')
  const cancelled = AbortSignal.abort(reason)
  const made = await request()
  await assert.rejects(provider().findSource(cancelled), reason)
  await assert.rejects(provider().create(made, cancelled), reason)
  const fork = await provider().create(made, calm)
  await assert.rejects(fork.ready(silent, cancelled), reason)
  await assert.rejects(fork.proveFork(cancelled), reason)
  await assert.rejects(provider().destroy(fork, cancelled), reason)
  await assert.rejects(provider().forksOf(made.source, cancelled), reason)
})

test('the fork is a database of its own, with what the source had', async () => {
  await using server = await startPostgres({ major: 17 })
  await using real = await startNeon(server)
  await server.createDatabase('shop')
  await server.query('CREATE TABLE t AS SELECT 1 AS a', 'shop')
  bed = new ProviderContext(undefined, real.env)
  const own = provider({ apiKey: real.apiKey, project: real.project.id })
  const found = await own.findSource(calm)
  assert.equal(found.connection?.hosts[0]?.port, server.port)
  const fork = await own.create(bed.request(found), calm)
  const { hosts } = await fork.ready(silent, calm)
  await server.query('INSERT INTO t VALUES (2)', 'shop')
  const forked = await real.project.server(FORK_NAME)
  assert.equal(hosts[0]?.port, forked?.port)
  assert.notEqual(hosts[0]?.port, server.port)
  assert.deepEqual(await forked?.query('SELECT a FROM t', 'shop'), [{ a: 1 }])
  assert.equal(await own.destroy(fork, calm), 'gone')
  await assert.rejects(forked?.query('SELECT 1') ?? Promise.resolve())
})
