import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { formatRecord } from '../../src/target/claim-record.ts'
import { dropLeftBesides, keepAlive } from '../../src/target/left-beside.ts'
import { besideName } from '../../src/target/swap-names.ts'
import { CLAIM_SCHEMA } from '../../src/target/user-objects.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import {
  databasesLike,
  isSleeping,
  KilledStep,
  makeSources,
  remainsIn,
  type SourceName,
} from './killed-restore.ts'
import { freshDatabase } from './restore-bed.ts'
import { record, within } from './target-rig.ts'
import { eventually } from './watched-run.ts'

const PASSPHRASE = 'correct horse battery staple'
const SLOW_CHECK = 'select pg_sleep(60) is null'
const EMPTY = {
  tables: 0,
  functions: 0,
  extensions: ['plpgsql'],
  largeObjects: 0,
  schemas: ['public'],
}

/** Where a restore can be killed, by what holds it there. */
const PHASES: readonly {
  readonly phase: string
  readonly source: SourceName
  readonly inputs?: Readonly<Record<string, string>>
}[] = [
  { phase: 'rows are loaded', source: 'data' },
  { phase: 'an index is built', source: 'index' },
  { phase: 'verify-sql runs', source: 'nowhere', inputs: { 'verify-sql': SLOW_CHECK } },
]

