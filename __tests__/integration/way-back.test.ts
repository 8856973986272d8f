import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { run } from '../../scripts/rig/command.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { UndoRestoreTask } from '../../src/host/host.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { undoRestore } from '../../src/operations/target/undo-restore.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { formatRecord } from '../../src/target/claim-record.ts'
import { CLAIM_SCHEMA } from '../../src/target/user-objects.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { startCopy } from './copy-bed.ts'
import { KilledStep } from './killed-restore.ts'
import { backUp, freshDatabase, restoreBackup } from './restore-bed.ts'
import { record } from './target-rig.ts'
import { eventually } from './watched-run.ts'

const REPLACE = ['--mode=clean', '--confirm=target']
const WAITS = "SELECT pid FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"

describe('the way back from a clean', () => {
  let server: PostgresServer
  let place: Workplace
  before(async () => {
    server = await startPostgres({ major: 17 })
    place = await Workplace.make()
    await server.createDatabase('source')
    await server.psql('create table wanted as select 1 as a; create role clerk', 'source')
    await backUp(server, place)
  })
  after(async () => {
    await server?.stop()
    await place?.[Symbol.asyncDispose]()
  })

  async function fullTarget(): Promise<void> {
    await freshDatabase(server, 'target')
    await server.psql(
      'create table salaries as select 42 as amount; grant select on salaries to clerk',
      'target',
    )
  }

  const isBack = async () =>
    assert.deepEqual(await server.query('select amount from salaries', 'target'), [{ amount: 42 }])

  /** A session that keeps the target from being emptied. */
  async function holdTarget() {
    const session = await server.connect('target')
    await session.query('begin; select from salaries')
    return session
  }

  test('holds the rights that others had in the target', async () => {
    await fullTarget()
    const folder = path.join(place.folder, 'with-rights')
    const run = await restoreBackup(server, place, 'target', [
      ...REPLACE,
      `--safety-backup=${folder}`,
    ])
    assert.equal(run.status, 0, run.log)
    const id = run.outputs['safety-backup-id'] ?? ''
    const source = [`--source=${folder}`, `--backup=${id}`]
    const flags = [...REPLACE, ...source, '--no-acl=false']
    const back = await restoreBackup(server, place, 'target', flags)
    assert.equal(back.status, 0, back.log)
    const may = "select has_table_privilege('clerk', 'salaries', 'SELECT') as may"
    assert.deepEqual(await server.query(may, 'target'), [{ may: true }])
  })

  test('is not gone without: where no safety backup can be taken, nothing is touched', async () => {
    await fullTarget()
    const file = path.join(place.folder, 'no-folder')
    await writeFile(file, '')
    const ends = { source: server.url('source'), target: server.url('target') }
    for (const mode of ['clean', 'swap']) {
      const flags = [`--mode=${mode}`, '--confirm=target', `--safety-backup=${file}`]
      for (const run of [
        await restoreBackup(server, place, 'target', flags),
        await startCopy(place, server, ends, flags).finished,
      ]) {
        assert.match(
          run.error,
          /^E_DISK: "target" was not touched, since its safety backup failed:/,
        )
        assert.doesNotMatch(run.log, /^Fetch and check the archive/m)
        await isBack()
      }
    }
  })

  test('is told where the target cannot be emptied', async () => {
    await fullTarget()
    const other = await holdTarget()
    const flags = [...REPLACE, `--safety-backup=${place.folder}/told`]
    const running = restoreBackup(server, place, 'target', flags)
    await eventually(async () => (await server.query(WAITS)).length > 0, 'it waits')
    await server.query(`SELECT pg_terminate_backend(pid) FROM (${WAITS}) waiting`)
    const { error } = await running
    await other.end()
    assert.match(error, /^E_CONNECT: .* still has its own contents; .* before are in \S+\.dump\./)
    await isBack()
  })

  test('is told by the post step where the target cannot be asked any more', async () => {
    await fullTarget()
    const other = await holdTarget()
    const wanted = { source: place.backups, name: 'source', mode: 'clean', confirm: 'target' }
    await using step = await KilledStep.start(server, 'restore', {
      ...{ 'database-url': server.url('target'), ...wanted },
      'safety-backup': place.backups,
    })
    await step.kill(async () => (await server.query(WAITS)).length > 0)
    await other.end()
    await server.query('ALTER DATABASE target RENAME TO elsewhere')
    const { everything } = await step.post()
    assert.match(everything, /::warning::Could not clean up .* before are in \S+target-safety\S+\./)
  })

  test('leads through a safety backup of a target that a killed restore has marked', async () => {
    await fullTarget()
    const [first, second] = ['first', 'second'].map((name) => path.join(place.folder, name))
    const failing = (folder = '') =>
      restoreBackup(server, place, 'target', [
        ...REPLACE,
        `--safety-backup=${folder}`,
        '--verify-sql=select false',
      ])
    assert.match((await failing(first)).error, /^E_VERIFY: /)
    const again = await failing(second)
    const id = again.outputs['safety-backup-id'] ?? ''
    const flags = [...REPLACE, `--source=${second}`, `--backup=${id}`]
    const back = await restoreBackup(server, place, 'target', flags)
    assert.equal(back.status, 0, back.log)
    assert.deepEqual(await server.query('select a from wanted', 'target'), [{ a: 1 }])
  })

  test('leads through a dump of others that holds the mark of a killed restore', async () => {
    await using own = await Workplace.make()
    await freshDatabase(server, 'marked')
    const comment = formatRecord(record)
    await server.psql(
      `create table wanted as select 1 as a; create schema ${CLAIM_SCHEMA}; comment on schema ${CLAIM_SCHEMA} is '${comment}'`,
      'marked',
    )
    const taken = ['backup', '--client-dir', server.binDir, '--destination', own.backups]
    const environment = { ...own.environment, PG_BACKUP_DATABASE_URL: server.url('marked') }
    const backup = await startCommandLine(taken, environment).finished
    assert.equal(backup.status, 0, backup.log)
    const [archive = '', manifest = ''] = (await own.files()).map((name) =>
      path.join(own.backups, name),
    )
    const pgDump = path.join(server.binDir, 'pg_dump')
    const list = (file: string) => run(path.join(server.binDir, 'pg_restore'), ['--list', file])
    assert.doesNotMatch(await list(archive), /_pg_backup_restore/, 'of ours')
    await freshDatabase(server, 'target')
    const ends = { source: server.url('marked'), target: server.url('target') }
    const copy = await startCopy(own, server, ends).finished
    assert.equal(copy.status, 0, copy.log)
    await run(pgDump, ['-Fc', `--file=${archive}`, server.url('marked')])
    assert.match(await list(archive), /COMMENT - SCHEMA _pg_backup_restore/, 'of others')
    const bytes = await readFile(archive)
    const described = JSON.parse(await readFile(manifest, 'utf8')) as Manifest
    const [file] = described.dump.files
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const files = [{ ...file, sizeBytes: bytes.length, sha256 }]
    const dump = { ...described.dump, files }
    await writeFile(manifest, JSON.stringify({ ...described, dump }))
    await fullTarget()
    const flags = [...REPLACE, `--source=${own.backups}`, '--name=marked']
    const back = await restoreBackup(server, place, 'target', flags)
    assert.equal(back.status, 0, back.log)
    assert.deepEqual(await server.query('select a from wanted', 'target'), [{ a: 1 }])
    const mark = 'select from pg_namespace where nspname = $1'
    assert.deepEqual(await server.query(mark, 'target', [CLAIM_SCHEMA]), [])
  })

  test('is not denied where the mark of an emptied target is gone', async () => {
    await freshDatabase(server, 'target')
    const task: UndoRestoreTask = {
      kind: 'undo-restore',
      input: 'database-url',
      mode: 'clean',
      database: 'target',
      backupId: 'b',
      runToken: 'r',
      beside: '',
      isEmptied: true,
      objects: 1,
      safetyBackup: '',
    }
    const settings = parseConnection(server.url('target'), { environment: {} })
    const state = await undoRestore(task, settings, AbortSignal.timeout(10_000))
    assert.match(state, /"target" was emptied, and the mark of this run is gone from it/)
  })
})
