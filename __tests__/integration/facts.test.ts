import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, describe } from 'node:test'
import { promisify } from 'node:util'
import { pgbouncer, postgresMajors } from '../../scripts/rig/parts.ts'
import { type PoolMode, startPooler } from '../../scripts/rig/pooler.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startReplica, untilCaughtUp } from '../../scripts/rig/replica.ts'
import { blockingSessions, copyProgress } from '../../src/postgres/activity.ts'
import { libpqEnvironment } from '../../src/postgres/environment.ts'
import type { ServerFacts } from '../../src/postgres/facts.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { readFacts } from '../../src/postgres/read-facts.ts'
import { connect, type Session } from '../../src/postgres/session.ts'

const execute = promisify(execFile)
const { signal } = new AbortController()

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facts-'))
})
after(() => rm(folder, { recursive: true }))

async function open(url: string): Promise<Session & AsyncDisposable> {
  const session = await connect(parseConnection(url, { environment: {} }), signal)
  return { ...session, [Symbol.asyncDispose]: () => session.end() }
}

async function factsOf(url: string): Promise<ServerFacts> {
  await using session = await open(url)
  return await readFacts(session, parseConnection(url, { environment: {} }), signal)
}

/** A real pg_dump by the same settings: its table of contents, or its error. */
async function dump(server: PostgresServer, url: string, args: string[] = []): Promise<string> {
  const settings = parseConnection(url, { environment: {} })
  const directory = await mkdtemp(join(folder, 'dump-'))
  const [host] = settings.hosts
  assert.ok(host)
  const { environment, connectionArguments } = await libpqEnvironment(settings, host, directory)
  const options = { env: environment }
  const file = join(directory, 'archive')
  const flags = [...connectionArguments, '--no-acl', '-Fc', '-f', file, ...args]
  await execute(join(server.binDir, 'pg_dump'), flags, options)
  return (await execute(join(server.binDir, 'pg_restore'), ['-l', file], options)).stdout
}

const fixture = `
CREATE TABLE orders (id serial PRIMARY KEY, note text);
INSERT INTO orders (note) SELECT repeat('x', 100) FROM generate_series(1, 1000);
ANALYZE orders;
CREATE SCHEMA app;
CREATE TABLE app."Odd ""name"" é" (i int);
CREATE TABLE app.by_year (y int) PARTITION BY LIST (y);
CREATE TABLE app.by_year_2024 PARTITION OF app.by_year FOR VALUES IN (2024);
CREATE UNLOGGED TABLE app.cache (i int);
CREATE MATERIALIZED VIEW app.summary AS SELECT 1 AS one;
CREATE VIEW app.latest AS SELECT * FROM orders;
CREATE SEQUENCE app.counter;
CREATE SCHEMA hidden;
CREATE TABLE hidden.secret (i int);
CREATE SCHEMA only_code;
CREATE FUNCTION only_code.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW only_code.v AS SELECT 1 AS one;
CREATE TABLE app.tenants (i int);
ALTER TABLE app.tenants ENABLE ROW LEVEL SECURITY;
CREATE TABLE app.columns_only (a int, b int);
CREATE EXTENSION hstore SCHEMA app;
CREATE TABLE app.member (i int);
CREATE TABLE app.config (i int);
INSERT INTO app.config VALUES (7);
ALTER EXTENSION hstore ADD TABLE app.member;
ALTER EXTENSION hstore ADD TABLE app.config;
UPDATE pg_extension SET extconfig = ARRAY['app.config'::regclass::oid], extcondition = ARRAY['']
 WHERE extname = 'hstore';
SELECT lo_from_bytea(4711, 'mine'), lo_from_bytea(4712, 'shared');
GRANT SELECT ON LARGE OBJECT 4712 TO PUBLIC;
CREATE ROLE "Re'ader" LOGIN PASSWORD 'pw';
GRANT USAGE ON SCHEMA app TO "Re'ader";
GRANT SELECT ON app.tenants, app.by_year_2024, app.cache, app.summary TO "Re'ader";
GRANT SELECT (a, b) ON app.columns_only TO "Re'ader";
ALTER TABLE app.counter OWNER TO postgres;
`

