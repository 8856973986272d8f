import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { postgresMajors } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startReplica } from '../../scripts/rig/replica.ts'
import { connect } from '../../src/postgres/session.ts'
import { extensionNeeds, tryForbiddenExtensions } from '../../src/target/extensions.ts'
import { obstaclesTo } from '../../src/target/obstacles.ts'
import { isSameDatabase } from '../../src/target/same-database.ts'
import { readTargetFacts, type TargetFacts } from '../../src/target/target-facts.ts'
import {
  archive,
  freshDatabase,
  intoEmpty,
  open,
  settingsFor,
  signal,
  startTarget,
  within,
} from './target-rig.ts'
import { eventually } from './watched-run.ts'

for (const major of postgresMajors) {
  describe(`facts of a target on PostgreSQL ${major}`, () => {
    let server: PostgresServer
    before(async () => {
      server = await startTarget(
        major,
        `CREATE ROLE app; GRANT app TO owner; CREATE ROLE foreign_role;
         CREATE ROLE stranger LOGIN PASSWORD 'pw'`,
      )
    })
    after(() => server.stop())

    const factsOf = (database: string, user?: string): Promise<TargetFacts> =>
      within(server, database, user, readTargetFacts)

    test('a fresh database of an ordinary owner is in nobody’s way', async () => {
      await freshDatabase(server, 'fresh "db"')
      const facts = await factsOf('fresh "db"', 'owner')
      assert.deepEqual(obstaclesTo(facts, archive, intoEmpty), [])
      assert.deepEqual(facts.objects, { count: 0, names: [] })
      assert.equal(facts.major, major)
      assert.equal(facts.database, 'fresh "db"')
      assert.ok(
        facts.ownsDatabase && facts.mayCreate && !facts.isSuperuser && !facts.mayCreateDatabases,
      )
      assert.deepEqual([...facts.settableRoles].sort().slice(0, 2), ['app', 'owner'])
      assert.ok(
        facts.roles.includes('foreign_role') && !facts.settableRoles.includes('foreign_role'),
      )
      assert.match(facts.systemIdentifier ?? '', /^\d{19}$/)
      assert.equal(facts.capacity.sharedBuffers, 128 * 1024 * 1024)
      assert.equal(facts.capacity.maintenanceWorkMem, 64 * 1024 * 1024)
      const creatable = Object.fromEntries(facts.extensions.map((one) => [one.name, one.creatable]))
      assert.deepEqual([creatable['citext'], creatable['dblink']], [true, false])
      const root = await factsOf('fresh "db"')
      assert.ok(
        root.extensions.every((one) => one.creatable) &&
          root.settableRoles.length === root.roles.length,
      )
      const stranger = await factsOf('fresh "db"', 'stranger')
      assert.ok(!stranger.mayCreate && !stranger.ownsDatabase)
      assert.equal(obstaclesTo(stranger, archive, intoEmpty)[0]?.code, 'E_PERMISSION')
    })

    test('what a restore could collide with is counted, and a provider’s own is not', async () => {
      await freshDatabase(server, 'full')
      await server.query(
        `CREATE SCHEMA _heroku; CREATE TABLE _heroku.hidden (a int);
         CREATE SCHEMA heroku_ext; GRANT USAGE, CREATE ON SCHEMA heroku_ext TO owner; CREATE EXTENSION citext SCHEMA heroku_ext;
         CREATE FUNCTION _heroku.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
         CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION _heroku.watch();
         ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app`,
        'full',
      )
      const before = await factsOf('full', 'owner')
      assert.deepEqual(before.objects, { count: 0, names: [] })
      assert.deepEqual(before.eventTriggers, ['watch'])
      assert.equal(before.defaultPrivileges.length, 1)
      assert.equal((await factsOf('full')).objects.count > 0, true)
      await server.query('GRANT CREATE ON SCHEMA public TO owner', 'full')
      await within(server, 'full', 'owner', (session) =>
        session.query(
          `CREATE SCHEMA app; CREATE TABLE app.parts (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial) PARTITION BY RANGE (id);
           CREATE TYPE public.mood AS ENUM ('a'); SELECT lo_create(4711)`,
        ),
      )
      const { objects } = await factsOf('full', 'owner')
      assert.deepEqual([...objects.names].sort(), [
        'large object 4711',
        'schema app',
        'table app.parts',
        'type public.mood',
      ])
      assert.equal(objects.count, 4)
      const [first] = obstaclesTo(await factsOf('full', 'owner'), archive, intoEmpty)
      assert.equal(first?.code, 'E_TARGET_NOT_EMPTY')
    })

    test('sessions that may not be ended are known', async () => {
      await freshDatabase(server, 'held')
      const root = await server.connect('held')
      const own = await open(server, 'held', 'owner')
      const facts = await factsOf('held', 'owner')
      assert.deepEqual([facts.sessions, facts.protectedSessions], [2, ['postgres']])
      assert.deepEqual((await factsOf('held')).protectedSessions, [])
      await Promise.all([root.end(), own.end()])
    })

    test('where the identifier may not be read it is null', async () => {
      await server.query('REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC')
      assert.equal((await factsOf('postgres', 'owner')).systemIdentifier, null)
      await server.query('GRANT EXECUTE ON FUNCTION pg_control_system() TO PUBLIC')
    })
  })
}

