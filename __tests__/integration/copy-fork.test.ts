import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { startNeon } from '../../scripts/rig/neon-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startRds } from '../../scripts/rig/rds-service.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { LOCK, objectsIn, WAITING_TABLE } from './copy-bed.ts'
import { FAST, ForkBed, rowsRead } from './fork-bed.ts'
import { eventually, WatchedRun } from './watched-run.ts'

const ROWS = 21_000
const deletes = /^DELETE .*\/addons\//

describe('a copy from a fork', { concurrency: 5 }, () => {
  let source: PostgresServer
  let target: PostgresServer
  before(async () => {
    // Several forks are made at once, each by two streams, while others write.
    const settings = { max_wal_senders: 40, wal_keep_size: '1GB' }
    ;[source, target] = await Promise.all([
      startPostgres({ major: 17, settings }),
      startPostgres({ major: 17 }),
    ])
    await source.createDatabase('shop')
    await source.query(
      `${WAITING_TABLE} CREATE SEQUENCE tickets START 7; SELECT lo_from_bytea(4713, 'large')`,
      'shop',
    )
    await source.createDatabase('tiny')
    await source.query('CREATE TABLE small AS SELECT 1 AS a', 'tiny')
  })
  after(async () => {
    await source?.stop()
    await target?.stop()
  })

  /** A new database, into which rows get when they are let in. */
  async function heldDatabase(name: string) {
    await target.createDatabase(name)
    const session = await target.connect(name)
    await session.query('SELECT pg_advisory_lock($1)', [LOCK])
    return {
      url: target.url(name),
      hasRowsWaiting: () => isWaiting(name, 'ShareLock', 'advisory'),
      letIn: () => session.end(),
    }
  }

  async function isWaiting(database: string, mode: string, locktype: string): Promise<boolean> {
    const waiters = await target.query(
      `SELECT FROM pg_locks WHERE NOT granted AND mode = $1 AND locktype = $2
          AND database = (SELECT oid FROM pg_database WHERE datname = $3)`,
      'postgres',
      [mode, locktype, database],
    )
    return waiters.length > 0
  }

  test('holds what the fork held, reads nothing of the source, and ends it before its indexes', async () => {
    await using bed = await ForkBed.make(source)
    bed.heroku.behaviour.waiting.push('copying')
    const into = await heldDatabase('early')
    const readBefore = await rowsRead(source)
    await using run = bed.copy(into.url)
    await eventually(() => bed.heroku.forks.length > 0, 'there is a fork')
    await bed.heroku.serverOf(bed.heroku.forks[0] ?? assert.fail())
    await source.query('INSERT INTO other VALUES (0)', 'shop')
    await eventually(into.hasRowsWaiting, 'rows are copied')
    // Queues up behind the rows, and before their index.
    const other = await target.connect('early')
    const locked = other.query('BEGIN; LOCK TABLE waiting IN ROW EXCLUSIVE MODE')
    await eventually(() => isWaiting('early', 'RowExclusiveLock', 'relation'), 'it queues up')
    assert.equal(bed.heroku.callsTo(deletes).length, 0)
    await into.letIn()
    await locked
    const isIndexHeld = () => isWaiting('early', 'AccessExclusiveLock', 'relation')
    await eventually(isIndexHeld, 'the index is begun')
    await eventually(() => bed.heroku.forks.length === 0, 'the fork is gone')
    assert.ok(await isIndexHeld(), 'the index is not built yet')
    await other.end()
    const { status, outputs, everything } = await run.end()
    assert.equal(status, 0, everything)
    assert.match(
      everything,
      /Fork: of shop::DATABASE, plan heroku-postgresql:standard-0, in us, \$0\.07 an hour; fork is always/,
    )
    assert.match(everything, /The fork is destroyed once it has been copied, and lives 4 h at most/)
    assert.match(everything, /^Copied from: a fork of shop::DATABASE \(pg-backup-fork-local-/m)
    assert.equal(outputs['rows'], String(ROWS), 'the later row is in it')
    assert.deepEqual([outputs['forked'], outputs['verified']], ['true', 'rows'])
    assert.match(outputs['fork-name'] ?? '', /^pg-backup-fork-local-/)
    assert.match(outputs['phases'] ?? '', /"name":"fork".*"name":"wait".*"name":"data"/)
    assert.equal((await rowsRead(source)) - readBefore, 0, 'tables of the source were read')
    const next = await target.query(
      "SELECT nextval('tickets')::int AS id, lo_get(4713)::text AS large",
      'early',
    )
    assert.deepEqual(next, [{ id: 7, large: '\\x6c61726765' }])
    bed.assertClean()
  })

  test('is not made of a small database: the source that Heroku tells is copied itself', async () => {
    // Of its own, since the tables of the other one are not to be read.
    await using bed = await ForkBed.make(source, 'tiny')
    await target.createDatabase('unforked')
    const { status, outputs, everything } = await bed
      .copy(target.url('unforked'), { fork: 'auto' })
      .end()
    assert.equal(status, 0, everything)
    assert.match(everything, /Fork: none, since [\d.]+ MB is not more than fork-threshold/)
    assert.deepEqual([outputs['rows'], outputs['forked'], outputs['fork-name']], ['1', 'false', ''])
    assert.equal(bed.heroku.made, 0)
  })

  test('that fails leaves no fork, and a target as empty as it was', async () => {
    await using bed = await ForkBed.make(source)
    const into = await heldDatabase('failing')
    const run = bed.copy(into.url)
    await eventually(into.hasRowsWaiting, 'rows are copied')
    await target.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = 'failing' AND query LIKE 'COPY %'`,
    )
    await run.fails('E_CONNECT', /"failing" is as empty as it was/)
    await into.letIn()
    assert.deepEqual(await objectsIn(target, 'failing'), [])
    bed.assertClean()
  })

  test('that does not have its rows within fork-timeout is given up', async () => {
    await using bed = await ForkBed.make(source)
    const into = await heldDatabase('slow')
    const run = bed.copy(into.url, { 'fork-timeout': '12s' })
    await run.fails('E_FORK', /within 12 s, and was given up/)
    await into.letIn()
    assert.deepEqual(await objectsIn(target, 'slow'), [])
    bed.assertClean()
  })

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    test(`${signal} while rows are copied: no fork is left, and the target is empty again`, async () => {
      await using bed = await ForkBed.make(source)
      const name = signal.toLowerCase()
      const into = await heldDatabase(name)
      const step = await bed.copyStep(into.url)
      await using main = step.main
      await Promise.race([eventually(into.hasRowsWaiting, 'rows are copied'), endedEarly(main)])
      main.started.child.kill(signal)
      const killed = await main.started.finished
      await main.processesEnd()
      await using post = await step.post()
      const { status, errors, everything } = await post.started.finished
      await into.letIn()
      assert.deepEqual([status, errors], [0, []], everything)
      assert.deepEqual(await objectsIn(target, name), [], `${killed.everything}\n${everything}`)
      await main.assertNoSecret(killed)
      bed.assertClean()
    })
  }

  test('into its own source, into what is not empty, or without a place for the safety backup, is refused before a fork is asked for', async () => {
    await using bed = await ForkBed.make(source)
    const own = { mode: 'clean', confirm: 'shop' }
    await bed.copy(source.url('shop'), own).fails('E_INPUT', /lead to the same database, "shop"/)
    await target.createDatabase('full')
    await target.query('CREATE TABLE own (a int)', 'full')
    await bed.copy(target.url('full')).fails('E_TARGET_NOT_EMPTY')
    const safe = { mode: 'clean', confirm: 'full', 'safety-backup': import.meta.filename }
    await bed.copy(target.url('full'), safe).fails('E_DISK', /"full" was not touched/)
    assert.equal(bed.heroku.made, 0)
  })

  test('of a source out of reach replaces nothing that may be the source', async () => {
    await using bed = await ForkBed.make(source)
    const { heroku } = bed
    const url = heroku.source.url.replace(/:\d+\//, ':9/')
    Object.assign(heroku.source, { plan: 'heroku-postgresql:private-0', url })
    const outside = { 'fork-plan': 'standard-0' }
    const own = { ...outside, mode: 'clean', confirm: 'shop' }
    const wrong = { ...own, confirm: 'other' }
    await bed.copy(source.url('shop'), wrong).fails('E_CONFIRM', /`confirm` says "other"/)
    await bed.copy(source.url('shop'), outside).fails('E_TARGET_NOT_EMPTY')
    assert.equal(heroku.made, 0)
    await bed.copy(source.url('shop'), own).fails('E_INPUT', /"shop" cannot be told from it/)
    bed.assertClean()
    await source.createDatabase('beside', 'TEMPLATE template0')
    const { status, outputs, everything } = await bed.copy(source.url('beside'), outside).end()
    assert.equal(status, 0, everything)
    assert.equal(outputs['forked'], 'true')
    bed.assertClean()
  })

  test('of a Neon branch, swapped in for a target that was backed up', async () => {
    await using place = await Workplace.make()
    await using neon = await startNeon(source)
    neon.project.operationScript = []
    await target.createDatabase('neon')
    await target.query('CREATE TABLE own (a int)', 'neon')
    const flags = [
      ...['--fork=always', `--neon-project=${neon.project.id}`],
      ...['--mode=swap', '--confirm=neon', `--safety-backup=${place.backups}`],
    ]
    await using run = new WatchedRun(
      startCommandLine(['copy', '--client-dir', source.binDir, ...flags], {
        ...place.environment,
        ...neon.env,
        NEON_API_KEY: neon.apiKey,
        PG_BACKUP_SOURCE_URL: source.url('shop'),
        PG_BACKUP_TARGET_URL: target.url('neon'),
      }),
      place,
      [neon.apiKey, source.password],
    )
    const { status, outputs, everything } = await run.end()
    assert.equal(status, 0, everything)
    assert.deepEqual([outputs['forked'], outputs['verified']], ['true', 'rows'])
    assert.match(outputs['safety-backup-id'] ?? '', /^neon-safety-/)
    assert.deepEqual(await target.query('SELECT FROM own', outputs['previous-database']), [])
    const left = neon.project.branches.filter(({ name }) => name === outputs['fork-name'])
    assert.deepEqual(left, [])
  })

  test('of an RDS instance', async () => {
    await using place = await Workplace.make()
    await using rds = await startRds({ source })
    Object.assign(rds.instances, { restoring: [], ending: [] })
    await target.createDatabase('rds')
    // Other tests write to the source.
    const [{ rows } = assert.fail()] = await source.query<{ rows: string }>(
      'SELECT (SELECT count(*) FROM waiting) + (SELECT count(*) FROM other) AS rows',
      'shop',
    )
    const flags = ['--fork=always', '--rds-instance=shop', '--client-dir', source.binDir]
    await using run = new WatchedRun(
      startCommandLine(['copy', ...flags], {
        ...place.environment,
        ...rds.env,
        ...FAST,
        PG_BACKUP_SOURCE_URL: source.url('shop'),
        PG_BACKUP_TARGET_URL: target.url('rds'),
      }),
      place,
      [rds.secretAccessKey, source.password],
    )
    const { status, outputs, everything } = await run.end()
    assert.equal(status, 0, everything)
    assert.deepEqual([outputs['rows'], outputs['forked']], [rows, 'true'])
    assert.deepEqual(rds.instances.names, ['shop'])
  })
})

async function endedEarly(run: WatchedRun): Promise<never> {
  const { everything } = await run.started.finished
  throw new Error(`It ended before it was stopped:\n${everything}`)
}
