import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, quoteName } from '../../scripts/rig/postgres-server.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { Workplace } from './command-line.ts'
import { startBigServer, startSlowDump } from './slow-dump.ts'
import { TestRole } from './test-role.ts'
import { eventually, startBackup } from './watched-run.ts'

const FORMATS = {
  custom: ['--format', 'custom'],
  directory: ['--format', 'directory', '--jobs', '2'],
}

describe('what goes wrong during the dump', { concurrency: 3 }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startBigServer()
    await server.createDatabase('wanted', 'TEMPLATE big')
  })
  after(() => server?.stop())

  for (const [format, flags] of Object.entries(FORMATS)) {
    test(`${format}: a table locked for longer than the timeout`, async () => {
      await using place = await Workplace.make()
      const role = await TestRole.make(server)
      await server.createDatabase(`locked ${format}`)
      const holder = await server.connect(`locked ${format}`)
      try {
        await holder.query('CREATE TABLE "my orders" (id int)')
        await holder.query('BEGIN; LOCK TABLE "my orders" IN ACCESS EXCLUSIVE MODE')
        const [{ pid } = { pid: 0 }] = (await holder.query('SELECT pg_backend_pid() AS pid')).rows
        const all = [...flags, '--lock-timeout', '1s', '--client-dir', server.binDir]
        const run = startBackup(place, role.url(`locked ${format}`), all, {
          secrets: [role.password],
        })
        await run.fails(
          'E_LOCK_TIMEOUT',
          /"my orders"/,
          new RegExp(`process ${pid} `),
          /lock-timeout/,
        )
        assert.deepEqual(await role.sessions(), [])
      } finally {
        await holder.end()
      }
    })

    test(`${format}: its sessions on the server are terminated`, async () => {
      await using dump = await startSlowDump(server, flags)
      await server.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1',
        'postgres',
        [dump.role.name],
      )
      dump.proxy.resume()
      // Of a worker's table, or of the leader's own query where the workers had not begun.
      const reason = /"(one|two)" failed: server closed|query failed: FATAL: terminating connection/
      await dump.run.fails('E_CONNECT', reason)
      assert.deepEqual(await dump.role.sessions(), [])
    })

    test(`${format}: pg_dump is killed`, async () => {
      await using dump = await startSlowDump(server, flags)
      process.kill(dump.run.running('pg_dump')[0]?.pid ?? 0, 'SIGKILL')
      const killed = performance.now()
      await dump.run.fails('E_DUMP', /pg_dump was ended by SIGKILL/)
      assert.ok(performance.now() - killed < 8_000, 'its workers went on')
      await eventually(async () => (await dump.role.sessions()).length === 0, 'backends ended')
    })
  }

  test('directory: one worker of pg_dump is killed', async () => {
    await using dump = await startSlowDump(server, FORMATS.directory)
    const [, worker] = dump.run.running('pg_dump')
    process.kill(worker?.pid ?? 0, 'SIGKILL')
    dump.proxy.resume()
    await dump.run.fails('E_DUMP', /a worker process died/)
    await eventually(async () => (await dump.role.sessions()).length === 0, 'backends ended')
  })

  test('directory: a table is wanted by another session once the dump has begun', async () => {
    await using dump = await startSlowDump(server, FORMATS.directory, 'wanted')
    const other = await server.connect('wanted')
    try {
      const altered = other.query('ALTER TABLE small ADD COLUMN b int').catch(() => {})
      const waits = `SELECT FROM pg_stat_activity WHERE query LIKE 'ALTER%' AND wait_event_type = 'Lock'`
      await eventually(async () => (await server.query(waits)).length > 0, 'ALTER TABLE waits')
      dump.proxy.resume()
      await dump.run.fails('E_LOCK_TIMEOUT', /could not obtain lock/, /small/, /jobs: 1/)
      await altered
    } finally {
      await other.end()
    }
  })

  test('a table that is empty is emptied and filled as soon as the dump lets go of it', async () => {
    await server.createDatabase('staging', 'TEMPLATE wanted')
    await using dump = await startSlowDump(server, FORMATS.custom, 'staging')
    const other = await server.connect('staging')
    try {
      const load = other.query('TRUNCATE small; INSERT INTO small VALUES (1)')
      const waits = `SELECT FROM pg_stat_activity WHERE query LIKE 'TRUNCATE%' AND wait_event_type = 'Lock'`
      await eventually(async () => (await server.query(waits)).length > 0, 'TRUNCATE waits')
      const copies = "SELECT FROM pg_stat_progress_copy WHERE datname = 'staging'"
      await eventually(async () => (await server.query(copies)).length > 0, 'a table is copied')
      // It is asked for each second; when that is done for the second time, the first is over.
      const asks = `SELECT FROM pg_stat_activity WHERE application_name = 'pg-backup'
                       AND datname = 'staging' AND query_start > $1::timestamptz`
      for (const round of ['first', 'second']) {
        const [{ now } = { now: '' }] = await server.query<{ now: string }>(
          "SELECT (now() + interval '0.3 s')::text AS now",
        )
        await eventually(
          async () => (await server.query(asks, 'postgres', [now])).length > 0,
          `the dump is watched, ${round} round`,
        )
      }
      dump.proxy.resume()
      const { status, everything } = await dump.run.end()
      assert.equal(status, 0, everything)
      await load
    } finally {
      await other.end()
    }
  })

  for (const [format, flags] of Object.entries(FORMATS)) {
    test(`${format}: a table that is rewritten while the dump waits for it has lost its rows`, async () => {
      await using place = await Workplace.make()
      const role = await TestRole.make(server)
      const database = `rewritten ${format}`
      await server.createDatabase(database)
      const other = await server.connect(database)
      const backUp = () =>
        startBackup(place, role.url(database), [...flags, '--client-dir', server.binDir])
      try {
        const rows = 'SELECT generate_series(1, 10) AS a'
        await other.query(`CREATE TABLE emptied AS ${rows}; CREATE TABLE "my orders" AS ${rows}`)
        await other.query('BEGIN; TRUNCATE emptied; ALTER TABLE "my orders" ALTER a TYPE bigint')
        const run = backUp()
        await eventually(async () => (await role.waiting()).length > 0, 'the dump waits')
        await other.query('COMMIT')
        const { error } = await run.fails('E_DUMP', /rewrote public\.my orders \(/, /again/)
        assert.doesNotMatch(error, /emptied/)
        const again = await backUp().end()
        assert.equal(again.status, 0, again.everything)
        assert.equal(again.outputs['rows'], '10')
      } finally {
        await other.end()
      }
    })
  }

  for (const format of ['custom', 'tar']) {
    test(`${format}: pg_restore of the read-back is killed`, async () => {
      await using dump = await startSlowDump(server, ['--format', format])
      process.kill(dump.run.running('pg_restore')[0]?.pid ?? 0, 'SIGKILL')
      dump.proxy.resume()
      await dump.run.fails('E_INTEGRITY', /cannot be read back/, /SIGKILL/)
      assert.deepEqual(await dump.role.sessions(), [])
    })
  }

  test('the session that watches the dump is ended: the dump goes on', async () => {
    await using dump = await startSlowDump(server, FORMATS.custom)
    const [watching] = await dump.role.sessions(`application_name = 'pg-backup'`)
    await server.query('SELECT pg_terminate_backend($1)', 'postgres', [watching])
    dump.proxy.resume()
    const { status, everything } = await dump.run.end()
    assert.equal(status, 0, everything)
    assert.equal((await dump.run.place.files()).length, 2)
  })

  test('the server crashes', async () => {
    await using own = await startBigServer()
    await using dump = await startSlowDump(own, FORMATS.custom)
    await own.kill()
    dump.proxy.resume()
    await dump.run.fails('E_CONNECT', /"one" failed: server closed the connection/)
  })

  test('a database without tables', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    await server.createDatabase('empty')
    const run = startBackup(place, role.url('empty'), ['--client-dir', server.binDir])
    await run.fails('E_EMPTY', /"empty" has no tables/, /allow-empty/)
    const allowed = ['--client-dir', server.binDir, '--allow-empty']
    const result = await startBackup(place, role.url('empty'), allowed).end()
    assert.equal(result.status, 0, result.log)
    assert.equal((await place.files()).length, 2)
  })

  test('a selection that matches no table', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const flags = ['--client-dir', server.binDir, '--tables', 'nothing_like_this']
    await startBackup(place, role.url('big'), flags).fails('E_EMPTY', /None of the \d+ tables/)
  })

  test('of several patterns one that matches nothing', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const flags = ['--client-dir', server.binDir, '--tables', '*', '--tables', 'nothing_like_this']
    await startBackup(place, role.url('big'), flags).fails(
      'E_INPUT',
      /"nothing_like_this"/,
      /tables/,
    )
    assert.deepEqual(await place.files(), [])
  })

  test('line breaks and commands of the runner in a name forge no line', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const odd = 'a\n::error::E_DUMP: forged\n::set-output name=x::y\rE_INPUT: z'
    await server.createDatabase('odd')
    const table = `${quoteName(odd)}.${quoteName(odd)}`
    await server.query(
      `CREATE SCHEMA ${quoteName(odd)}; CREATE TABLE ${table} (${quoteName(odd)} int); INSERT INTO ${table} SELECT generate_series(1, 7)`,
      'odd',
    )
    for (const format of ['custom', 'directory', 'plain']) {
      const flags = ['--client-dir', server.binDir, '--format', format, '--name', format]
      const result = await startBackup(place, role.url('odd'), flags).end()
      assert.equal(result.status, 0, result.everything)
      assert.doesNotMatch(result.everything.replaceAll('\r', '\n'), /^(::|E_)/m)
      const manifest: Manifest = JSON.parse(result.outputs['manifest'] ?? '')
      assert.deepEqual(manifest.tables, [{ schema: odd, name: odd, rows: 7 }])
      const stored = path.join(place.backups, format, `${manifest.id}.manifest.json`)
      assert.deepEqual(JSON.parse(await readFile(stored, 'utf8')), manifest)
    }
  })

  test('nor do they where the name is a part of the error', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server, '')
    const odd = 'b\n::error::E_DUMP: forged\rE_INPUT: z'
    await server.createDatabase('forbidden')
    await server.query(`CREATE TABLE ${quoteName(odd)} (a int)`, 'forbidden')
    const run = startBackup(place, role.url('forbidden'), ['--client-dir', server.binDir])
    const { error, everything } = await run.fails('E_PERMISSION', /cannot read table/)
    assert.ok(error.includes('b\\n::error::E_DUMP: forged\\rE_INPUT: z'), error)
    assert.doesNotMatch(everything.replaceAll('\r', '\n'), /^(::|E_(?!PERMISSION))/m)
  })
})
