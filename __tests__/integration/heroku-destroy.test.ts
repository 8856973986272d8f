import assert from 'node:assert/strict'
import test from 'node:test'
import type { UserError } from '../../src/errors.ts'
import type { NotedFork } from '../../src/forks/fork.ts'
import { calm, FORK_NAME, type HerokuBed, herokuBed } from './heroku-bed.ts'

const DELETE = /^DELETE /

/** What is left of a run in a later process. */
async function noted(bed: HerokuBed): Promise<NotedFork> {
  const { name, provider, place, sourceId, notedAt } = await bed.create()
  return { name, provider, place, sourceId, notedAt }
}

/** Another process, which knows no more than the key. */
function later(bed: HerokuBed) {
  return bed.provider({ app: '', database: '' })
}

async function problem(bed: HerokuBed, fork: NotedFork): Promise<UserError> {
  return later(bed)
    .destroy(fork, calm)
    .then(
      () => assert.fail('It was destroyed.'),
      (error) => error,
    )
}

for (const polls of [0, 1, 3]) {
  test(`a fork that goes after ${polls} looks is waited for`, async () => {
    await using bed = await herokuBed()
    bed.service.behaviour.deprovisioning = polls
    const fork = await noted(bed)
    assert.equal(await later(bed).destroy(fork, calm), 'gone')
    assert.deepEqual(bed.service.forks, [])
    const [call, ...more] = bed.service.callsTo(DELETE)
    assert.deepEqual(more, [])
    assert.deepEqual(call?.body, { force: false })
    assert.match(call?.path ?? '', new RegExp(`^/apps/${bed.service.shop.id}/addons/`))
  })
}

test('what is gone already, or was never made, is destroyed', async () => {
  await using bed = await herokuBed()
  const fork = await noted(bed)
  await later(bed).destroy(fork, calm)
  assert.equal(await later(bed).destroy(fork, calm), 'gone')
  assert.equal(bed.service.callsTo(DELETE).length, 1)
})

test('a fork that turns up a moment later, since its request was cut off, is destroyed', async () => {
  await using bed = await herokuBed()
  const fork = await noted(bed)
  bed.service.fail({ on: `GET /addons/${FORK_NAME}`, status: 404 })
  await later(bed).destroy(fork, calm)
  assert.deepEqual(bed.service.forks, [])
})

