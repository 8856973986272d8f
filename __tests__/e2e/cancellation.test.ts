import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import test, { after } from 'node:test'
import type { WorkflowResult, WorkflowRun } from '../../scripts/rig/actions-runner.ts'
import { descendantsOf } from '../../scripts/rig/child-processes.ts'
import { startTcpProxy } from '../../scripts/rig/tcp-proxy.ts'
import { startBigServer } from '../integration/slow-dump.ts'
import { makeBed } from '../integration/stand-ins/s3-bed.ts'
import { TestRole } from '../integration/test-role.ts'
import { eventually, formsOf, processesIn } from '../integration/watched-run.ts'
import { assertKeptNothing, errorsOf, WorkflowBed } from './workflow-bed.ts'

const [bed, server, store] = await Promise.all([WorkflowBed.make(), startBigServer(), makeBed()])
after(async () => {
  for (const each of [bed, server, store]) await each[Symbol.asyncDispose]()
})

/** Starts a backup, stops it by `stop` while it dumps and uploads, and checks that nothing is left. */
async function stopped(
  stop: (run: WorkflowRun, role: TestRole) => Promise<void> | void,
  status: 'failure' | 'cancelled',
): Promise<WorkflowResult> {
  const role = await TestRole.make(server)
  const isOfThisRun = (key: string) => key.startsWith(`${role.name}/`)
  await using proxy = await startTcpProxy(server)
  proxy.throttle(4_000_000)
  await using run = await bed.start('__tests__/e2e/workflows/backup.yml', {
    secrets: {
      DATABASE_URL: role.url('big', proxy.port),
      AWS_ACCESS_KEY_ID: store.server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: store.server.secretAccessKey,
    },
    vars: {
      BUCKET_AND_PREFIX: `backups/${role.name}`,
      S3_ENDPOINT: store.server.endpoint,
      CLIENT_DIR: server.binDir,
    },
  })
  const underWay = async () =>
    (await store.witness.uploads()).some(isOfThisRun) && (await role.copying()).length > 0
  await eventually(underWay, 'rows are copied and parts are uploaded', 20_000)
  await stop(run, role)
  const result = await run.result()
  assertKeptNothing(result, status)
  assert.deepEqual((await store.witness.uploads()).filter(isOfThisRun), [])
  assert.deepEqual((await store.witness.keys()).filter(isOfThisRun), [])
  assert.deepEqual(processesIn(run.folder), [])
  await eventually(async () => (await role.sessions()).length === 0, 'the server is left alone')
  return result
}

test('the runner kills the step, and the post step cleans up after it', async () => {
  const result = await stopped(async (run, role) => {
    assert.ok(programs(run.pid).some(([, line]) => /pg_dump /.test(line)))
    await assertNoSecretOnDisk(run.folder, role.password)
    run.cancel()
  }, 'cancelled')
  assert.deepEqual(errorsOf(result), [], 'a killed step has no last word')
  assert.match(result.log, /::group::Clean up after a run that was stopped/)
  assert.match(result.log, /remove what is left of backup_\w+\/big\/big-.*\.dump/)
  assert.match(result.log, /end process \d+/)
})

test('the action is interrupted, and cleans up by itself', async () => {
  const result = await stopped((run) => {
    const [step] = programs(run.pid).find(([, line]) => line.includes('/dist/backup.js')) ?? []
    assert.ok(step)
    process.kill(step, 'SIGINT')
  }, 'failure')
  const [error, ...more] = errorsOf(result)
  assert.deepEqual(more, [])
  assert.match(error ?? '', /^E_CANCELLED: The run was cancelled \(SIGINT\)\. /)
  assert.doesNotMatch(result.log, /Clean up after a run that was stopped/)
})

/** A process's descendants with their command lines. */
function programs(pid: number): [pid: number, commandLine: string][] {
  return descendantsOf(pid).map((child) => [child, commandLine(child)])
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** What may hold a secret: act's own files of secrets, and its log, which has the masks. */
const exempt = /^(secret-file\.yml|log)$/

/**
 * Searches what a run under way has written: state, lists of tasks, spool. Only libpq's password
 * file, in a folder that is closed to others, has to hold one.
 */
async function assertNoSecretOnDisk(folder: string, secret: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/connection'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !exempt.test(file))
  const texts = await Promise.all(
    files.map((file) => readFile(join(folder, file), 'latin1').catch(() => '')),
  )
  const state = texts[files.findIndex((file) => file.endsWith('/statecmd.txt'))]
  assert.match(state ?? '', /remove-unfinished/, 'the state of the step was not among the files')
  for (const [index, text] of texts.entries()) {
    for (const form of formsOf(secret)) assert.ok(!text.includes(form), files[index])
  }
}
