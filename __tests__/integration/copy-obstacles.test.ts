import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { giveToServerUser } from '../../scripts/rig/server-user.ts'
import { readSourceRoles } from '../../src/copy/source-roles.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { connect } from '../../src/postgres/session.ts'
import { Workplace } from './command-line.ts'
import { LOCK, objectsIn, startCopy, until, WAITING_TABLE, waitingForLock } from './copy-bed.ts'
import { freshDatabase } from './restore-bed.ts'
import { mountSmallDisk } from './small-disk.ts'

describe('what stands in the way of a copy', () => {
  let from: PostgresServer
  let into: PostgresServer
  before(async () => {
    const servers = await Promise.all([startPostgres({ major: 17 }), startPostgres({ major: 17 })])
    from = servers[0]
    into = servers[1]
  })
  after(() => Promise.all([from?.stop(), into?.stop()]))

  const ends = (source: string, target = 'target') => ({
    source: from.url(source),
    target: into.url(target),
  })

  test('extensions and roles that the target lacks are told all at once, before a row moves', async () => {
    await using place = await Workplace.make()
    await freshDatabase(from, 'needy')
    await from.psql(
      `create role app_owner; create table owned (a int); alter table owned owner to app_owner;
       create role reader; create table granted (a int); grant select on granted to reader;
       create extension hstore; create extension pg_trgm;
       update pg_extension set extname = 'nowhere' where extname = 'hstore';
       update pg_extension set extname = 'elsewhere' where extname = 'pg_trgm';`,
      'needy',
    )
    await freshDatabase(into, 'target')
    const copy = startCopy(place, into, ends('needy'), ['--no-owner=false', '--no-acl=false'])
    const { errors, error, status } = await copy.finished
    assert.equal(status, 1)
    assert.equal(errors.length, 1)
    for (const name of ['nowhere', 'elsewhere', 'app_owner', 'reader'])
      assert.ok(error.includes(name), error)
    assert.deepEqual(await objectsIn(into, 'target'), [])
  })

  test('a tablespace and a schema public that the target lacks are in nobody’s way', async () => {
    await using place = await Workplace.make()
    await freshDatabase(from, 'spread')
    await from.psql(
      `set allow_in_place_tablespaces = on; create tablespace fast location '';
       create table spread (id int primary key using index tablespace fast) tablespace fast;
       insert into spread values (1);`,
      'spread',
    )
    await freshDatabase(into, 'target')
    await into.psql('drop schema public', 'target')
    const { status, log } = await startCopy(place, into, ends('spread')).finished
    assert.equal(status, 0, log)
    assert.match(log, /TABLESPACE fast: the target has none of that name that may be used/)
    assert.deepEqual(await into.query('select id from public.spread', 'target'), [{ id: 1 }])
  })

  test('a target that cannot be entered is told from the source, with the inputs that are its own', async () => {
    await using place = await Workplace.make()
    await using sealed = await startPostgres({ major: 17, tls: {} })
    await freshDatabase(from, 'plain')
    const target = `${sealed.url('postgres')}?sslmode=verify-full`
    const { error } = await startCopy(place, into, { source: from.url('plain'), target }).finished
    assert.match(error, /^E_TLS: The target: .* as `target-ssl-root-cert`\.$/)
  })

  test("the source's first superuser counts as an owner, but not of what an extension made", async () => {
    const ownersIn = async (database: string, sql: string) => {
      await freshDatabase(from, database)
      await from.psql(sql, database)
      const settings = parseConnection(from.url(database), { environment: {} })
      const session = await connect(settings, new AbortController().signal)
      return (await readSourceRoles(session).finally(() => session.end())).owners
    }
    assert.deepEqual(await ownersIn('bare', 'create extension hstore'), [])
    assert.deepEqual(await ownersIn('own', 'create table a (a int)'), ['postgres'])
  })

  test('the disk of the target is full: E_DISK, and the target is as empty as it was', async (t) => {
    await using place = await Workplace.make()
    const folder = path.join(path.dirname(into.dataDir), 'small')
    const disk = await mountSmallDisk(folder, 16)
    if (typeof disk === 'string') return t.skip(disk)
    await using _ = disk
    await giveToServerUser(folder)
    await freshDatabase(from, 'large')
    await from.psql(
      `create table large as select i, repeat(md5(i::text), 30) as t from generate_series(1, 20000) i`,
      'large',
    )
    await into.query(`create tablespace small location '${folder}'`)
    await into.dropDatabase('target')
    await into.createDatabase('target', 'tablespace small')
    const { error, status, errors } = await startCopy(place, into, ends('large')).finished
    assert.equal(status, 1)
    assert.equal(errors.length, 1)
    assert.match(error, /^E_DISK: The target gave an error while copying public\.large: .*No space/)
    assert.match(error, /The target database "target" is as empty as it was\./)
    assert.deepEqual(await objectsIn(into, 'target'), [])
    await into.dropDatabase('target')
    await into.query('drop tablespace small')
  })

  test('two copies at once: the second is refused, and the first goes on', async () => {
    await using place = await Workplace.make()
    await freshDatabase(from, 'waiting')
    await from.psql(WAITING_TABLE, 'waiting')
    await freshDatabase(into, 'target')
    const holder = await into.connect('target')
    await holder.query('select pg_advisory_lock($1)', [LOCK])
    const first = startCopy(place, into, ends('waiting'))
    await until(async () => (await waitingForLock(into)).length > 0)
    const second = await startCopy(place, into, ends('waiting')).finished
    assert.equal(second.status, 1)
    assert.match(second.error, /^E_RESTORE: Another restore of .* into this database is under way/)
    await holder.end()
    const { status, outputs, log } = await first.finished
    assert.equal(status, 0, log)
    assert.equal(outputs['rows'], '21000')
    assert.equal(outputs['verified'], 'rows')
  })
})