test('a key that sees no such app does not know either whether the fork is gone', async () => {
  await using bed = await herokuBed()
  const fork = await noted(bed)
  const body = { id: 'not_found', message: "Couldn't find that app.", resource: 'app' }
  const unknown = { status: 404, body, times: 99 }
  bed.service.fail({ on: `GET /addons/${FORK_NAME}`, ...unknown })
  bed.service.fail({ on: 'GET /apps/shop/addons', ...unknown })
  const { code, message } = await problem(bed, fork)
  assert.equal(code, 'E_FORK_LEFT')
  assert.match(message, /heroku-api-key may not see it — .*Couldn't find that app\.$/)
})

test('gone between look and request: destroyed', async () => {
  await using bed = await herokuBed()
  const fork = await noted(bed)
  bed.service.fail({ on: DELETE, status: 404, isDone: true })
  assert.equal(await later(bed).destroy(fork, calm), 'gone')
})

test('a fork that is being destroyed already is waited for, and not asked for again', async () => {
  await using bed = await herokuBed()
  bed.service.behaviour.deprovisioning = 5
  const fork = await noted(bed)
  const stop = new AbortController()
  bed.clock.sleep = async () => stop.abort(new Error('out of time'))
  assert.equal(await later(bed).destroy(fork, stop.signal), 'going')
  bed.clock.sleep = async () => {}
  assert.equal(await later(bed).destroy(fork, calm), 'gone')
  assert.equal(bed.service.callsTo(DELETE).length, 1)
})

for (const fault of [
  { status: 500, body: '' },
  { status: 502, body: '<h1>' },
  { socket: 'cut' },
  { status: 429 },
] as const) {
  test(`a request to delete is repeated after ${JSON.stringify(fault)}`, async () => {
    await using bed = await herokuBed()
    const fork = await noted(bed)
    bed.service.fail({ on: DELETE, times: 2, ...fault })
    assert.equal(await later(bed).destroy(fork, calm), 'gone')
    assert.equal(bed.service.callsTo(DELETE).length, 3)
  })
}

test('a deletion whose answer was lost is not a failure', async () => {
  await using bed = await herokuBed()
  bed.service.behaviour.deprovisioning = 0
  const fork = await noted(bed)
  bed.service.fail({ on: DELETE, socket: 'cut', isDone: true })
  assert.equal(await later(bed).destroy(fork, calm), 'gone')
})

for (const [fault, why] of [
  [
    { status: 403, body: { id: 'forbidden', message: 'Cannot delete a suspended addon' } },
    /Cannot delete a suspended addon/,
  ],
  [{ status: 500, times: 99, body: '' }, /answered 500/],
  [{ status: 200, body: { state: 'provisioned' } }, /answered that it is provisioned/],
] as const) {
  test(`${JSON.stringify(fault)}: what is left, and how to remove it, is said`, async () => {
    await using bed = await herokuBed()
    const fork = await noted(bed)
    bed.service.fail({ on: DELETE, ...fault })
    const { code, message, next } = await problem(bed, fork)
    assert.equal(code, 'E_FORK_LEFT')
    assert.match(message, why)
    assert.match(next, new RegExp(`heroku addons:destroy ${FORK_NAME} --app shop --confirm shop$`))
  })
}

test('a fork that never goes is said to be left', async () => {
  await using bed = await herokuBed()
  bed.service.behaviour.deprovisioning = 1e9
  const fork = await noted(bed)
  const { code, message } = await problem(bed, fork)
  assert.equal(code, 'E_FORK_LEFT')
  assert.match(message, /destroying it for ten minutes/)
})

test('a name that leads to the source, or to another fork, destroys nothing', async () => {
  await using bed = await herokuBed()
  const { id, name, app } = bed.service.source
  const fork = await noted(bed)
  for (const answer of [
    { id, name: FORK_NAME, app, created_at: new Date(bed.clock.now()).toISOString() },
    { id: 'x', name, app, created_at: new Date(bed.clock.now()).toISOString() },
    // A fork of ours, but of another run.
    {
      id: 'x',
      name: 'pg-backup-fork-9-1-zzzzzzzz',
      app,
      created_at: new Date(bed.clock.now()).toISOString(),
    },
  ]) {
    bed.service.fail({
      on: `GET /addons/${FORK_NAME}`,
      status: 200,
      body: { ...answer, state: 'provisioned' },
    })
    const { code, next } = await problem(bed, fork)
    assert.equal(code, 'E_FORK_LEFT')
    assert.doesNotMatch(next, /addons:destroy/)
  }
  assert.equal(bed.service.callsTo(DELETE).length, 0)
})

test('nothing is destroyed but what was noted: name, app and time have to be right', async () => {
  await using bed = await herokuBed()
  const fork = await noted(bed)
  const { source, account, shop } = bed.service
  const own = account.addDatabase(shop, 'pg-backup-fork-of-mine', { createdAt: bed.clock.now() })
  for (const wrong of [
    { ...fork, name: source.name },
    { ...fork, name: own.name },
    { ...fork, place: 'shop-backup' },
    { ...fork, notedAt: new Date(bed.clock.now().getTime() + 60_000).toISOString() },
    { ...fork, notedAt: 'nonsense' },
    { ...fork, sourceId: account.addon(FORK_NAME)?.id ?? '' },
  ]) {
    assert.equal((await problem(bed, wrong)).code, 'E_FORK_LEFT', JSON.stringify(wrong))
  }
  assert.equal(bed.service.callsTo(DELETE).length, 0)
})

test('the stand-in fails a test that deletes the source', async () => {
  const bed = await herokuBed()
  const { shop, source, apiKey } = bed.service
  const headers = {
    authorization: `Bearer ${apiKey}`,
    accept: 'application/vnd.heroku+json; version=3',
  }
  const url = `${bed.service.urlOf('platform')}/apps/${shop.id}/addons/${source.id}`
  await (await fetch(url, { method: 'DELETE', headers })).text()
  await assert.rejects(bed.service.stop(), /which is no fork, was to be deleted/)
})

test('forks of ours are listed; what only looks like ours is not', async () => {
  await using bed = await herokuBed()
  bed.service.pageSize = 2
  const { account, shop, backupApp } = bed.service
  const hour = 3_600_000
  const ago = (hours: number) => new Date(bed.clock.now().getTime() - hours * hour)
  const add = (name: string, hours: number, app = shop, plan = 'heroku-postgresql:standard-0') =>
    account.addDatabase(app, name, { createdAt: ago(hours), plan })
  add('pg-backup-fork-11-1-aaaaaaaa', 30)
  add('pg-backup-fork-local-bbbbbbbb', 10)
  add('pg-backup-fork-12-1-5h-cccccccc', 1)
  add('pg-backup-fork-mine', 300)
  add('pg-backup-fork-13-1-dddddddd-copy', 300)
  add('pg-backup-fork-14-1-eeeeeeee', 300, shop, 'heroku-redis:mini')
  add('pg-backup-fork-15-1-ffffffff', 300, backupApp)
  const provider = bed.provider()
  const source = await provider.findSource(calm)
  const forks = await provider.forksOf(source, calm)
  assert.deepEqual(
    forks.map(({ name, notedAt }) => [name, notedAt]),
    [
      ['pg-backup-fork-11-1-aaaaaaaa', ago(30).toISOString()],
      ['pg-backup-fork-local-bbbbbbbb', ago(10).toISOString()],
      ['pg-backup-fork-12-1-5h-cccccccc', ago(1).toISOString()],
    ],
  )
  assert.ok(forks.every(({ sourceId, place }) => sourceId === source.id && place === 'shop'))
})
