import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { run } from '../../scripts/rig/command.ts'
import { startHeroku } from '../../scripts/rig/heroku-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'

/** What a database at Heroku has besides the user's own: a superuser made it. */
const HEROKU = `
  CREATE SCHEMA _heroku;
  CREATE FUNCTION _heroku.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
  CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION _heroku.watch();
  CREATE SCHEMA heroku_ext;
  GRANT USAGE ON SCHEMA heroku_ext TO PUBLIC;
  CREATE EXTENSION citext SCHEMA heroku_ext;`
const USERS = `
  SET ROLE shop;
  CREATE TABLE public.users (id int PRIMARY KEY, mail heroku_ext.citext);
  INSERT INTO public.users SELECT i, 'User' || i FROM generate_series(1, 10) AS i;`

let server: PostgresServer

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.query("CREATE ROLE shop LOGIN PASSWORD 'shop-pw'")
  await database(
    'source',
    HEROKU + USERS.replace('SET ROLE', 'GRANT ALL ON SCHEMA public TO shop; SET ROLE'),
  )
})
after(() => server.stop())

async function database(name: string, sql: string): Promise<void> {
  await server.createDatabase(name, 'OWNER shop TEMPLATE template0')
  await server.query(sql, name)
}

function urlOf(name: string): string {
  return `postgres://shop:shop-pw@127.0.0.1:${server.port}/${name}`
}

async function succeed(place: Workplace, args: readonly string[], env: Record<string, string>) {
  const all = [...args, '--client-dir', server.binDir]
  const ended = await startCommandLine(all, { ...place.environment, ...env }).finished
  assert.equal(ended.status, 0, ended.log)
  return ended.log
}

test("a backup of Heroku's is restored there, and elsewhere, by whoever owns the database", async () => {
  await using place = await Workplace.make()
  const to = ['--destination', place.backups]
  await succeed(place, ['backup', ...to], { PG_BACKUP_DATABASE_URL: urlOf('source') })
  await database('heroku', `${HEROKU} GRANT ALL ON SCHEMA public TO shop`)
  await database('elsewhere', '')
  const from = ['restore', '--source', place.backups, '--name', 'source']
  for (const [name, ...mode] of [
    ['heroku'],
    ['elsewhere'],
    ['heroku', '--mode=clean', '--confirm=heroku'],
  ] as const) {
    const log = await succeed(place, [...from, ...mode], { PG_BACKUP_DATABASE_URL: urlOf(name) })
    assert.match(log, /10 rows in 1 table, each table counted and equal to the backup/)
    const sql = "SELECT id FROM users WHERE mail OPERATOR(heroku_ext.=) 'USER7'"
    const rows = await server.query(sql, name)
    assert.deepEqual(rows, [{ id: 7 }], `${name} ${mode}`)
  }
})

test("of an app's database, what is Heroku's own is left out and extensions are kept", async () => {
  await using place = await Workplace.make()
  await using heroku = await startHeroku()
  heroku.source.url = urlOf('source')
  const env = { ...heroku.env, HEROKU_API_KEY: heroku.apiKey }
  const to = ['--destination', place.backups, '--name', 'shop', '--heroku-app', 'shop']
  await succeed(place, ['backup', ...to], env)
  const archive = (await place.files()).find((file) => file.endsWith('.dump')) ?? ''
  const contents = await run(`${server.binDir}/pg_restore`, [
    '--list',
    path.join(place.backups, archive),
  ])
  assert.match(contents, /SCHEMA - heroku_ext/)
  assert.match(contents, /EXTENSION - citext/)
  assert.doesNotMatch(contents, /_heroku/)
})

test("an app's database is copied to another of Heroku's, and elsewhere", async () => {
  await using place = await Workplace.make()
  await using heroku = await startHeroku()
  heroku.source.url = urlOf('source')
  const env = { ...heroku.env, HEROKU_API_KEY: heroku.apiKey }
  await database('copied', `${HEROKU} GRANT ALL ON SCHEMA public TO shop`)
  await database('copied_elsewhere', '')
  for (const name of ['copied', 'copied_elsewhere']) {
    const target = { PG_BACKUP_TARGET_URL: urlOf(name) }
    const log = await succeed(place, ['copy', '--heroku-app', 'shop'], { ...env, ...target })
    assert.match(log, /10 rows in 1 table/)
    const sql = "SELECT id FROM users WHERE mail OPERATOR(heroku_ext.=) 'USER7'"
    assert.deepEqual(await server.query(sql, name), [{ id: 7 }], name)
  }
})
