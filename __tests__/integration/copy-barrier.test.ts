import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { CopyProgress } from '../../src/copy/copy-progress.ts'
import { copyBetweenServers } from './copy-run.ts'

/**
 * One part of `slow` waits in the target for a lock that this test holds: a check constraint asks
 * for it at the table's last row. The source has the same constraint, and a lock that is free.
 */
const TABLES = `
create function wait_for_test(id int) returns bool language plpgsql as $$
begin
  if id = 40000 then
    perform pg_advisory_lock_shared(4711);
    perform pg_advisory_unlock_shared(4711);
  end if;
  return true;
end $$;
create table slow (id int primary key, other int unique, filler text, check (wait_for_test(id)));
create index slow_filler on slow (filler);
insert into slow select i, i, repeat('x', 100) from generate_series(1, 40000) i;
create table quick (id int primary key, filler text);
create index quick_filler on quick (filler);
comment on constraint quick_pkey on quick is 'key';
comment on index quick_filler is 'filler';
insert into quick select i, repeat('x', 100) from generate_series(1, 2000) i;
create table referring (id int references slow (id));
insert into referring select i from generate_series(1, 10) i;
`
const MEGABYTE = 2 ** 20

describe('a table of which one part is slow', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
    await server.createDatabase('source')
    await server.psql(TABLES, 'source')
  })
  after(() => server?.stop())

  test('gets no index and no constraint before its last part is in', async () => {
    await server.createDatabase('target')
    const holder = await server.connect('target')
    await holder.query('select pg_advisory_lock(4711)')
    const progress = new CopyProgress()
    const copying = copyBetweenServers(
      { server, database: 'source' },
      { server, database: 'target' },
      { jobs: 2, sizes: { smallestChunk: MEGABYTE, earlyIndexes: 0 } },
      progress,
    )
    copying.catch(() => {}) // awaited below

    // All that can be done without the slow part is done; the other table's indexes are built.
    await until(async () => (await indexes('quick')).length === 2 && progress.copying.size === 1)
    assert.equal(await waiting(), 1)
    assert.ok(progress.rows > 30_000, `${progress.rows} rows of the other parts are in`)
    assert.deepEqual(await indexes('slow'), [])
    await holder.end()

    const { tables } = await copying
    assert.deepEqual(
      tables.map(({ name, rows }) => [name, rows]),
      [
        ['slow', 40_000],
        ['quick', 2_000],
        ['referring', 10],
      ],
    )
    assert.deepEqual(await indexes('slow'), ['slow_filler', 'slow_other_key', 'slow_pkey'])
    const comments = await server.query(
      `select description from pg_description where objoid >= 16384 order by 1`,
      'target',
    )
    assert.deepEqual(
      comments.map(({ description }) => description),
      ['filler', 'key'],
      'they come with what is built early',
    )
  })

  async function indexes(table: string): Promise<string[]> {
    const rows = await server.query<{ name: string }>(
      'select indexname as name from pg_indexes where tablename = $1 order by 1',
      'target',
      [table],
    )
    return rows.map(({ name }) => name)
  }

  async function waiting(): Promise<number> {
    const [row] = await server.query<{ count: number }>(
      "select count(*)::int as count from pg_locks where locktype = 'advisory' and not granted",
    )
    return row?.count ?? 0
  }
})

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.')
  }
}