describe('a restore that is killed', () => {
  let server: PostgresServer
  let place: Workplace
  before(async () => {
    server = await startPostgres({ major: 17 })
    place = await Workplace.make()
    await makeSources(server, place)
  })
  after(async () => {
    await server?.stop()
    await place?.[Symbol.asyncDispose]()
  })

  const start = (database: string, inputs: Readonly<Record<string, string>>) =>
    KilledStep.start(server, 'restore', {
      'database-url': server.url(database),
      source: place.backups,
      ...inputs,
    })

  const restore = (database: string, flags: readonly string[], passphrase = '') =>
    startCommandLine(
      ['restore', '--client-dir', server.binDir, '--source', place.backups, ...flags],
      {
        ...place.environment,
        PG_BACKUP_DATABASE_URL: server.url(database),
        PG_BACKUP_DECRYPT_PASSPHRASE: passphrase,
      },
    )

  async function fullDatabase(name: string): Promise<void> {
    await freshDatabase(server, name)
    await server.psql('CREATE TABLE own AS SELECT 1 AS a; CREATE VIEW v AS SELECT * FROM own', name)
  }

  const isOwn = async (database: string) =>
    assert.deepEqual(await server.query('SELECT a FROM v', database), [{ a: 1 }])

  for (const { phase, source, inputs } of PHASES) {
    test(`into-empty, while ${phase}: the post step empties the target again`, async () => {
      await freshDatabase(server, 'empty')
      await using step = await start('empty', { name: source, ...inputs })
      await step.kill()
      assert.notDeepEqual(await remainsIn(server, 'empty'), EMPTY)
      const post = await step.post()
      assert.match(post.everything, /The target database "empty" is as empty as it was\./)
      assert.doesNotMatch(post.everything, /::warning/)
      assert.deepEqual(await remainsIn(server, 'empty'), EMPTY)
      assert.equal(await isSleeping(server), false)
      assert.equal((await step.savedState).includes(server.password), false)
    })

    test(`swap, while ${phase}: the post step drops the new database`, async () => {
      await fullDatabase('shop')
      await using step = await start('shop', {
        name: source,
        mode: 'swap',
        confirm: 'shop',
        ...inputs,
      })
      await step.kill()
      assert.equal((await databasesLike(server, '^shop_')).length, 1)
      const post = await step.post()
      assert.match(post.everything, /The target database "shop" was not touched\./)
      assert.doesNotMatch(post.everything, /::warning/)
      assert.deepEqual(await databasesLike(server, '^shop'), ['shop'])
      await isOwn('shop')
    })
  }

  test('the post step leaves alone what another run has marked since', async () => {
    await freshDatabase(server, 'empty')
    await using step = await start('empty', { name: 'nowhere', 'verify-sql': SLOW_CHECK })
    await step.kill()
    const other = formatRecord(record)
    await server.query(`COMMENT ON SCHEMA ${CLAIM_SCHEMA} IS '${other}'`, 'empty')
    const before = await remainsIn(server, 'empty')
    const post = await step.post()
    assert.match(post.everything, /"empty" has nothing of an unfinished restore of nowhere-/)
    assert.deepEqual(await remainsIn(server, 'empty'), before)
  })

  test('SIGTERM, while an index is built: the main step itself empties the target', async () => {
    await freshDatabase(server, 'empty')
    await using step = await start('empty', { name: 'index' })
    await eventually(() => isSleeping(server), 'it is held', 30_000)
    step.main.child.kill('SIGTERM')
    const { error, status } = await step.main.finished
    assert.match(error, /^E_CANCELLED: .*The target database "empty" is as empty as it was\./)
    assert.equal(status, 143)
    assert.deepEqual(await remainsIn(server, 'empty'), EMPTY)
    assert.equal(await isSleeping(server), false)
    assert.equal((await step.post()).everything, '')
  })

  for (const [mode, source] of [
    ['into-empty', 'data'],
    ['into-empty', 'index'],
    ['swap', 'data'],
    ['swap', 'index'],
  ] as const) {
    test(`a copy, ${mode}, held in its phase ${source}: the post step undoes it`, async () => {
      await freshDatabase(server, 'copied')
      await using step = await KilledStep.start(server, 'copy', {
        'source-url': server.url(`source_${source}`),
        'target-url': server.url('copied'),
        mode,
        confirm: mode === 'swap' ? 'copied' : '',
      })
      await step.kill()
      const post = await step.post()
      assert.match(post.everything, /The target database "copied" (is as empty|was not touched)/)
      assert.doesNotMatch(post.everything, /::warning/)
      assert.deepEqual(await remainsIn(server, 'copied'), EMPTY)
      assert.deepEqual(await databasesLike(server, '^copied'), ['copied'])
      assert.equal(await isSleeping(server), false)
    })
  }

  test('clean, while an index is built: the post step says what is there, and where it was saved', async () => {
    await fullDatabase('clean')
    await using step = await start('clean', {
      name: 'index',
      mode: 'clean',
      confirm: 'clean',
      'safety-backup': place.backups,
      'encrypt-passphrase': PASSPHRASE,
    })
    await step.kill()
    const post = await step.post()
    assert.match(post.everything, /::warning::.*"clean" was emptied and holds a part of index-/)
    const [saved] = /\S+clean-safety-\S+\.dump\.age/.exec(post.everything) ?? []
    assert.ok(saved, post.everything)
    assert.ok(post.everything.includes(`${saved} (encrypted: decrypt-passphrase opens it).`))
    const { everything } = await step.main.finished
    const shown = everything.replaceAll(`::add-mask::${PASSPHRASE}`, '')
    for (const text of [shown, await step.savedState, post.everything]) {
      assert.equal(text.includes(PASSPHRASE), false)
    }
    const id = path.basename(saved, '.dump.age')
    const flags = ['--backup', id, '--mode', 'clean', '--confirm', 'clean']
    const back = await restore('clean', flags, PASSPHRASE).finished
    assert.equal(back.status, 0, back.log)
    await isOwn('clean')
  })

  test('clean, while it waits to remove the first table: all is there, and that is told', async () => {
    await fullDatabase('clean')
    const other = await server.connect('clean')
    await other.query('BEGIN; SELECT FROM own')
    await using step = await start('clean', { name: 'nowhere', mode: 'clean', confirm: 'clean' })
    const waits = "SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
    await step.kill(async () => (await server.query(waits)).length > 0)
    const post = await step.post()
    await other.end()
    assert.match(post.everything, /"clean" still has its own contents; nothing was loaded/)
    await isOwn('clean')
    assert.deepEqual(await server.query(MARKS, 'clean'), [])
  })

  test('a swap that was done when the run was killed stays', async () => {
    await fullDatabase('done')
    const inputs = { name: 'nowhere', mode: 'swap', confirm: 'done' }
    await using step = await start('done', { ...inputs, 'verify-sql': SLOW_CHECK })
    await step.kill()
    const [beside = ''] = await databasesLike(server, '^done_restore_')
    const old = beside.replace('_restore_', '_old_')
    await server.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ~ '^done'`,
    )
    await server.query(`ALTER DATABASE done RENAME TO "${old}"`)
    await server.query(`ALTER DATABASE "${beside}" RENAME TO done`)
    const post = await step.post()
    assert.ok(post.everything.includes(`is the restored one; the old one is now "${old}"`))
    assert.deepEqual(await databasesLike(server, '^done'), ['done', old])
  })

  test('on the command line, into-empty: the next restore removes the rest and begins again', async () => {
    await freshDatabase(server, 'again')
    const flags = ['--name', 'nowhere']
    const killed = restore('again', [...flags, '--verify-sql', SLOW_CHECK])
    await eventually(() => isSleeping(server), 'it is held', 30_000)
    killed.child.kill('SIGKILL')
    await killed.finished
    const next = await restore('again', flags).finished
    assert.equal(next.status, 0, next.log)
    assert.match(
      next.log,
      /warning: The restore of nowhere-\S+ into "again" \(into-empty\) was stop/,
    )
    assert.equal(next.outputs['rows'], '100')
  })

  test('on the command line, swap: the next restore drops what was left, and nothing else', async () => {
    await fullDatabase('next')
    await server.createDatabase('next_restore_abc123')
    const flags = ['--name', 'nowhere', '--mode', 'swap', '--confirm', 'next']
    const killed = restore('next', [...flags, '--verify-sql', SLOW_CHECK])
    await eventually(() => isSleeping(server), 'it is held', 30_000)
    killed.child.kill('SIGKILL')
    await killed.finished
    await server.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
    )
    const next = await restore('next', flags).finished
    assert.equal(next.status, 0, next.log)
    assert.match(next.log, /Removed "next_restore_\w{6}", which a restore left/)
    assert.match(next.log, /warning: "next_restore_abc123" looks like what a restore left/)
    const left = await databasesLike(server, '^next')
    assert.deepEqual(left, ['next', next.outputs['previous-database'], 'next_restore_abc123'])
    await server.dropDatabase('next_restore_abc123')
  })
})

test('the new database of a restore that lives is left, whichever database that run is in', async () => {
  await using server = await startPostgres({ major: 17 })
  const name = besideName('postgres', 'abc123')
  await server.createDatabase(name)
  await server.query(`COMMENT ON DATABASE ${name} IS '${formatRecord(record)}'`)
  const look = () =>
    within(server, 'postgres', undefined, (one) => dropLeftBesides(one, 'postgres'))
  await within(server, 'template1', undefined, async (living) => {
    await keepAlive(living, record.runToken)
    const { dropped, left } = await look()
    assert.deepEqual(dropped, [])
    assert.equal(left.length, 1)
  })
  await eventually(async () => (await look()).dropped.length === 1, 'it is dropped')
  assert.deepEqual(await databasesLike(server, 'abc123'), [])
})

const MARKS = "SELECT FROM pg_namespace WHERE nspname ~ 'pg_backup'"
