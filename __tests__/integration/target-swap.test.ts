import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import pg from 'pg'
import { type PostgresServer, quoteName } from '../../scripts/rig/postgres-server.ts'
import type { Session } from '../../src/postgres/session.ts'
import { connectMaintenance, createBeside, dropBeside } from '../../src/target/beside.ts'
import { swapIn } from '../../src/target/swap.ts'
import { besideName, oldName } from '../../src/target/swap-names.ts'
import { readTargetFacts } from '../../src/target/target-facts.ts'
import { failure, open, record, settingsFor, signal, startTarget, within } from './target-rig.ts'

const ID = 'k3x9qz'
/** The last two are as long as a name can be. */
const NAMES = {
  14: ['app', 'Datenbank für Übung', 'x'.repeat(63)],
  18: [`a "quoted" name with 'both', a \\ and = signs`, 'ä'.repeat(31)],
}

/** What a database has as a whole, names of the database itself left out. */
const PROPERTIES = `
SELECT pg_get_userbyid(datdba) AS owner, datacl::text AS acl, datconnlimit AS limit,
       shobj_description(oid, 'pg_database') AS comment, pg_encoding_to_char(encoding) AS encoding,
       to_jsonb(d) - '{oid,datname,datdba,datacl,datfrozenxid,datminmxid,dathasloginevt}'::text[] AS rest,
       ARRAY(SELECT setrole::regrole::text || ' ' || setconfig::text FROM pg_db_role_setting
              WHERE setdatabase = d.oid ORDER BY 1) AS settings
  FROM pg_database d WHERE datname = $1`

