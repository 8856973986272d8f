import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { readTargetFacts } from '../../src/target/target-facts.ts'
import { wipeTarget } from '../../src/target/wipe.ts'
import { schemaOf } from './compare-databases.ts'
import { failure, freshDatabase, startTarget, within } from './target-rig.ts'

const keep = { extensions: ['plpgsql', 'citext'], defaultPrivileges: [] }

/** Every kind of object that an ordinary owner can make. */
const OBJECTS = `
CREATE SCHEMA "Odd ""schema""";
CREATE TABLE "Odd ""schema""".t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note citext);
CREATE TABLE parent (id serial, at date) PARTITION BY RANGE (at);
CREATE TABLE child PARTITION OF parent FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW v AS SELECT * FROM "Odd ""schema""".t;
CREATE MATERIALIZED VIEW "Mv" AS SELECT 1 AS one;
CREATE TYPE pair AS (a int, b text);
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TYPE span AS RANGE (subtype = float8);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE FUNCTION f(a int, OUT b text) LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE FUNCTION f(mood) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
CREATE PROCEDURE p(a int, INOUT b int) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
CREATE FUNCTION same(mood, mood) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
CREATE OPERATOR === (LEFTARG = mood, RIGHTARG = mood, FUNCTION = same);
CREATE OPERATOR !! (RIGHTARG = mood, FUNCTION = f);
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE COLLATION "Coll" FROM "C";
CREATE TEXT SEARCH CONFIGURATION "Cfg" (COPY = simple);
CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple);
CREATE STATISTICS stats ON a, b FROM two;
CREATE SEQUENCE numbers;
CREATE CAST (mood AS positive) WITH INOUT;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO reader;
SELECT lo_from_bytea(0, 'large') FROM generate_series(1, 3);
CREATE PUBLICATION pub FOR TABLE two;
`

/** What only a superuser can make. */
const SUPERUSER_OBJECTS = `
CREATE FUNCTION on_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no drops here'; END $$;
CREATE OPERATOR FAMILY fam USING btree;
CREATE OPERATOR CLASS cls DEFAULT FOR TYPE pair USING btree FAMILY fam AS FUNCTION 1 btrecordcmp(record, record);
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER away FOREIGN DATA WRAPPER fdw;
CREATE USER MAPPING FOR PUBLIC SERVER away;
CREATE FOREIGN TABLE ft (a int) SERVER away;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE CAST (date AS bigint) WITH FUNCTION date_number(date);
CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE tpl (LEXIZE = dsimple_lexize);
CREATE EXTENSION hstore;
CREATE EVENT TRIGGER no_drops ON sql_drop EXECUTE FUNCTION on_drop();
`

