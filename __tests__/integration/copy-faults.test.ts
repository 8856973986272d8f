import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type Started, Workplace } from './command-line.ts'
import { LOCK, objectsIn, startCopy, until, WAITING_TABLE, waitingForLock } from './copy-bed.ts'
import { freshDatabase } from './restore-bed.ts'

/** What happens while a row of a table cannot be written, and what a user must be told. */
const FAULTS: readonly {
  readonly what: string
  readonly provoke: (server: PostgresServer, copy: Started) => Promise<unknown>
  readonly error: RegExp
}[] = [
  {
    what: 'the target ends the session of a stream',
    provoke: async (server) => {
      const pids = await waitingForLock(server)
      await server.query(
        'select pg_terminate_backend(pid) from unnest($1::int[]) pid',
        'postgres',
        [pids],
      )
    },
    error: /^E_CONNECT: The connection to the target was lost while copying public\.waiting/,
  },
  {
    what: 'the source is dropped',
    provoke: (server) => server.dropDatabase('source'),
    error: /^E_CONNECT: The connection to .* was lost/,
  },
  {
    what: 'SIGTERM comes',
    provoke: async (_server, { child }) => child.kill('SIGTERM'),
    error: /^E_CANCELLED: /,
  },
]

describe('a copy that fails half-way', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
  })
  after(() => server?.stop())

  /** A copy that waits for the lock of `holder`, which is held in the target. */
  async function waitingCopy(place: Workplace) {
    await server.dropDatabase('source')
    await server.createDatabase('source')
    await server.psql(WAITING_TABLE, 'source')
    await freshDatabase(server, 'target')
    const holder = await server.connect('target')
    await holder.query('select pg_advisory_lock($1)', [LOCK])
    const ends = { source: server.url('source'), target: server.url('target') }
    const copy = startCopy(place, server, ends)
    await until(async () => (await waitingForLock(server)).length > 0)
    return { copy, holder }
  }

  for (const { what, provoke, error } of FAULTS) {
    test(`${what}: one cause is told, and the target is as empty as it was`, async () => {
      await using place = await Workplace.make()
      const { copy, holder } = await waitingCopy(place)
      await provoke(server, copy)
      const run = await copy.finished
      await holder.end()
      assert.notEqual(run.status, 0, run.log)
      assert.equal(run.errors.length, 1, run.log)
      assert.match(run.error, error)
      assert.match(run.error, /The target database "target" is as empty as it was\./)
      assert.deepEqual(await objectsIn(server, 'target'), [])
      assert.deepEqual(await place.files(place.temporary), [])
    })
  }

  test('SIGKILL leaves nothing that runs, and the next copy clears the rest away', async () => {
    await using place = await Workplace.make()
    const { copy, holder } = await waitingCopy(place)
    copy.child.kill('SIGKILL')
    await copy.finished
    await holder.end()
    await until(async () => (await sessions()) === 0)
    assert.notDeepEqual(await objectsIn(server, 'target'), [])
    const ends = { source: server.url('source'), target: server.url('target') }
    const again = await startCopy(place, server, ends).finished
    assert.equal(again.status, 0, again.log)
    assert.equal(again.outputs['rows'], '21000')
  })

  async function sessions(): Promise<number> {
    const [row] = await server.query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where datname in ('source', 'target')",
    )
    return row?.count ?? 0
  }
})
