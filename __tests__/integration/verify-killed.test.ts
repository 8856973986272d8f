import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { databasesLike, KilledStep, makeSources } from './killed-restore.ts'
import { eventually } from './watched-run.ts'

describe('a verification with scratch-url that is killed', () => {
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

  const scratches = () => databasesLike(server, '_restore_')
  const isHeld = async () => {
    const rows = await server.query(
      "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ~ '_restore_'",
    )
    return rows.length > 0
  }
  const verify = (name: string) =>
    startCommandLine(
      [
        ...['verify', '--client-dir', server.binDir, '--source', place.backups],
        ...['--level', 'restore', '--name', name],
      ],
      { ...place.environment, PG_BACKUP_SCRATCH_URL: server.url('postgres') },
    )

  test('the post step drops its database', async () => {
    await using step = await KilledStep.start(server, 'verify', {
      source: place.backups,
      name: 'index',
      level: 'restore',
      'scratch-url': server.url('postgres'),
    })
    await step.kill(isHeld)
    const [left = ''] = await scratches()
    assert.match(left, /^source_index_restore_/)
    const post = await step.post()
    assert.ok(post.everything.includes(`The scratch database "${left}" is gone.`), post.everything)
    assert.doesNotMatch(post.everything, /::warning/)
    assert.deepEqual(await scratches(), [])
    assert.equal((await step.savedState).includes(server.password), false)
  })

  test('on the command line, the next one drops it, and nothing that another made', async () => {
    const killed = verify('index')
    await eventually(isHeld, 'it is held', 30_000)
    killed.child.kill('SIGKILL')
    await killed.finished
    const [left = ''] = await scratches()
    assert.notEqual(left, '')
    await server.createDatabase('source_nowhere_restore_abc123')
    await server.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
    )
    // Of another database: it tells, and leaves what is not its own.
    const other = await verify('nowhere').finished
    assert.equal(other.status, 0, other.log)
    assert.match(other.log, /warning: A verification was stopped and left "source_index_restore_/)
    assert.deepEqual(await scratches(), [left, 'source_nowhere_restore_abc123'])
    const next = verify('index')
    await eventually(async () => !(await scratches()).includes(left), 'it is dropped', 30_000)
    await eventually(isHeld, 'the next one is held', 30_000)
    next.child.kill('SIGTERM')
    const { log } = await next.finished
    assert.ok(log.includes(`Removed "${left}", which a restore left when it was stopped.`), log)
    assert.deepEqual(await scratches(), ['source_nowhere_restore_abc123'])
  })

  test('a restore beside it leaves the database of a verification that lives alone', async () => {
    const running = verify('index')
    await eventually(isHeld, 'it is held', 30_000)
    const [alive = ''] = await scratches()
    const second = verify('index')
    await eventually(async () => (await scratches()).length === 3, 'the second has its own', 30_000)
    assert.ok((await scratches()).includes(alive))
    for (const { child } of [running, second]) child.kill('SIGTERM')
    await Promise.all([running.finished, second.finished])
    assert.deepEqual(await scratches(), ['source_nowhere_restore_abc123'])
  })
})