describe('source and target', () => {
  let server: PostgresServer
  before(async () => {
    server = await startTarget(18)
    for (const name of ['one', 'two']) await freshDatabase(server, name)
  })
  after(() => server.stop())

  async function compare(
    a: Parameters<typeof open>,
    b: Parameters<typeof connect>[0],
    identifiers = true,
  ) {
    const one = await open(...a)
    const two = await connect(b, signal)
    const identify = async (session: typeof one) => {
      const facts = await readTargetFacts(session)
      return { session, facts: identifiers ? facts : { ...facts, systemIdentifier: null } }
    }
    const result = await isSameDatabase(await identify(one), await identify(two))
    await Promise.all([one.end(), two.end()])
    return result
  }

  test('are one database through whatever name, address or socket', async () => {
    const other = settingsFor(server, 'one', 'owner')
    for (const host of ['localhost', server.socketDir, '127.0.0.1']) {
      const settings = { ...other, hosts: [{ host, port: server.port }] }
      assert.equal(await compare([server, 'one'], settings), true, host)
      assert.equal(await compare([server, 'one'], settings, false), true, host)
    }
    assert.equal(await compare([server, 'one'], settingsFor(server, 'two')), false)
  })

  test('are two where one is a fork with the identifier of the other; a replica is not', async () => {
    await using replica = await startReplica(server)
    const replicaSettings = settingsFor(replica, 'one')
    assert.equal(await compare([server, 'one'], replicaSettings), true)
    await replica.query('SELECT pg_promote()')
    assert.equal(await compare([server, 'one'], replicaSettings), false)
    assert.equal(await compare([server, 'one'], replicaSettings, false), false)
  })
})

test('an extension that the catalogs forbid is tried, and the target stays as it was', async () => {
  await using server = await startTarget(18)
  await freshDatabase(server, 'app')
  const needs = {
    ...archive,
    extensions: ['pageinspect', 'citext', 'nowhere'].map((name) => ({
      name,
      version: '1',
      schema: 'public',
    })),
  }
  await within(server, 'app', 'owner', async (session) => {
    const facts = await readTargetFacts(session)
    const tried = await tryForbiddenExtensions(session, facts, needs, intoEmpty)
    const states = (of: TargetFacts) =>
      extensionNeeds(of, needs, intoEmpty).map(({ state }) => state)
    assert.deepEqual(states(tried), ['forbidden', 'create', 'unavailable'])
    // As where a provider allows it: this role may after all.
    await server.query('ALTER ROLE owner SUPERUSER')
    const allowed = await tryForbiddenExtensions(session, facts, needs, intoEmpty)
    assert.deepEqual(states(allowed), ['create', 'create', 'unavailable'])
    assert.equal((await readTargetFacts(session)).objects.count, 0)
  })
  const left = await server.query('SELECT extname FROM pg_extension', 'app')
  assert.deepEqual(left, [{ extname: 'plpgsql' }])
})

test('an extension that another one needs is not to be dropped', async () => {
  await using server = await startTarget(14)
  await freshDatabase(server, 'app')
  await server.query('CREATE EXTENSION earthdistance CASCADE', 'app')
  const { extensions } = await within(server, 'app', undefined, (session) =>
    readTargetFacts(session),
  )
  const droppable = extensions.filter((one) => one.droppable).map(({ name }) => name)
  assert.deepEqual(droppable, ['earthdistance', 'plpgsql'])
})

test('what serves no client takes none of the connections', async () => {
  const settings = { max_connections: 6, max_wal_senders: 2 }
  await using server = await startPostgres({ major: 17, settings })
  const session = await open(server, 'postgres')
  try {
    const free = async () => (await readTargetFacts(session)).capacity.freeConnections
    // Of the 6, three are reserved, and this is one; the launcher of replication is none.
    await eventually(async () => (await free()) === 2, 'two are free')
  } finally {
    await session.end()
  }
})
