import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before } from 'node:test'
import { type PostgresServer, quoteName, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { giveToServerUser } from '../../scripts/rig/server-user.ts'
import { Workplace } from './command-line.ts'
import { backUp, freshDatabase, restoreBackup } from './restore-bed.ts'
import { mountSmallDisk } from './small-disk.ts'
import { TestRole } from './test-role.ts'
import { eventually } from './watched-run.ts'

const CLEAN = ['--mode', 'clean', '--confirm', 'target']

/** An extension in a schema of its own, a tablespace, and statistics that need a search path. */
const SOURCE = `
  set allow_in_place_tablespaces = on;
  create tablespace fast location '';
  create schema extensions;
  create extension hstore schema extensions;
  create table pairs (pair extensions.hstore);
  insert into pairs values ('a=>1');
  create table fast_rows (id int primary key using index tablespace fast) tablespace fast;
  insert into fast_rows select generate_series(1, 100);
  create function one_more(n int) returns int language sql immutable as 'select n + 1';
  create function after_next(n int) returns int language plpgsql immutable
    as 'begin return one_more(n) + 1; end';
  create statistics of_both on after_next(id), id from fast_rows;`

let server: PostgresServer
let place: Workplace

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('source')
  await server.psql(SOURCE, 'source')
  place = await Workplace.make()
  await backUp(server, place)
  // Plain SQL, of which nothing can be left out.
  await backUp(server, place, ['--format', 'plain', '--name', 'plain'])
})
after(async () => {
  await server?.stop()
  await place?.[Symbol.asyncDispose]()
})

async function makeTarget(sql = '', options = ''): Promise<void> {
  await server.dropDatabase('target')
  await server.createDatabase('target', `TEMPLATE template0 ${options}`)
  if (sql !== '') await server.psql(sql, 'target')
}

async function restored(flags: readonly string[], url?: string) {
  const run = await restoreBackup(server, place, 'target', flags, url)
  assert.equal(run.status, 0, run.log)
  assert.equal(run.outputs['rows'], '101', run.log)
  return run
}

async function rowsOf(table: string): Promise<unknown> {
  return (await server.query(`select count(*)::int as rows from ${table}`, 'target'))[0]?.['rows']
}

test('what cannot be analyzed is told, and takes nothing from the restore', async () => {
  await makeTarget()
  const { log } = await restored([])
  assert.match(log, /No statistics of "public"."fast_rows" could be gathered: function one_more/)
})

test('a schema that holds an extension is there already, after a clean too', async () => {
  await makeTarget('create schema extensions; create extension hstore schema extensions')
  await restored([])
  await restored(CLEAN)
})

test('a clean makes an extension anew that lies in another schema', async () => {
  await makeTarget('create extension hstore; create table old (pair hstore)')
  await restored(CLEAN)
  const [row] = await server.query(
    `select extnamespace::regnamespace::text as schema from pg_extension where extname = 'hstore'`,
    'target',
  )
  assert.deepEqual(row, { schema: 'extensions' })
})

test('a schema public that was dropped is made again', async () => {
  await makeTarget('drop schema public')
  await restored([])
})

test('a role that may not create where the backup does is told before anything is removed', async () => {
  const [owner, maker] = [
    await TestRole.make(server, 'NOSUPERUSER'),
    await TestRole.make(server, 'NOSUPERUSER'),
  ]
  await makeTarget('create table old ()', `OWNER ${quoteName(owner.name)}`)
  await server.query(`grant ${quoteName(maker.name)} to ${quoteName(owner.name)}`)
  const refused = async (flags: readonly string[], url: string, why: RegExp) => {
    const { error } = await restoreBackup(server, place, 'target', [...CLEAN, ...flags], url)
    assert.match(error, why)
    assert.equal(await rowsOf('old'), 0)
  }
  const role = ['--role', maker.name]
  await refused(
    role,
    owner.url('target'),
    /^E_PERMISSION: .* may not create anything in the target/,
  )
  await server.query(`grant create on database target to ${quoteName(maker.name)}`)
  const inPublic = /^E_PERMISSION: .* may not create tables in schema public/
  await refused(role, owner.url('target'), inPublic)
  await refused([], maker.url('target'), inPublic)
})