for (const major of [14, 18] as const) {
  describe(`a wipe on PostgreSQL ${major}`, () => {
    let server: PostgresServer
    before(async () => {
      server = await startTarget(major, 'CREATE ROLE reader')
    })
    after(() => server.stop())

    async function prepare(name: string, provider = true): Promise<string> {
      await freshDatabase(server, name)
      await server.query(
        `GRANT CREATE ON SCHEMA public TO owner; CREATE EXTENSION citext; COMMENT ON SCHEMA public IS 'ours'`,
        name,
      )
      if (provider) {
        await server.query('CREATE SCHEMA provider; CREATE TABLE provider.secrets (a int)', name)
      }
      const untouched = await schemaOf(server, name)
      await within(server, name, 'owner', (session) =>
        session.query(`SET search_path = public; CREATE TABLE two (a int, b int); ${OBJECTS}`),
      )
      return untouched
    }

    const wipe = (name: string, user?: string, extensionRows = false) =>
      within(server, name, user, (session) => wipeTarget(session, { keep, extensionRows }))

    const countOf = async (name: string) =>
      (await within(server, name, undefined, readTargetFacts)).objects.count

    test('an owner removes all there is, and no more', async () => {
      const untouched = await prepare('plain')
      assert.notEqual(await schemaOf(server, 'plain'), untouched)
      const publicSchema = "SELECT to_jsonb(n) AS row FROM pg_namespace n WHERE nspname = 'public'"
      const before = await server.query(publicSchema, 'plain')
      await wipe('plain', 'owner')
      assert.deepEqual(await server.query(publicSchema, 'plain'), before)
      assert.equal(await schemaOf(server, 'plain'), untouched)
      const [left] = await server.query(
        'SELECT (SELECT count(*)::int FROM pg_largeobject_metadata) AS lo, (SELECT count(*)::int FROM pg_default_acl) AS acl',
        'plain',
      )
      assert.deepEqual(left, { lo: 0, acl: 0 })
    })

    test('a superuser removes what only a superuser can make', async () => {
      const untouched = await prepare('rich', false)
      await server.query(
        `CREATE FUNCTION date_number(date) RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$; ${SUPERUSER_OBJECTS}`,
        'rich',
      )
      await wipe('rich')
      assert.equal(await countOf('rich'), 0)
      assert.equal(await schemaOf(server, 'rich'), untouched)
      const [catalogs] = await server.query(
        `SELECT (SELECT count(*)::int FROM pg_cast WHERE oid >= 16384
                   AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_cast.oid AND deptype = 'e')) AS casts,
                (SELECT count(*)::int FROM pg_foreign_data_wrapper) AS fdws,
                (SELECT count(*)::int FROM pg_publication) AS pubs`,
        'rich',
      )
      assert.deepEqual(catalogs, { casts: 0, fdws: 0, pubs: 0 })
    })

    test('what this role may not drop is named, and nothing is removed', async () => {
      await prepare('shared')
      await server.query(
        `CREATE SCHEMA other; GRANT USAGE ON SCHEMA other TO owner; CREATE TABLE other.theirs (a int);
         SELECT lo_create(4711)`,
        'shared',
      )
      const before = await schemaOf(server, 'shared')
      const error = await failure(wipe('shared', 'owner'))
      assert.equal(error.code, 'E_PERMISSION')
      assert.match(error.message, /table other\.theirs.*large object 4711/)
      assert.equal(await schemaOf(server, 'shared'), before)
    })

    test('a table in use is waited for, and then nothing is removed', async () => {
      await prepare('used')
      const user = await server.connect('used')
      await user.query('BEGIN; LOCK TABLE public.two IN ACCESS SHARE MODE')
      const before = await schemaOf(server, 'used')
      const error = await failure(
        within(server, 'used', 'owner', (session) =>
          wipeTarget(session, { keep, extensionRows: false, lockTimeoutMs: 50 }),
        ),
      )
      assert.equal(error.code, 'E_LOCK_TIMEOUT')
      await user.end()
      assert.equal(await schemaOf(server, 'used'), before)
    })

    test("rows of an extension's own tables go where a restore brings others", async () => {
      await freshDatabase(server, 'rows')
      await server.query(
        `CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;
         CREATE TABLE ext.jobs (id int, standard boolean); ALTER EXTENSION citext ADD TABLE ext.jobs;
         INSERT INTO ext.jobs VALUES (1, true), (2, false);
         UPDATE pg_extension SET extconfig = ARRAY['ext.jobs'::regclass::oid], extcondition = ARRAY['WHERE NOT standard']
          WHERE extname = 'citext'`,
        'rows',
      )
      assert.equal(await countOf('rows'), 0)
      await wipe('rows', undefined, false)
      assert.equal((await server.query('SELECT FROM ext.jobs', 'rows')).length, 2)
      await wipe('rows', undefined, true)
      assert.deepEqual(await server.query('SELECT id FROM ext.jobs', 'rows'), [{ id: 1 }])
      // As pg_cron's are: each role has its own rows.
      await server.query(
        `INSERT INTO ext.jobs VALUES (3, false), (4, false); GRANT ALL ON ext.jobs TO owner;
         GRANT USAGE ON SCHEMA ext TO owner; ALTER TABLE ext.jobs ENABLE ROW LEVEL SECURITY;
         CREATE POLICY own ON ext.jobs USING (id = 3)`,
        'rows',
      )
      await wipe('rows', 'owner', true)
      const left = await server.query('SELECT id FROM ext.jobs ORDER BY id', 'rows')
      assert.deepEqual(left, [{ id: 1 }, { id: 4 }])
    })
  })
}

test('more tables than the lock table holds go in several transactions', async () => {
  await using server = await startTarget(18)
  await server.query('ALTER SYSTEM SET max_locks_per_transaction = 10')
  await server.query('ALTER SYSTEM SET max_connections = 20')
  await server.restart()
  await freshDatabase(server, 'many')
  await within(server, 'many', 'owner', async (session) => {
    await session.query('CREATE SCHEMA app')
    for (let part = 0; part < 10; part++) {
      await session.query(`DO $$ BEGIN FOR i IN 1..150 LOOP
        EXECUTE 'CREATE TABLE app.t${part}_' || i || ' (a int PRIMARY KEY)'; END LOOP; END $$`)
    }
    await assert.rejects(session.query('DROP SCHEMA app CASCADE'), { code: '53200' })
    await wipeTarget(session, { keep: { ...keep, extensions: ['plpgsql'] }, extensionRows: false })
    assert.equal((await readTargetFacts(session)).objects.count, 0)
  })
})
