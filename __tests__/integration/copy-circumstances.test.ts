import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { pgbouncer } from '../../scripts/rig/parts.ts'
import { startPooler } from '../../scripts/rig/pooler.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startReplica, untilCaughtUp } from '../../scripts/rig/replica.ts'
import { Workplace } from './command-line.ts'
import { contentsOf } from './compare-databases.ts'
import { LOCK, startCopy, until, WAITING_TABLE, waitingForLock } from './copy-bed.ts'
import { copyBetweenServers } from './copy-run.ts'
import { freshDatabase } from './restore-bed.ts'

describe('a copy', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
  })
  after(() => server?.stop())

  async function fresh(source: string, sql: string) {
    await freshDatabase(server, source)
    await freshDatabase(server, 'target')
    await server.psql(sql, source)
  }

  test('from a replica leaves out the rows, and the sequences, of what is not in its log', async () => {
    await using place = await Workplace.make()
    await fresh(
      'source',
      `create unlogged table unlogged (id serial); insert into unlogged values (default);
       create table logged (id serial); insert into logged values (default), (default)`,
    )
    await using replica = await startReplica(server)
    await untilCaughtUp(server, replica)
    const ends = { source: replica.url('source'), target: server.url('target') }
    const { status, log, outputs } = await startCopy(place, server, ends).finished
    assert.equal(status, 0, log)
    assert.equal(outputs['rows'], '2')
    const sql =
      "select nextval('logged_id_seq')::int as logged, nextval('unlogged_id_seq')::int as unlogged"
    assert.deepEqual(await server.query(sql, 'target'), [{ logged: 3, unlogged: 1 }])
    await freshDatabase(server, 'target')
    await server.query("alter table logged add check (current_database() <> 'target')", 'source')
    await untilCaughtUp(server, replica)
    const { error } = await startCopy(place, server, ends).finished
    assert.match(error, /violates check constraint.*is as empty as it was/)
  })

  test('through poolers of sessions is as good as without', async (t) => {
    const part = await pgbouncer()
    if (part.path === undefined) return t.skip(part.reason)
    await using place = await Workplace.make()
    await using pooler = await startPooler(server, 'session')
    await fresh(
      'source',
      `create schema app; create table app.parts (id int primary key, kind regclass);
       insert into app.parts select i, 'app.parts'::regclass from generate_series(1, 1000) i;
       alter table app.parts add check (id < 999 or pg_sleep(0.3) is not null);`,
    )
    for (const database of ['source', 'target']) {
      await server.query(`alter database ${database} set statement_timeout = '250ms'`)
      await server.query(`alter database ${database} set search_path = app`)
    }
    const ends = { source: pooler.url('source'), target: pooler.url('target') }
    const { status, log } = await startCopy(place, server, ends).finished
    assert.equal(status, 0, log)
    assert.deepEqual(await contentsOf(server, 'target'), await contentsOf(server, 'source'))
  })

  test('goes on after all but one of its sessions had nothing to do for long', async () => {
    await using place = await Workplace.make()
    await fresh(
      'source',
      `create materialized view slow as select 1 as i, pg_sleep(1) is null as slept;
       create materialized view one as select i from slow;
       create materialized view other as select i from slow;
       create index on slow (i); create index on slow (slept)`,
    )
    await server.query('create table plain (id int)', 'source')
    await server.query("alter database target set idle_session_timeout = '200ms'")
    const ends = { source: server.url('source'), target: server.url('target') }
    const { status, log } = await startCopy(place, server, ends).finished
    assert.equal(status, 0, log)
  })

  test('with more jobs than its target has connections for says what to do', async () => {
    await using small = await startPostgres({ major: 17, settings: { max_connections: 8 } })
    await fresh('source', 'create table one (id int primary key)')
    await small.createDatabase('target')
    const copy = copyBetweenServers(
      { server, database: 'source' },
      { server: small, database: 'target' },
      { jobs: 16 },
    )
    const next = 'Set jobs to fewer, or leave it at auto.'
    await assert.rejects(copy, { code: 'E_RESTORE', message: /too many clients/, next })
  })

  test('of tables whose policies bind their owner too has all of their rows, and counts them', async () => {
    await using place = await Workplace.make()
    await fresh(
      'source',
      `create table bound (id int); insert into bound values (1), (2);
       create policy one on bound using (id = 1 or current_setting('app.nowhere') = '');
       alter table bound enable row level security; alter table bound force row level security`,
    )
    await server.query("create role tenant login password 'tenant-pw'")
    await server.query('alter database target owner to tenant')
    const target = new URL(server.url('target'))
    Object.assign(target, { username: 'tenant', password: 'tenant-pw' })
    const ends = { source: server.url('source'), target: target.href }
    const { status, log, outputs } = await startCopy(place, server, ends).finished
    assert.equal(status, 0, log)
    assert.deepEqual([outputs['rows'], outputs['verified']], ['2', 'rows'])
    const [forced] = await server.query(
      "select relforcerowsecurity as still from pg_class where relname = 'bound'",
      'target',
    )
    assert.equal(forced?.['still'], true)
  })

  test('reads a table although somebody waits to change it', async () => {
    await fresh('source', WAITING_TABLE)
    const holder = await server.connect('target')
    await holder.query('select pg_advisory_lock($1)', [LOCK])
    const copy = copyBetweenServers(
      { server, database: 'source' },
      { server, database: 'target' },
      // With one stream, the other table is read once the first one is in.
      { streams: 1, lockTimeoutMs: 2_000, tables: [{ schema: 'public', name: 'other' }] },
    )
    await until(async () => (await waitingForLock(server)).length > 0)
    const changing = server.query('alter table other add column later int', 'source')
    await until(async () => {
      const sql = "select from pg_locks where not granted and mode = 'AccessExclusiveLock'"
      return (await server.query(sql)).length > 0
    })
    await holder.end()
    const { tables } = await copy
    assert.deepEqual(
      tables.map(({ name, rows }) => [name, rows]),
      [
        ['waiting', 20_000],
        ['other', 1_000],
      ],
    )
    await changing
  })
})
