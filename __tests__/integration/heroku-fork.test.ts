import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startReplica } from '../../scripts/rig/replica.ts'
import { UserError } from '../../src/errors.ts'
import { connect } from '../../src/postgres/session.ts'
import { calm, FORK_NAME, type HerokuBed, herokuBed } from './heroku-bed.ts'

let server: PostgresServer

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('shop')
  await server.psql('CREATE TABLE t AS SELECT 1 AS n', 'shop')
})
after(() => server.stop())

/** A stand-in whose forks all lead to one database, since only the waiting is of interest. */
function bedOfOneDatabase(): Promise<HerokuBed> {
  return herokuBed({ forkUrl: server.url('shop') })
}

async function notReady(bed: HerokuBed, signal = calm): Promise<UserError> {
  const fork = await bed.create()
  const error = await fork.ready(bed.tell, signal).catch((thrown) => thrown)
  assert.ok(error instanceof UserError, String(error))
  assert.equal(error.code, 'E_FORK')
  return error
}

function told(bed: HerokuBed): string[] {
  const lines = bed.lines.filter((line) => line.startsWith('tell: '))
  return lines.map((line) => line.replace('tell: ', ''))
}

test('a fork is made, waited for, proven, read and destroyed', async () => {
  await using bed = await herokuBed({ source: server, database: 'shop', sizeBytes: 30e9 })
  bed.service.behaviour.isInstant = true // time that does not pass would be asked away
  const provider = bed.provider()
  const request = await bed.request(provider)
  const { label, sizeBytes, pricePerHour, plan, region } = request.source
  assert.deepEqual(
    { label, sizeBytes, pricePerHour, plan, region },
    {
      label: 'shop::DATABASE',
      sizeBytes: 30e9,
      pricePerHour: '$0.07',
      plan: 'heroku-postgresql:standard-0',
      region: 'us',
    },
  )
  const fork = await provider.create(request, calm)
  const settings = await fork.ready(bed.tell, calm)
  await fork.proveFork(calm)
  await server.psql('INSERT INTO t VALUES (2)', 'shop')
  const session = await connect(settings, calm)
  assert.deepEqual(await session.query('SELECT n FROM public.t'), [{ n: 1 }])
  await session.end()
  assert.equal(await provider.destroy(fork, calm), 'gone')
  assert.deepEqual(bed.service.forks, [])
  const [create, ...more] = bed.service.callsTo('POST /apps/shop/addons')
  assert.deepEqual(more, [])
  assert.deepEqual(create?.body, {
    plan: { name: 'heroku-postgresql:standard-0' },
    name: FORK_NAME,
    attachment: { name: 'PG_BACKUP_FORK_123_1_ABCDEFGH' },
    config: { fork: 'postgresql-curved-12345' },
  })
})

test("progress is told in Heroku's own words", async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.waiting = ['pending', 'upgrading 1/3', null]
  await (await bed.create()).ready(bed.tell, calm)
  assert.deepEqual(told(bed), [
    'Heroku is making the fork.',
    'Heroku is filling the fork.',
    'pending',
    'upgrading 1/3',
    'Heroku is filling the fork.',
    `shop has no config variable of ${FORK_NAME} yet.`,
  ])
})

test('six hours of provisioning are waited for, in milliseconds', async () => {
  await using bed = await bedOfOneDatabase()
  Object.assign(bed.service.behaviour, { provisioning: 60, waiting: Array(60).fill('copying') })
  const sleep = bed.clock.sleep.bind(bed.clock)
  bed.clock.sleep = (milliseconds, signal) => sleep(milliseconds * 36, signal)
  const start = Date.now()
  const clockStart = bed.clock.now().getTime()
  await (await bed.create()).ready(bed.tell, calm)
  assert.ok(bed.clock.now().getTime() - clockStart > 6 * 3_600_000)
  assert.ok(Date.now() - start < 5_000)
})

test('a fork that is never ready ends at the deadline, and can be destroyed then', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.ends = 'never'
  const provider = bed.provider()
  const fork = await bed.create(provider)
  const deadline = bed.clock.timeout(600_000)
  await assert.rejects(fork.ready(bed.tell, deadline), { name: 'TimeoutError' })
  assert.equal(await provider.destroy(fork, calm), 'gone')
})

test('a fork that failed is said so', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.ends = 'deprovisioned'
  assert.match((await notReady(bed)).message, /^The fork .* is deprovisioned\.$/)
})

test('a database host that reports an error ends the wait, with its message', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.isBroken = true
  assert.match((await notReady(bed)).message, /is broken\. Heroku says: disk is full$/)
})

test('a database host that does not know it yet is asked twenty times', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.unknown = 20
  await (await bed.create()).ready(bed.tell, calm)
  await using other = await bedOfOneDatabase()
  other.service.behaviour.unknown = 1e9
  assert.match((await notReady(other)).message, /is unknown to its database host/)
  assert.equal(other.service.callsTo(/wait_status$/).length, 21)
})

