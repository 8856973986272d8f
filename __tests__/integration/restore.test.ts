import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresMajor, postgresMajors } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import { contentsOf } from './compare-databases.ts'
import { assertSameAsSource, backUp, freshDatabase, restoreBackup, SOURCE } from './restore-bed.ts'

/** A server with the source database, one for each major, started when it is first asked for. */
const servers = new Map<PostgresMajor, Promise<PostgresServer>>()

function serverOf(major: PostgresMajor): Promise<PostgresServer> {
  const known = servers.get(major)
  if (known) return known
  const started = startPostgres({ major }).then(async (server) => {
    await server.createDatabase('source')
    await server.psql({ file: SOURCE }, 'source')
    return server
  })
  servers.set(major, started)
  return started
}

after(async () => {
  await Promise.all([...servers.values()].map(async (server) => (await server).stop()))
})

for (const major of postgresMajors) {
  test(`PostgreSQL ${major}: the circle of backup, restore and comparison closes`, async () => {
    const server = await serverOf(major)
    await using place = await Workplace.make()
    await backUp(server, place)
    await freshDatabase(server, 'target')
    const result = await restoreBackup(server, place, 'target')
    assert.equal(result.status, 0, result.log)
    await assertSameAsSource(server, 'target', server)
    assert.equal(result.outputs['verified'], 'rows')
    assert.equal(result.everything.includes(server.password), false)
  })
}

for (const [from, to] of [
  [14, 15],
  [14, 18],
  [16, 17],
  [17, 18],
] as const) {
  test(`an archive of PostgreSQL ${from} goes into ${to}`, async () => {
    const [source, target] = await Promise.all([serverOf(from), serverOf(to)])
    await using place = await Workplace.make()
    await backUp(source, place)
    await freshDatabase(target, 'older')
    const result = await restoreBackup(target, place, 'older')
    assert.equal(result.status, 0, result.log)
    assert.deepEqual(await contentsOf(target, 'older'), await contentsOf(source, 'source'))
  })
}

describe('a restore', () => {
  let server: PostgresServer
  let place: Workplace
  before(async () => {
    server = await serverOf(17)
    place = await Workplace.make()
    await backUp(server, place)
  })
  after(() => place?.[Symbol.asyncDispose]())

  for (const format of ['directory', 'tar', 'plain'] as const) {
    test(`brings back the ${format} format`, async () => {
      await using own = await Workplace.make()
      await backUp(server, own, ['--format', format])
      await freshDatabase(server, format)
      const result = await restoreBackup(server, own, format)
      assert.equal(result.status, 0, result.log)
      await assertSameAsSource(server, format, server)
    })
  }

  test('of mode clean replaces what is there, once it is confirmed', async () => {
    await freshDatabase(server, 'used')
    await server.psql({ file: SOURCE }, 'used')
    await server.query('create table public.mine (id int); drop table second.orders', 'used')
    const unconfirmed = await restoreBackup(server, place, 'used', ['--mode', 'clean'])
    assert.match(unconfirmed.error, /^E_CONFIRM: /)
    assert.equal((await contentsOf(server, 'used'))['public.mine'], '0 ')
    const result = await restoreBackup(server, place, 'used', ['--mode=clean', '--confirm=used'])
    assert.equal(result.status, 0, result.log)
    await assertSameAsSource(server, 'used', server)
  })

  test('of mode swap keeps the old database under another name', async () => {
    await freshDatabase(server, 'live')
    await server.query('create table mine as select 42 as answer', 'live')
    const result = await restoreBackup(server, place, 'live', ['--mode=swap', '--confirm=live'])
    assert.equal(result.status, 0, result.log)
    await assertSameAsSource(server, 'live', server)
    const previous = result.outputs['previous-database'] ?? ''
    assert.deepEqual(await server.query('select answer from mine', previous), [{ answer: 42 }])
    await server.dropDatabase(previous)
  })

  test('takes a safety backup of what it is going to replace', async () => {
    await freshDatabase(server, 'precious')
    await server.query('create table mine as select 42 as answer', 'precious')
    const safety = path.join(place.folder, 'safety')
    const flags = ['--mode=clean', '--confirm=precious', `--safety-backup=${safety}`]
    const result = await restoreBackup(server, place, 'precious', flags)
    assert.equal(result.status, 0, result.log)
    assert.match(result.outputs['safety-backup-id'] ?? '', /^precious-safety-/)
    assert.doesNotMatch(result.log, /not encrypted/)
    const again = ['--mode=clean', '--confirm=precious', `--source=${safety}`]
    const back = ['--backup', result.outputs['safety-backup-id'] ?? '']
    const undone = await restoreBackup(server, place, 'precious', [...again, ...back])
    assert.equal(undone.status, 0, undone.log)
    assert.deepEqual(await server.query('select answer from mine', 'precious'), [{ answer: 42 }])
  })

  test('of one table brings its type, index and rows, and nothing else', async () => {
    await freshDatabase(server, 'part')
    const result = await restoreBackup(server, place, 'part', ['--tables', 'public.orders'])
    assert.equal(result.status, 0, result.log)
    const source = await contentsOf(server, 'source')
    assert.deepEqual(await contentsOf(server, 'part'), {
      'public.orders': source['public.orders'],
      'large objects': '',
    })
    const indexes = await server.query(
      "select indexname from pg_indexes where tablename = 'orders' order by 1",
      'part',
    )
    assert.deepEqual(
      indexes.map(({ indexname }) => indexname),
      ['orders_customer_idx', 'orders_pkey'],
    )
  })

  test('fails where verify-sql is not true, and leaves an empty target', async () => {
    await freshDatabase(server, 'wrong')
    const flags = ['--verify-sql', 'select count(*) = 1000 from orders\nselect 1 = 2']
    const result = await restoreBackup(server, place, 'wrong', flags)
    assert.match(result.error, /^E_VERIFY: verify-sql failed: select 1 = 2: It gave false\./)
    assert.match(result.error, /"wrong" is as empty as it was/)
    assert.deepEqual(await contentsOf(server, 'wrong'), { 'large objects': '' })
  })

  test('claims no comparison where the backup was never read back', async () => {
    await using own = await Workplace.make()
    await backUp(server, own, ['--verify', 'none'])
    await freshDatabase(server, 'unread')
    const result = await restoreBackup(server, own, 'unread')
    assert.equal(result.status, 0, result.log)
    assert.equal(result.outputs['verified'], 'none')
    assert.match(result.log, /warning: source-.* was taken with verify: none/)
  })

  test('works with names that nobody should have chosen', async () => {
    const name = 'a\'b "c" d\\e=f ü'
    await freshDatabase(server, name)
    const result = await restoreBackup(server, place, name)
    assert.equal(result.status, 0, result.log)
    await assertSameAsSource(server, name, server)
    const swap = await restoreBackup(server, place, name, ['--mode=swap', `--confirm=${name}`])
    assert.equal(swap.status, 0, swap.log)
    await server.dropDatabase(swap.outputs['previous-database'] ?? '')
    await server.dropDatabase(name)
  })
})
