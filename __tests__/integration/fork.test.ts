import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { ForkBed, REAL_TIME, rowsRead, startForkSource } from './fork-bed.ts'
import { eventually, type WatchedRun } from './watched-run.ts'

const ROWS = 24_000
const deletes = /^DELETE .*\/addons\//

describe('a backup of a fork', { concurrency: 3 }, () => {
  let source: PostgresServer
  before(async () => {
    source = await startForkSource()
  })
  after(() => source?.stop())

  test('holds what was there when the fork was made, and the source is not read', async () => {
    // Of its own, since others dump the shared one.
    await using source = await startForkSource()
    await using bed = await ForkBed.make(source)
    bed.heroku.behaviour.waiting.push('copying')
    const readBefore = await rowsRead(source)
    await using run = bed.backup({ verify: 'archive' })
    await eventually(() => bed.heroku.forks.length > 0, 'there is a fork')
    await bed.heroku.serverOf(bed.heroku.forks[0] ?? assert.fail())
    await source.query('INSERT INTO small VALUES (1)', 'shop')
    const { status, outputs, everything } = await run.end()
    assert.equal(status, 0, everything)
    assert.equal(outputs['rows'], String(ROWS), 'the later row is in it')
    assert.equal(outputs['forked'], 'true')
    assert.match(outputs['fork-name'] ?? '', /^pg-backup-fork-local-4h-\w{8}$/)
    assert.equal(JSON.parse(outputs['manifest'] ?? '').source.forkOf, 'shop::DATABASE')
    assert.equal(JSON.parse(outputs['manifest'] ?? '').source.database, 'shop')
    assert.equal((await rowsRead(source)) - readBefore, 0, 'tables of the source were read')
    assert.match(everything, /fork {2}copying/)
    bed.assertClean()
  })

  test('costs little besides the waiting for the provider', async () => {
    await using bed = await ForkBed.make(source)
    const never = await secondsOf(bed.backup({ fork: 'never' }, REAL_TIME), 'false')
    const forked = bed.backup({}, REAL_TIME)
    await eventually(() => bed.heroku.forks.length > 0, 'a fork was asked for')
    const asked = performance.now()
    await eventually(() => bed.heroku.forks.every(({ url }) => url !== ''), 'it is there')
    const waited = (performance.now() - asked) / 1000
    const overhead = (await secondsOf(forked, 'true')) - never - waited
    console.log(`our own overhead of a fork: ${overhead.toFixed(1)} s`)
    assert.ok(overhead <= 10, `${overhead} s`)
    bed.assertClean()
  })

  test('is not made of a small database, and the sweep takes old forks of ours alone', async () => {
    await using bed = await ForkBed.make(source)
    const { account, shop } = bed.heroku
    const hoursAgo = (hours: number) => ({ createdAt: new Date(Date.now() - hours * 3_600_000) })
    const living = ['pg-backup-fork-12-1-young123', 'pg-backup-fork-13-1-9h-younger1']
    for (const [index, name] of living.entries()) {
      account.addDatabase(shop, name, hoursAgo(index === 0 ? 3 : 8))
    }
    for (const name of ['pg-backup-fork-of-mine', 'postgresql-x']) {
      account.addDatabase(shop, name, hoursAgo(100))
    }
    const left = ['pg-backup-fork-11-1-orphan12', 'pg-backup-fork-14-1-90m-orphan34']
    for (const [index, name] of left.entries()) {
      account.addDatabase(shop, name, hoursAgo(index === 0 ? 5 : 2))
    }
    const { status, outputs, everything } = await bed.backup({ fork: 'auto' }).end()
    assert.equal(status, 0, everything)
    assert.equal(outputs['forked'], 'false')
    assert.match(everything, /Fork: none, since 35\.\d MB is not more than fork-threshold/)
    const asked = bed.heroku
      .callsTo(deletes)
      .map(({ path }) => account.addon(path.split('/')[4] ?? ''))
    assert.deepEqual(
      asked.map((addon) => addon?.name),
      left,
    )
    bed.heroku.violations.length = 0
  })

  test('a password that changes and a server that restarts are waited for', async () => {
    await using bed = await ForkBed.make(source)
    Object.assign(bed.heroku.behaviour, { outdated: 1, isRestarted: true })
    const { status, everything } = await bed.backup().end()
    assert.equal(status, 0, everything)
    bed.assertClean()
  })

  test('is over before the test restore is, and before the manifest is written', async () => {
    await using bed = await ForkBed.make(source)
    await using run = bed.backup({ verify: 'restore' })
    let isStored = false
    const stored = run.started.logged(/^Store$/m).then(() => {
      isStored = true
    })
    await eventually(() => bed.heroku.callsTo(deletes).length > 0, 'it is asked to be deleted')
    assert.equal(isStored, false)
    await stored
    const { status, outputs, everything } = await run.end()
    assert.equal(status, 0, everything)
    assert.deepEqual([outputs['forked'], outputs['verified']], ['true', 'restore'])
    bed.assertClean()
  })

  test('an empty database that was made in place of a fork is refused, and destroyed', async () => {
    await using bed = await ForkBed.make(source)
    bed.heroku.behaviour.ignoresFork = true
    await bed.backup().fails('E_FORK')
    bed.assertClean()
  })

  test('a fork without the tables of its source is refused, whatever the provider says', async () => {
    await using bed = await ForkBed.make(source)
    Object.assign(bed.heroku.behaviour, { ignoresFork: true, waiting: ['copying'] })
    const run = bed.backup()
    await eventually(() => bed.heroku.forks.length > 0, 'there is a database')
    for (const fork of bed.heroku.forks) fork.forkedFrom = bed.heroku.source
    await run.fails('E_FORK', /it has none of the 2 tables of the database/)
    bed.assertClean()
  })

  test('a dump that fails leaves no fork', async () => {
    await using bed = await ForkBed.make(source)
    const run = bed.backup({ compression: 'none', 'rate-limit': '2MB/s' })
    await eventually(async () => (await bed.copying()) > 0, 'rows are copied')
    const server = await bed.heroku.serverOf(bed.heroku.forks[0] ?? assert.fail())
    await server?.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY %' AND pid <> pg_backend_pid()`,
    )
    await run.fails('E_CONNECT', /^E_CONNECT: pg_dump failed: /)
    bed.assertClean()
  })

  test('a fork that is not dumped within fork-timeout is given up', async () => {
    await using bed = await ForkBed.make(source)
    const slow = { compression: 'none', 'rate-limit': '100kB/s', 'fork-timeout': '12s' }
    await bed.backup(slow).fails('E_FORK', /within 12 s, and was given up/)
    bed.assertClean()
  })

  test('a fork that Heroku will not delete: the backup is kept, the post step fails', async () => {
    await using bed = await ForkBed.make(source)
    const suspended = { id: 'forbidden', message: 'Cannot delete a suspended addon' }
    bed.heroku.fail({ on: deletes, status: 403, body: suspended, times: 99 })
    const step = await bed.step()
    const main = await step.main.started.finished
    assert.equal(main.status, 0, main.everything)
    assert.match(main.everything, /^::warning::E_FORK_LEFT: .*Cannot delete a suspended addon/m)
    const post = await (await step.post()).started.finished
    assert.equal(post.status, 1, post.everything)
    const name = /pg-backup-fork-4711-2-4h-\w{8}/.exec(post.error)?.[0]
    assert.ok(post.error.startsWith('E_FORK_LEFT: '), post.everything)
    assert.ok(post.error.includes(`heroku addons:destroy ${name} --app shop --confirm shop`))
  })

  test('in a terminal the run itself fails then, and later ones tell until one has the key', async () => {
    await using bed = await ForkBed.make(source)
    const suspended = { id: 'forbidden', message: 'Cannot delete a suspended addon' }
    bed.heroku.fail({ on: deletes, status: 403, body: suspended, times: 2 })
    const first = await bed.backup().started.finished
    assert.equal(first.status, 1)
    assert.deepEqual(first.errors.length, 1, first.everything)
    assert.match(first.error, /^E_FORK_LEFT: .* heroku addons:destroy pg-backup-fork-local-/)
    assert.ok(first.outputs['backup-id'], 'the backup is there all the same')
    const wrong = { format: 'none' }
    for (const app of ['shop', 'other']) {
      const inputs = { ...wrong, 'heroku-app': app }
      const later = await bed.backup(inputs, { HEROKU_API_KEY: '' }).started.finished
      const why = app === 'shop' ? 'has no heroku-api-key' : 'has not the inputs of shop'
      assert.match(
        later.everything,
        new RegExp(`warning: E_FORK_LEFT: .*this run ${why}.* heroku addons:destroy`),
      )
      assert.match(later.everything, /stays noted until 20\d\d-\d\d-\d\d,/)
      assert.equal(later.errors.length, 1, 'and its own inputs are wrong')
    }
    assert.equal(bed.heroku.forks.length, 1)
    const last = await bed.backup(wrong).started.finished
    assert.match(last.everything, /The fork pg-backup-fork-local-4h-\w{8} is gone\./)
    assert.doesNotMatch((await bed.backup(wrong).started.finished).everything, /pg-backup-fork/)
    bed.assertClean()
  })
})

async function secondsOf(run: WatchedRun, forked: string): Promise<number> {
  const { outputs, everything } = await run.end()
  assert.equal(outputs['forked'], forked, everything)
  return Number(outputs['duration-seconds'])
}