test('a fork that is restarted after it was ready is waited for again', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.isRestarted = true
  const settings = await (await bed.create()).ready(bed.tell, calm)
  assert.equal(settings.password, server.password)
  assert.ok(told(bed).includes('restarting'))
})

test('a password that was changed meanwhile is read again', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.outdated = 2
  const settings = await (await bed.create()).ready(bed.tell, calm)
  assert.equal(settings.password, server.password)
  assert.ok(bed.secrets.includes('rotated-away'))
  assert.ok(bed.secrets.includes(server.password))
  assert.ok(!bed.lines.join('\n').includes(server.password))
})

test('a fork that still replays its log is waited for', async () => {
  await using replica = await startReplica(server)
  await using bed = await herokuBed({ forkUrl: replica.url('shop') })
  const fork = await bed.create()
  const sleep = bed.clock.sleep.bind(bed.clock)
  let isPromoted = false
  bed.clock.sleep = async (milliseconds, signal) => {
    if (told(bed).includes('The fork is still in recovery.') && !isPromoted) {
      isPromoted = true
      await replica.query('SELECT pg_promote()')
    }
    await sleep(milliseconds, signal)
  }
  await fork.ready(bed.tell, calm)
  assert.ok(isPromoted)
})

test('a config variable that is late is waited for; one that never comes is given up', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.hidden = 10
  await (await bed.create()).ready(bed.tell, calm)
  await using other = await bedOfOneDatabase()
  other.service.behaviour.hidden = 1e9
  assert.match((await notReady(other)).message, /no way in: its app has no config variable of it/)
})

test('errors of Heroku while waiting are got over', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.fail({ on: `GET /addons/${FORK_NAME}`, times: 2, status: 502, body: '<h1>' })
  bed.service.fail({ on: /wait_status$/, times: 2, socket: 'cut' })
  bed.service.fail({ on: 'GET /apps/shop/config-vars', times: 0, status: 503 })
  await (await bed.create()).ready(bed.tell, calm)
})

test('a database that Heroku does not call a fork is none', async () => {
  await using bed = await bedOfOneDatabase()
  bed.service.behaviour.ignoresFork = true
  const fork = await bed.create()
  await fork.ready(bed.tell, calm)
  await assert.rejects(fork.proveFork(calm), (error) => {
    assert.ok(error instanceof UserError)
    assert.match(error.message, /^Heroku says that .* is no fork, and not one of shop::DATABASE\.$/)
    return error.code === 'E_FORK'
  })
})

test('a fork of another database is not ours', async () => {
  await using bed = await bedOfOneDatabase()
  const fork = await bed.create()
  await fork.ready(bed.tell, calm)
  const [stored] = bed.service.forks
  assert.ok(stored)
  for (const [forkedFrom, isOurs] of [
    ['postgres://u@ec2-1.compute.amazonaws.com:5432/other', false],
    ['postgresql-round-1', false],
    [{ name: 'postgresql-round-1' }, false],
    [bed.service.source.name, true],
    [bed.service.source.id, true],
    [{ name: bed.service.source.name }, true],
    ['postgres://u@other-host:5432/source', true],
  ] as const) {
    stored.info = { forked_from: forkedFrom, info: [] }
    const proven = fork.proveFork(calm).then(
      () => true,
      () => false,
    )
    assert.equal(await proven, isOurs, JSON.stringify(forkedFrom))
  }
})

test('an interruption ends every wait with its own reason', async () => {
  for (const wait of ['provisioning', 'unknown', 'hidden'] as const) {
    await using bed = await bedOfOneDatabase()
    bed.service.behaviour[wait] = 1e9
    const fork = await bed.create()
    const stop = new AbortController()
    const waiting = fork.ready(() => stop.abort(new Error(`stopped in ${wait}`)), stop.signal)
    await assert.rejects(waiting, { message: `stopped in ${wait}` })
  }
})

test('an Advanced database is asked for by its own paths', async () => {
  await using bed = await bedOfOneDatabase()
  const { source } = bed.service
  Object.assign(source, { plan: 'heroku-postgresql:advanced' })
  source.info = {
    region: 'us',
    features: { fork: { enabled: true } },
    pools: [{ name: 'leader', expected_level: '4G-Performance' }],
    plan_limits: [{ name: 'storage-limit-in-gb', current: 25 }],
  }
  const provider = bed.provider()
  const request = await bed.request(provider)
  assert.equal(request.source.sizeBytes, 25e9)
  const fork = await provider.create(request, calm)
  await fork.ready(bed.tell, calm)
  await fork.proveFork(calm)
  const [create] = bed.service.callsTo('POST /apps/shop/addons')
  assert.deepEqual((create?.body as { config?: unknown } | undefined)?.config, {
    fork: source.name,
    level: '4G-Performance',
  })
  assert.equal(bed.service.callsTo(/^GET \/client\//).length, 0)
  source.info = { features: { fork: { enabled: false } } }
  const { refusal } = await provider.findSource(calm)
  assert.match(refusal?.message ?? '', /forking is not enabled/)
})
