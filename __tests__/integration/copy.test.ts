import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import { contentsOf, schemaOf } from './compare-databases.ts'
import { objectsIn, startCopy } from './copy-bed.ts'
import { freshDatabase, SOURCE } from './restore-bed.ts'

const AWKWARD = `a'b"c\\d=e ñ 数`

describe('copy', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
    await server.createDatabase('source')
    await server.psql({ file: SOURCE }, 'source')
  })
  after(() => server?.stop())

  const copy = (place: Workplace, database: string, flags: readonly string[] = []) =>
    startCopy(place, server, { source: server.url('source'), target: server.url(database) }, flags)
      .finished

  async function assertCopied(database: string) {
    assert.deepEqual(await contentsOf(server, database), await contentsOf(server, 'source'))
    assert.equal(await schemaOf(server, database), await schemaOf(server, 'source'))
  }

  test('an empty database becomes equal, and the outputs say how', async () => {
    await using place = await Workplace.make()
    await freshDatabase(server, 'target')
    const { status, outputs, log } = await copy(place, 'target')
    assert.equal(status, 0, log)
    await assertCopied('target')
    const [rows] = await server.query<{ rows: string }>(
      `select sum((xpath('/row/c/text()', query_to_xml(format('select count(*) as c from only %s', oid::regclass), true, true, '')))[1]::text::bigint) as rows
         from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^pg_|^information_schema$'`,
      'source',
    )
    assert.equal(outputs['rows'], rows?.rows)
    assert.equal(outputs['verified'], 'rows')
    assert.ok(Number(outputs['bytes']) > 0)
    const phases = JSON.parse(outputs['phases'] ?? '') as { name: string; seconds: number }[]
    assert.deepEqual(
      phases.map(({ name }) => name),
      ['schema', 'data', 'indexes', 'constraints', 'other', 'analyze', 'rows'],
    )
    assert.equal(await place.files(place.temporary).then((files) => files.length), 0)
    assert.doesNotMatch(await place.contents(), new RegExp(server.password))
  })

  test('clean replaces what was there, swap keeps it under another name', async () => {
    await using place = await Workplace.make()
    for (const mode of ['clean', 'swap']) {
      await freshDatabase(server, 'target')
      await server.query('create table old (id int); insert into old values (7)', 'target')
      const run = await copy(place, 'target', [`--mode=${mode}`, '--confirm=target'])
      assert.equal(run.status, 0, run.log)
      await assertCopied('target')
      const previous = run.outputs['previous-database'] ?? ''
      assert.equal(previous !== '', mode === 'swap')
      if (mode === 'swap') assert.deepEqual(await objectsIn(server, previous), ['old'])
    }
  })

  test('a safety backup is taken first', async () => {
    await using place = await Workplace.make()
    await freshDatabase(server, 'target')
    await server.query('create table old (id int)', 'target')
    const flags = ['--mode=clean', '--confirm=target', `--safety-backup=${place.backups}`]
    const { status, outputs, log } = await copy(place, 'target', flags)
    assert.equal(status, 0, log)
    const files = await place.files()
    assert.ok(
      files.some((file) => file.includes(`${outputs['safety-backup-id']}.dump`)),
      log,
    )
  })

  test('only what is selected comes over, and rows only where they are wanted', async () => {
    await using place = await Workplace.make()
    await freshDatabase(server, 'target')
    const flags = ['--exclude-schemas=Ü*', '--exclude-table-data=measurements_*']
    const { status, log } = await copy(place, 'target', flags)
    assert.equal(status, 0, log)
    const contents = await contentsOf(server, 'target')
    assert.equal(contents['public.measurements'], '0 ')
    const excluded = Object.keys(contents).filter((name) => name.startsWith('"Ü'))
    assert.deepEqual(excluded, [])
    assert.match(contents['public.orders'] ?? '', /^1000 /)
  })

  test('names of databases and roles may hold anything', async () => {
    await using place = await Workplace.make()
    await server.createDatabase(AWKWARD, 'TEMPLATE source')
    await freshDatabase(server, `${AWKWARD} 2`)
    const ends = { source: server.url(AWKWARD), target: server.url(`${AWKWARD} 2`) }
    const { status, log } = await startCopy(place, server, ends).finished
    assert.equal(status, 0, log)
    await assertCopied(`${AWKWARD} 2`)
  })

  for (const [what, database, flags, code] of [
    ['a target that is not empty', 'full', [], 'E_TARGET_NOT_EMPTY'],
    ['a wrong confirm', 'full', ['--mode=clean', '--confirm=other'], 'E_CONFIRM'],
    ['itself as the target', 'source', ['--mode=clean', '--confirm=source'], 'E_INPUT'],
    ['a selection of nothing', 'full', ['--mode=clean', '--confirm=full', '--tables=x'], 'E_EMPTY'],
  ] as const) {
    test(`${what} is refused, and nothing is touched`, async () => {
      await using place = await Workplace.make()
      await freshDatabase(server, 'full')
      await server.query('create table old (id int)', 'full')
      const before = await contentsOf(server, 'source')
      // The same server by another name.
      const target = server.url(database).replace('127.0.0.1', 'localhost')
      const ends = { source: server.url('source'), target }
      const run = await startCopy(place, server, ends, flags).finished
      assert.equal(run.status, 1, run.log)
      assert.ok(run.error.startsWith(`${code}: `), run.error)
      assert.equal(run.errors.length, 1, run.log)
      assert.deepEqual(await objectsIn(server, 'full'), ['old'])
      assert.deepEqual(await contentsOf(server, 'source'), before)
    })
  }
})
