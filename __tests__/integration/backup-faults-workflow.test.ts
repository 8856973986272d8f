import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { type PostgresServer, quoteName } from '../../scripts/rig/postgres-server.ts'
import { startResultsService } from '../../scripts/rig/results-service.ts'
import { type Run, Workplace } from './command-line.ts'
import { startBigServer } from './slow-dump.ts'
import { mountSmallDisk } from './small-disk.ts'
import { startFaultProxy } from './stand-ins/fault-proxy.ts'
import { TestRole } from './test-role.ts'
import { assertNothingTemporary, eventually, startBackup, type WatchedRun } from './watched-run.ts'
import { WorkflowJob } from './workflow-step.ts'

describe('a full disk', { concurrency: 2 }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startBigServer()
  })
  after(() => server?.stop())

  for (const format of ['custom', 'directory']) {
    test(`${format}, at the destination`, async (t) => {
      await using place = await Workplace.make()
      await using disk = await orSkip(t, mountSmallDisk(place.backups, 6))
      if (disk === undefined) return
      const role = await TestRole.make(server)
      const flags = ['--client-dir', server.binDir, '--compression', 'none', '--format', format]
      const run = startBackup(place, role.url('big'), flags, { secrets: [role.password] })
      await run.fails('E_DISK', /no space left in/, /Free some space/)
      assert.deepEqual(await role.sessions(), [])
    })
  }

  test('where pg_dump writes a directory before it is stored', async (t) => {
    await using place = await Workplace.make()
    await using disk = await orSkip(t, mountSmallDisk(place.temporary, 6))
    if (disk === undefined) return
    const role = await TestRole.make(server)
    const flags = ['--client-dir', server.binDir, '--compression', 'none', '--format', 'directory']
    const run = startBackup(place, role.url('big'), flags, { secrets: [role.password] })
    await run.fails('E_DISK', /No space left/, /custom format/)
  })

  test('where an artifact waits to be uploaded', async (t) => {
    await using place = await Workplace.make()
    await using disk = await orSkip(t, mountSmallDisk(place.temporary, 6))
    if (disk === undefined) return
    await using service = await startResultsService()
    const job = await WorkflowJob.make(place, service)
    const role = await TestRole.make(server)
    const run = job.backup(inputs(server, role.url('big')), [role.password])
    await run.fails('E_DISK', /no space left in/)
    assert.deepEqual(service.artifacts, [])
  })
})

describe('a step of a workflow', { concurrency: 2 }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startBigServer()
  })
  after(() => server?.stop())

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGKILL'] as const) {
    for (const call of ['PUT', 'FinalizeArtifact']) {
      test(`${signal} while an artifact is uploaded (${call})`, async () => {
        await using place = await Workplace.make()
        await using service = await startResultsService()
        await using proxy = await startFaultProxy(service.url)
        const wanted = (line: string) =>
          line.startsWith('PUT') === (call === 'PUT') && (call === 'PUT' || line.includes(call))
        proxy.add({
          when: ({ method, path: url }) => wanted(`${method} ${url}`),
          fault: { kind: 'stall', afterBytes: 1 },
          times: 99,
        })
        const job = await WorkflowJob.make(place, service, `${proxy.endpoint}/`)
        const role = await TestRole.make(server)
        await using run = job.backup(inputs(server, role.url('big')), [role.password])
        await eventually(() => proxy.seen.some(wanted), 'the upload is under way')
        run.started.child.kill(signal)
        const result =
          signal === 'SIGKILL'
            ? await endsKilled(run)
            : await run.fails('E_CANCELLED', new RegExp(signal))
        const post = await (await job.post([role.password])).end()
        assert.equal(post.status, 0, post.everything)
        assert.doesNotMatch(post.everything, /^::(warning|error)/m)
        await assertNothingTemporary(place)
        assert.deepEqual(service.artifacts, [])
        await run.assertNoSecret(result)
      })
    }
  }

  test('SIGKILL during the dump: the post step ends and removes what is left', async () => {
    await using place = await Workplace.make()
    await using service = await startResultsService()
    const job = await WorkflowJob.make(place, service)
    const role = await TestRole.make(server)
    const given = { ...inputs(server, role.url('big')), 'rate-limit': '1MB/s' }
    await using run = job.backup(given, [role.password])
    await eventually(async () => (await role.copying()).length > 0, 'rows are copied')
    run.started.child.kill('SIGKILL')
    const result = await endsKilled(run)
    const post = await (await job.post([role.password])).end()
    assert.match(post.everything, /remove .*pg-backup-/)
    await assertNothingTemporary(place)
    await eventually(async () => (await role.sessions()).length === 0, 'its sessions ended')
    await run.assertNoSecret(result)
  })

  test('commands of the runner in a name are not run', async () => {
    await using place = await Workplace.make()
    await using service = await startResultsService()
    const job = await WorkflowJob.make(place, service)
    const odd = 'a\n::error::E_DUMP: forged\n##[error]x\r::stop-commands::y'
    await server.createDatabase('odd')
    await server.query(`CREATE TABLE ${quoteName(odd)} AS SELECT generate_series(1, 7)`, 'odd')
    const role = await TestRole.make(server)
    const good = await job.backup(inputs(server, role.url('odd')), [role.password]).end()
    assert.equal(good.status, 0, good.everything)
    assert.deepEqual(commandsIn(good), ['add-mask', 'endgroup', 'group', 'warning'])
    const manifest = JSON.parse((await job.saved('output'))['manifest'] ?? '')
    assert.deepEqual(manifest.tables, [{ schema: 'public', name: odd, rows: 7 }])

    const other = await TestRole.make(server, '')
    const bad = job.backup(inputs(server, other.url('odd')), [other.password])
    assert.deepEqual(commandsIn(await bad.fails('E_PERMISSION')), [
      'add-mask',
      'endgroup',
      'error',
      'group',
    ])
    const summary = await readFile(path.join(place.folder, 'summary'), 'utf8')
    assert.match(summary, /forged/)
    assert.doesNotMatch(summary, /^\s*(::|E_DUMP)/m)
  })
})

/** The commands that the runner would read in a log, which splits it at both kinds of line break. */
function commandsIn({ everything }: Run): string[] {
  const found = everything.matchAll(/^\s*(?:::([\w-]+)|##\[(\w+))/gm)
  const names = new Set([...found].map(([, command, old = '']) => command ?? old))
  names.delete('debug') // hidden unless the job has debug logging on
  return [...names].sort()
}

async function endsKilled(run: WatchedRun): Promise<Run> {
  const result = await run.started.finished
  assert.equal(result.signal, 'SIGKILL')
  await run.processesEnd()
  return result
}

function inputs(server: PostgresServer, url: string): Record<string, string> {
  return { 'database-url': url, 'client-dir': server.binDir, compression: 'none' }
}

async function orSkip(t: { skip(reason: string): void }, disk: Promise<AsyncDisposable | string>) {
  const mounted = await disk
  if (typeof mounted !== 'string') return mounted
  t.skip(mounted)
  return undefined
}
