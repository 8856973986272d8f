import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import { backUp, freshDatabase, restoreBackup } from './restore-bed.ts'

const server = await startPostgres({ major: 17 })
after(() => server[Symbol.asyncDispose]())

/** An index whose build takes three seconds, of a table other than the one to be counted. */
await server.createDatabase('source')
await server.psql(
  `create function slow(n int) returns int immutable language plpgsql as
     $$ begin perform pg_sleep(0.03); return n; end $$;
   create table building (n int);
   insert into building select generate_series(1, 100);
   create index on building (slow(n));
   create table waiting (n int);
   insert into waiting select generate_series(1, 5000);`,
  'source',
)

/** Whether rows were counted before the index was built. */
async function countedDuringBuild(restoring: Promise<unknown>): Promise<boolean> {
  let isOver = false
  void restoring.finally(() => {
    isOver = true
  })
  let isCounted = false
  while (!isOver && !isCounted) {
    const rows = await server.query(
      `select from pg_stat_activity a, pg_stat_progress_create_index p
        where a.query like 'SELECT count(*) AS rows%' and p.datname = 'target'`,
    )
    isCounted = rows.length > 0
    await sleep(50)
  }
  return isCounted
}

test('a table is counted while pg_restore has only an index left to build', async () => {
  await using place = await Workplace.make()
  await backUp(server, place)
  await freshDatabase(server, 'target')
  const restoring = restoreBackup(server, place, 'target', ['--jobs=2'])
  const isEarly = await countedDuringBuild(restoring)
  const { status, log } = await restoring
  assert.equal(status, 0, log)
  assert.match(log, /5,100 rows in 2 tables, each table counted/)
  assert.equal(isEarly, true, log)
})

test('with one job nothing is counted before the end, and it is counted all the same', async () => {
  await using place = await Workplace.make()
  await backUp(server, place)
  await freshDatabase(server, 'target')
  const restoring = restoreBackup(server, place, 'target', ['--jobs=1'])
  const isEarly = await countedDuringBuild(restoring)
  const { status, log } = await restoring
  assert.equal(status, 0, log)
  assert.match(log, /5,100 rows in 2 tables, each table counted/)
  assert.equal(isEarly, false)
})