test('the limits of a role and of a database are kept to', async () => {
  const role = await TestRole.make(server, 'NOSUPERUSER CONNECTION LIMIT 3')
  const name = quoteName(role.name)
  const limited = async (sql: string, options: string) => {
    await server.query(sql)
    await makeTarget('', `OWNER ${name} ${options}`)
    return restored([], role.url('target'))
  }
  await limited('select 1', '')
  await limited(`alter role ${name} connection limit -1`, 'CONNECTION LIMIT 2')
  await makeTarget('', `OWNER ${name} CONNECTION LIMIT 1`)
  const { error } = await restoreBackup(server, place, 'target', [], role.url('target'))
  assert.match(error, /^E_RESTORE: .* has the last connection that it may have to "target"/)
})

test('a swap takes tablespace and template mark along', async () => {
  const role = await TestRole.make(server, 'NOSUPERUSER CREATEDB')
  await makeTarget('', `OWNER ${quoteName(role.name)} TABLESPACE fast IS_TEMPLATE true`)
  const swap = ['--mode', 'swap', '--confirm', 'target']
  const { log, outputs } = await restored(swap, role.url('target'))
  assert.match(log, /will not be in the tablespace "fast"/)
  await server.query('alter database target is_template false')
  await makeTarget('', `OWNER ${quoteName(role.name)} TABLESPACE fast IS_TEMPLATE true`)
  // The right to put a database there is the user's, whoever makes what is in it.
  const again = await restored([...swap, '--no-owner', '--role', role.name])
  const databases = await server.query(
    `select datistemplate as template, spcname as space
       from pg_database d join pg_tablespace t on t.oid = dattablespace where datname = 'target'`,
  )
  assert.deepEqual(databases, [{ template: true, space: 'fast' }])
  for (const { outputs: made } of [{ outputs }, again]) {
    const old = quoteName(made['previous-database'] ?? '')
    await server.query(`alter database ${old} is_template false`)
    await server.query(`drop database ${old}`)
  }
  await server.query('alter database target is_template false')
})

test('what verify-sql changes is taken back', async () => {
  await makeTarget()
  await restored(['--verify-sql', 'delete from fast_rows where id = 1 returning true'])
  assert.equal(await rowsOf('fast_rows'), 100)
})

test('the undo leaves a target alone in which somebody has made a table meanwhile', async () => {
  await freshDatabase(server, 'target')
  const other = await server.connect('target')
  try {
    await other.query('select pg_advisory_lock(7)')
    const running = restoreBackup(server, place, 'target', [
      '--verify-sql',
      'select pg_advisory_lock(7) is null',
    ])
    await eventually(async () => {
      const waiting = await server.query(
        `select from pg_locks where locktype = 'advisory' and not granted`,
      )
      return waiting.length === 1
    }, 'verify-sql waits')
    await other.query('create table precious (); select pg_advisory_unlock(7)')
    const { error } = await running
    assert.match(error, /^E_VERIFY: verify-sql failed/)
    assert.match(error, /was left as it is, because somebody has made table "public\.precious"/)
    assert.equal(await rowsOf('precious'), 0)
  } finally {
    await other.end()
  }
})

test('the disk of the target is full: E_DISK, and the target is as empty as it was', async (t) => {
  const folder = path.join(path.dirname(server.dataDir), 'small')
  const disk = await mountSmallDisk(folder, 16)
  if (typeof disk === 'string') return t.skip(disk)
  await using _ = disk
  await giveToServerUser(folder)
  await server.createDatabase('large')
  await server.psql(
    'create table large as select i, repeat(md5(i::text), 30) as t from generate_series(1, 20000) i',
    'large',
  )
  await backUp(server, place, ['--name', 'large'], 'large')
  await server.query(`create tablespace small location '${folder}'`)
  await makeTarget('', 'TABLESPACE small')
  const { error } = await restoreBackup(server, place, 'target', ['--name', 'large'])
  assert.match(error, /^E_DISK: The restore failed: TABLE DATA large.*No space left on device/)
  assert.match(error, /"target" is as empty as it was/)
  await server.dropDatabase('target')
  await server.query('drop tablespace small')
})

test('without its tablespace a backup goes where the database lies, unless it is plain SQL', async () => {
  await server.dropDatabase('source')
  await server.dropDatabase('target')
  await server.query('drop tablespace fast')
  await makeTarget('create table old ()')
  const plain = await restoreBackup(server, place, 'target', ['--name', 'plain', ...CLEAN])
  assert.match(plain.error, /^E_RESTORE: The backup is plain SQL and needs tablespace "fast"/)
  assert.equal(await rowsOf('old'), 0)
  const { log } = await restored(CLEAN)
  assert.match(log, /The target has no tablespace "fast" that may be used/)
})