for (const major of [14, 18] as const) {
  describe(`a swap on PostgreSQL ${major}`, () => {
    let server: PostgresServer
    before(async () => {
      server = await startTarget(
        major,
        'ALTER ROLE owner CREATEDB; CREATE ROLE reader; CREATE ROLE "Odd ""Role"""',
      )
    })
    after(() => server.stop())

    const oidOf = async (name: string) =>
      (await server.query('SELECT oid FROM pg_database WHERE datname = $1', 'postgres', [name]))[0]
        ?.oid as number | undefined

    /** Makes the old database with a table, and the new one beside it. */
    async function prepare(name: string, user = 'owner'): Promise<{ oid: number; beside: string }> {
      await server.createDatabase(name, 'OWNER owner')
      await server.query(
        "CREATE TABLE state AS SELECT 'old' AS what; GRANT SELECT ON state TO public",
        name,
      )
      const facts = await within(server, name, user, readTargetFacts)
      const beside = await within(server, 'postgres', user, (session) =>
        createBeside(session, { ...facts, id: ID, record }),
      )
      await server.query(
        "CREATE TABLE state AS SELECT 'new' AS what; GRANT SELECT ON state TO public",
        beside,
      )
      return { oid: facts.databaseOid, beside }
    }

    async function swap(name: string, oid: number, user = 'owner', budgetMs?: number) {
      const sessions: Session[] = []
      try {
        for (const _ of [1, 2]) {
          sessions.push(await connectMaintenance(settingsFor(server, name, user), signal))
        }
        const [one, two] = sessions as [Session, Session]
        const options = { database: name, databaseOid: oid, beside: besideName(name, ID), id: ID }
        return await swapIn(one, two, { ...options, ...(budgetMs && { budgetMs }) })
      } finally {
        await Promise.all(sessions.map((session) => session.end()))
      }
    }

    async function clear(name: string) {
      for (const one of [name, oldName(name, ID), besideName(name, ID)]) {
        await server.dropDatabase(one)
      }
    }

    async function connectAsOwner(database: string): Promise<pg.Client> {
      const { host, port } = server
      const client = new pg.Client({ host, port, database, user: 'owner', password: 'pw' })
      client.on('error', () => {})
      await client.connect()
      return client
    }

    const stateIn = async (name: string) =>
      (await server.query<{ what: string }>('SELECT what FROM state', name))[0]?.what

    for (const name of NAMES[major]) {
      test(`replaces the database ${JSON.stringify(name)} with all that belongs to it`, async () => {
        const { oid } = await prepare(name)
        const quoted = quoteName(name)
        await server.query(`
          COMMENT ON DATABASE ${quoted} IS 'it''s \\ ours';
          ALTER DATABASE ${quoted} CONNECTION LIMIT 7;
          REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC;
          GRANT CONNECT ON DATABASE ${quoted} TO reader WITH GRANT OPTION;
          GRANT TEMPORARY ON DATABASE ${quoted} TO "Odd ""Role""";
          ALTER DATABASE ${quoted} SET search_path = "$user", public, "Odd, ""one""";
          ALTER DATABASE ${quoted} SET app.tenant = 'a=b \\ ''c''';
          ALTER DATABASE ${quoted} SET statement_timeout = '5s';
          ALTER ROLE owner IN DATABASE ${quoted} SET work_mem = '9MB'`)
        const expected = await server.query(PROPERTIES, 'postgres', [name])
        const { previous, notes } = await swap(name, oid, server.user)
        assert.deepEqual(notes, [])
        assert.equal(previous, oldName(name, ID))
        assert.ok(Buffer.byteLength(previous) <= 63)
        assert.equal(await oidOf(previous), oid)
        assert.deepEqual([await stateIn(name), await stateIn(previous)], ['new', 'old'])
        assert.deepEqual(await server.query(PROPERTIES, 'postgres', [name]), expected)
        assert.equal(await oidOf(besideName(name, ID)), undefined)
        await clear(name)
      })
    }

    test('gets past clients that come back at once', async () => {
      const { oid } = await prepare('busy')
      let isOver = false
      const seen = new Set<string>()
      const codes = new Set<string>()
      const client = async () => {
        while (!isOver) {
          try {
            const connection = await connectAsOwner('busy')
            while (!isOver)
              seen.add((await connection.query('SELECT what FROM state')).rows[0].what)
            await connection.end()
          } catch (error) {
            codes.add((error as { code?: string }).code ?? 'ended')
          }
        }
      }
      const clients = Array.from({ length: 8 }, client)
      while (seen.size === 0) await new Promise(setImmediate)
      await swap('busy', oid)
      while (seen.size < 2) await new Promise(setImmediate)
      isOver = true
      await Promise.all(clients)
      assert.deepEqual([...seen], ['old', 'new'])
      // Ended (57P01), or refused in the moment of the renames (3D000); never anything else.
      assert.deepEqual(
        [...codes].filter((code) => !['57P01', '3D000', 'ended'].includes(code)),
        [],
      )
      await clear('busy')
    })

    test('leaves everything as it was where a session may not be ended', async () => {
      const { oid } = await prepare('held')
      const expected = await server.query(PROPERTIES, 'postgres', ['held'])
      const superuser = await server.connect('held')
      const error = await failure(swap('held', oid, 'owner', 1_000))
      assert.equal(error.code, 'E_PERMISSION')
      assert.match(error.message, /sessions of role "postgres"/)
      assert.equal((await superuser.query('SELECT what FROM state')).rows[0].what, 'old')
      await superuser.end()
      assert.equal(await oidOf('held'), oid)
      assert.deepEqual(await server.query(PROPERTIES, 'postgres', ['held']), expected)
      assert.equal(await stateIn(besideName('held', ID)), 'new')
      await clear('held')
    })

    test('is undone by the server when we are killed in the middle of it', async () => {
      const { oid } = await prepare('killed')
      const superuser = await server.connect('killed')
      const failed = failure(swap('killed', oid, 'owner', 1_000))
      for (;;) {
        const [renamer] = await server.query<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE query LIKE 'ALTER DATABASE%RENAME%' AND usename = 'owner'",
        )
        if (renamer === undefined) continue
        await server.query(`SELECT pg_terminate_backend(${renamer.pid})`)
        break
      }
      await superuser.end()
      assert.match((await failed).code, /E_CONNECT|E_PERMISSION/)
      assert.equal(await oidOf('killed'), oid)
      assert.equal(await stateIn('killed'), 'old')
      await clear('killed')
    })

    test('leaves a database alone that another run has replaced', async () => {
      const { oid } = await prepare('raced')
      const error = await failure(swap('raced', oid + 1))
      assert.equal(error.code, 'E_RESTORE')
      assert.equal(await oidOf('raced'), oid)
      await clear('raced')
    })

    test('carries over what an owner may, and says what not', async () => {
      const { oid } = await prepare('partly')
      await server.query("ALTER DATABASE partly SET log_min_duration_statement = '1s'")
      const { notes } = await swap('partly', oid)
      assert.equal(notes.length, 1)
      assert.match(notes[0] ?? '', /log_min_duration_statement.*permission denied/)
      await clear('partly')
    })

    test('a database beside is removed with its sessions, and no other is', async () => {
      const { beside } = await prepare('gone')
      const inside = await server.connect(beside)
      await within(server, 'postgres', 'owner', async (session) => {
        assert.equal(await dropBeside(session, { name: beside, runToken: 'another' }), false)
        assert.equal(await dropBeside(session, { name: 'gone', runToken: record.runToken }), false)
        assert.ok(await oidOf(beside))
        await inside.end()
        assert.equal(await dropBeside(session, { name: beside, runToken: record.runToken }), true)
        assert.equal(await dropBeside(session, { name: beside, runToken: record.runToken }), true)
      })
      assert.equal(await oidOf(beside), undefined)
      assert.equal(await stateIn('gone'), 'old')
      await clear('gone')
    })

    test('a role that may not create databases is told so', async () => {
      await server.query("CREATE ROLE limited LOGIN PASSWORD 'pw'")
      const error = await failure(
        within(server, 'postgres', 'limited', async (session) => {
          const facts = await readTargetFacts(session)
          await createBeside(session, {
            ...facts,
            database: 'app',
            id: ID,
            owner: 'limited',
            record,
          })
        }),
      )
      assert.equal(error.code, 'E_PERMISSION')
      assert.match(error.message, /permission denied to create database/)
    })

    test('the new database has the locale of the old one', async () => {
      // The rig's servers are built without ICU; its words are in the unit tests.
      const kinds = [`ENCODING 'LATIN1' LOCALE 'C'`]
      if (major >= 17) kinds.push(`LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`)
      for (const kind of kinds) {
        await server.createDatabase('local', `OWNER owner TEMPLATE template0 ${kind}`)
        const session = await open(server, 'local')
        const facts = await readTargetFacts(session)
        await session.end()
        const beside = await within(server, 'postgres', 'owner', (one) =>
          createBeside(one, { ...facts, id: ID, record }),
        )
        const { locale } = await within(server, beside, 'owner', readTargetFacts)
        assert.deepEqual(locale, facts.locale)
        await clear('local')
      }
    })
  })
}