for (const major of postgresMajors) {
  describe(`PostgreSQL ${major}`, () => {
    let server: PostgresServer
    let reader: string
    before(async () => {
      server = await startPostgres({ major })
      await server.createDatabase('shop')
      await server.query(fixture, 'shop')
      reader = `host=127.0.0.1 port=${server.port} user='Re\\'ader' password=pw dbname=shop`
    })
    after(() => server.stop())

    test('the server, its database and its extensions', async () => {
      const facts = await factsOf(server.url('shop'))
      const { database, user, encoding, collation, isReplica, pooler } = facts
      assert.deepEqual([facts.major, Math.floor(facts.versionNumber / 10_000)], [major, major])
      assert.match(facts.version, new RegExp(`^${major}\\.\\d+$`))
      assert.deepEqual(
        [database, user, encoding, collation],
        ['shop', 'postgres', 'UTF8', 'C.UTF-8'],
      )
      assert.deepEqual([isReplica, pooler], [false, null])
      assert.ok(facts.sizeBytes > 1_000_000 && Number.isSafeInteger(facts.sizeBytes))
      assert.deepEqual(facts.searchPath, ['public'])
      const names = facts.extensions.map(({ name, schema }) => `${name} in ${schema}`)
      assert.deepEqual(names, ['hstore in app', 'plpgsql in pg_catalog'])
      assert.ok(facts.extensions.every(({ version }) => /^\d/.test(version)))
    })

    test('the tables are those that pg_dump takes data of', async () => {
      const { relations, blockers } = await factsOf(server.url('shop'))
      const toc = await dump(server, server.url('shop'))
      const dumped = [...toc.matchAll(/ TABLE DATA (\S+) (.+) postgres$/gm)].map(
        ([, schema, name]) => `${schema}.${name}`,
      )
      const found = relations.map(({ schema, name }) => `${schema}.${name}`)
      assert.deepEqual(found.sort(), dumped.sort())
      assert.equal(found.length, 8)
      const orders = relations.find(({ name }) => name === 'orders')
      assert.equal(orders?.estimatedRows, 1000)
      assert.ok(orders.sizeBytes >= 100_000 && orders.sizeBytes < 1_000_000)
      assert.deepEqual(blockers, [])
    })

    test('all that a role may not read is listed, and its remedies are enough for pg_dump', async () => {
      const { unreadable } = await factsOf(reader)
      assert.deepEqual(
        unreadable.map(({ what }) => what),
        [
          'schema hidden',
          'table app."Odd ""name"" é"',
          'table app.by_year',
          'table app.columns_only',
          'table app.config',
          'table hidden.secret',
          'table public.orders',
          'sequence app.counter',
          'sequence public.orders_id_seq',
          'table app.tenants (its row security would hide rows)',
          'large object 4711',
        ],
      )
      const odd = unreadable[1]
      assert.equal(odd?.remedy, `GRANT SELECT ON TABLE app."Odd ""name"" é" TO "Re'ader"`)
      const future = `ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app GRANT SELECT ON TABLES TO "Re'ader"`
      assert.equal(odd.futureRemedy, future)
      const last = unreadable.at(-1)
      assert.deepEqual([last?.kind, last?.schema, last?.name], ['large-object', '', '4711'])
      // Each of them stops a real dump: with all remedies but one it fails, with all it succeeds.
      for (const { remedy, what } of unreadable) {
        await assert.rejects(
          dump(server, reader),
          /permission denied|row-level security|may lack SELECT privilege/,
          what,
        )
        await server.query(remedy, 'shop')
      }
      assert.match(await dump(server, reader), / TABLE DATA hidden secret /)
      assert.deepEqual((await factsOf(reader)).unreadable, [])
    })

    test('a locked table is reported, not waited for', async () => {
      await using locker = await open(server.url('shop'))
      await locker.query('BEGIN')
      await locker.query('ALTER TABLE public.orders ADD COLUMN more int')
      const started = Date.now()
      const facts = await factsOf(server.url('shop'))
      assert.ok(Date.now() - started < 2_000)
      const pid = locker.processId
      const [blocker, ...others] = facts.blockers
      assert.deepEqual(others, [])
      assert.deepEqual(
        { ...blocker, ageSeconds: 0 },
        {
          pid,
          relation: 'public.orders',
          mode: 'AccessExclusiveLock',
          granted: true,
          ageSeconds: 0,
        },
      )
      assert.ok((blocker?.ageSeconds ?? -1) >= 0)
      const orders = facts.relations.find(({ name }) => name === 'orders')
      assert.ok((orders?.sizeBytes ?? 0) >= 100_000)
      // A role that may not see other roles' activity still learns the process id.
      await server.query(`ALTER ROLE "Re'ader" RESET ALL`)
      const [hidden] = (await factsOf(reader)).blockers
      assert.deepEqual([hidden?.pid, hidden?.ageSeconds], [pid, null])
    })

    test('who blocks the sessions of one name, and how far their copies are', async () => {
      await using watcher = await open(server.url('shop'))
      await using locker = await open(server.url('shop'))
      await locker.query('BEGIN')
      await locker.query('LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE')
      const dumping = dump(server, `${server.url('shop')}?application_name=backup-1`)
      const [blocking, ...others] = await until(() => blockingSessions(watcher, 'backup-1'))
      assert.deepEqual(others, [])
      assert.equal(blocking?.pid, locker.processId)
      assert.deepEqual([blocking.relation, blocking.user], ['public.orders', 'postgres'])
      assert.deepEqual(await blockingSessions(watcher, 'backup-2'), [])
      assert.deepEqual(await copyProgress(watcher, 'backup-1'), [])
      await locker.query('ROLLBACK')
      await dumping
    })
  })
}

/** Asks again until there is an answer. */
async function until<T>(ask: () => Promise<T[]>): Promise<T[]> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const rows = await ask()
    if (rows.length > 0) return rows
    assert.ok(Date.now() < deadline, 'nothing happened')
  }
}

describe('more of one server', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
  })
  after(() => server.stop())

  test('the progress of a copy', async () => {
    await server.query(
      'CREATE TABLE big AS SELECT i, repeat(i::text, 20) FROM generate_series(1, 200000) i',
    )
    const [table] = await server.query<{ oid: number }>("SELECT 'big'::regclass::oid AS oid")
    await using watcher = await open(server.url())
    // What nobody reads stays in the middle.
    const env = { ...server.env, PGAPPNAME: 'backup-1' }
    const unread = spawn(join(server.binDir, 'pg_dump'), ['-t', 'big', 'postgres'], { env })
    const [copy, ...others] = await until(async () =>
      (await copyProgress(watcher, 'backup-1')).filter(({ rows }) => rows > 0),
    )
    unread.kill('SIGKILL')
    assert.ok(copy !== undefined && others.length === 0)
    assert.equal(copy.relationOid, table?.oid)
    assert.ok(copy.bytes > copy.rows && copy.rows < 200_000)
  })

  test('databases without an encoding, and in LATIN1', async () => {
    const rest = "TEMPLATE template0 LOCALE 'C' ENCODING"
    await server.createDatabase('raw', `${rest} 'SQL_ASCII'`)
    await server.createDatabase('latin', `${rest} 'LATIN1'`)
    const name = (encoding: string) =>
      `DO $$ BEGIN EXECUTE format('CREATE TABLE %I ()', convert_from('\\xe9'::bytea, '${encoding}')); END $$`
    await server.query(name('SQL_ASCII'), 'raw')
    await server.query(name('LATIN1'), 'latin')
    const raw = await factsOf(server.url('raw'))
    assert.deepEqual(
      [raw.encoding, raw.relations.map((table) => table.name)],
      ['SQL_ASCII', ['\ufffd']],
    )
    const latin = await factsOf(server.url('latin'))
    assert.deepEqual(
      [latin.encoding, latin.relations.map((table) => table.name)],
      ['LATIN1', ['é']],
    )
  })

  test('a collation that is not of the C library', async () => {
    const provider = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    await server.createDatabase('builtin', `TEMPLATE template0 ${provider}`)
    assert.equal((await factsOf(server.url('builtin'))).collation, 'builtin:C.UTF-8')
  })

  test('a replica, where unlogged tables have no data', async () => {
    await server.createDatabase('copied')
    await server.query('CREATE TABLE kept (); CREATE UNLOGGED TABLE lost ()', 'copied')
    await using replica = await startReplica(server)
    await untilCaughtUp(server, replica)
    const facts = await factsOf(replica.url('copied'))
    assert.equal(facts.isReplica, true)
    assert.deepEqual(
      facts.relations.map(({ name }) => name),
      ['kept'],
    )
  })

  test('a catalog that was closed to others is named, and is no fault of ours', async () => {
    await server.createDatabase('hardened')
    await server.query(
      'CREATE ROLE stranger LOGIN; REVOKE SELECT ON pg_locks FROM PUBLIC',
      'hardened',
    )
    const url = server.url('hardened', { options: '-c role=stranger' })
    await assert.rejects(factsOf(url.replaceAll('+', '%20')), {
      code: 'E_PERMISSION',
      message: /has to know: permission denied for view pg_locks\.$/,
    })
  })

  test('an empty database takes less than half a second', async () => {
    await server.createDatabase('empty')
    await factsOf(server.url('empty'))
    const started = performance.now()
    const facts = await factsOf(server.url('empty'))
    assert.deepEqual([facts.relations, facts.unreadable], [[], []])
    assert.ok(performance.now() - started < 500, `${performance.now() - started} ms`)
  })

  test('poolers are found by what they do', async (t) => {
    const part = await pgbouncer()
    if (part.path === undefined) return t.skip(part.reason)
    await server.query("ALTER ROLE postgres SET statement_timeout = '1h'")
    const expected: Record<PoolMode, string> = {
      session: 'session',
      transaction: 'transaction',
      statement: 'transaction',
    }
    for (const [mode, found] of Object.entries(expected)) {
      await using pooler = await startPooler(server, mode as PoolMode)
      const { pooler: fact } = await factsOf(pooler.url())
      assert.deepEqual(fact, { product: 'unknown', mode: found }, mode)
      // An application's next statement must not find our settings on a shared connection.
      await using next = await open(pooler.url())
      const [row] = await next.query<{ path: string }>(
        "SELECT current_setting('search_path') AS path",
      )
      if (mode !== 'session') assert.equal(row?.path, '"$user", public', mode)
    }
    await server.query('ALTER ROLE postgres RESET ALL')
    return undefined
  })

  test('a pooler that refuses what only a direct connection understands is named', async (t) => {
    const part = await pgbouncer()
    if (part.path === undefined) return t.skip(part.reason)
    await using pooler = await startPooler(server, 'transaction')
    const url = `${pooler.url()}?options=${encodeURIComponent('-c geqo=off')}`
    await assert.rejects(open(url), { code: 'E_POOLER', message: /unsupported startup parameter/ })
    const wrong = pooler.url().replace(encodeURIComponent(server.password), 'wrong')
    await assert.rejects(open(wrong), { code: 'E_AUTH' })
    return undefined
  })
})
