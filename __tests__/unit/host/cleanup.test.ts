import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os, { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { CleanupList, parseTasks, replayTasks } from '../../../src/host/cleanup.ts'
import type { CleanupTask } from '../../../src/host/host.ts'
import { isRunning, processStartTime } from '../../../src/host/process.ts'

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A shell in a group of its own, with a child, both of which would run for a minute. */
async function startGroup(t: TestContext): Promise<{ leader: ChildProcess; child: number }> {
  const script = 'sleep 60 & echo $!; wait'
  const leader = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.after(() => killGroup(leader))
  const [output] = await once(leader.stdout, 'data')
  return { leader, child: Number(String(output)) }
}

function killGroup({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The test has ended it.
  }
}

const fails = async () => assert.fail('nothing is to be undone elsewhere')
const never = { removeUnfinished: fails, undoRestore: fails, destroyFork: fails }

test('every change is written down before add returns, and before done returns', () => {
  const written: (readonly CleanupTask[])[] = []
  const list = new CleanupList((tasks) => written.push(tasks))
  const first = list.add({ kind: 'remove-path', path: '/a' })
  const second = list.add({ kind: 'remove-path', path: '/b' })
  first.done()
  second.done()
  second.done()
  const paths = written.map((tasks) => tasks.map((task) => 'path' in task && task.path))
  assert.deepEqual(paths, [['/a'], ['/a', '/b'], ['/b'], []])
})

test('what is part of something whole by now stays, though its note is still there', async (t) => {
  const folder = temporary(t)
  const [archive, manifest] = [join(folder, 'a.dump'), join(folder, 'a.manifest.json')]
  const tasks: CleanupTask[] = [{ kind: 'remove-path', path: archive, unless: manifest }]
  const replay = () => replayTasks(parseTasks(JSON.stringify(tasks)), never, assert.fail)
  writeFileSync(archive, '')
  writeFileSync(manifest, '')
  assert.deepEqual(await replay(), [])
  assert.equal(existsSync(archive), true)
  rmSync(manifest)
  assert.deepEqual(await replay(), [])
  assert.equal(existsSync(archive), false)
})

test('two equal tasks are two', () => {
  const written: number[] = []
  const list = new CleanupList((tasks) => written.push(tasks.length))
  const task: CleanupTask = { kind: 'remove-path', path: '/a' }
  list.add(task).done()
  list.add(task)
  list.add(task).done()
  assert.deepEqual(written, [1, 0, 1, 2, 1])
})

test('what is left is undone newest first, and what fails is kept for another try', async () => {
  const order: string[] = []
  const warnings: string[] = []
  let kept: readonly CleanupTask[] = []
  const list = new CleanupList((tasks) => {
    kept = tasks
  })
  for (const key of ['1', '2', '3']) {
    list.add({ kind: 'remove-unfinished', destination: 's3://b', key })
  }
  const abort = async (_destination: string, key: string) => {
    order.push(key)
    if (key === '2') throw new Error('no answer')
  }
  await list.replay({ ...never, removeUnfinished: abort }, (line) => warnings.push(line))
  assert.deepEqual(order, ['3', '2', '1'])
  assert.deepEqual(kept, [{ kind: 'remove-unfinished', destination: 's3://b', key: '2' }])
  assert.deepEqual(warnings, ['Could not clean up (remove what is left of 2 at s3://b): no answer'])
})

test('a full disk fails add, which is before the thing is made, and never done', () => {
  let isFull = false
  const list = new CleanupList(() => {
    if (isFull) throw new Error('ENOSPC')
  })
  const handle = list.add({ kind: 'remove-path', path: '/a' })
  isFull = true
  assert.throws(() => list.add({ kind: 'remove-path', path: '/b' }), /ENOSPC/)
  handle.done()
})

test('ends a process with all of its group', async (t) => {
  const { leader, child } = await startGroup(t)
  const pid = leader.pid ?? 0
  const childStart = processStartTime(child)
  const startTime = processStartTime(pid)
  assert.ok(isRunning(pid, startTime) && isRunning(child, childStart))
  const exited = once(leader, 'exit')
  await replayTasks([{ kind: 'end-process', pid, startTime }], never, assert.fail)
  await exited
  while (isRunning(child, childStart)) await new Promise((resolve) => setImmediate(resolve))
  assert.equal(leader.signalCode, 'SIGTERM')
})

test('a process that ignores SIGTERM is killed', async (t) => {
  const script = "trap '' TERM; echo ready; while :; do sleep 60 & wait; done"
  const stubborn = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  t.after(() => killGroup(stubborn))
  await once(stubborn.stdout, 'data')
  const pid = stubborn.pid ?? 0
  const exited = once(stubborn, 'exit')
  await replayTasks(
    [{ kind: 'end-process', pid, startTime: processStartTime(pid) }],
    never,
    assert.fail,
  )
  await exited
  assert.equal(stubborn.signalCode, 'SIGKILL')
})

test('a reused pid is left alone', async (t) => {
  const echo = spawn('cat', [], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] })
  t.after(() => killGroup(echo))
  const pid = echo.pid ?? 0
  for (const wrong of [`${Number(processStartTime(pid)) - 1}`, '']) {
    await replayTasks([{ kind: 'end-process', pid, startTime: wrong }], never, assert.fail)
  }
  // It answers, so it did not get a signal that has yet to take effect.
  echo.stdin.on('error', () => {})
  echo.stdin.write('alive')
  const [answer] = await Promise.race([once(echo.stdout, 'data'), once(echo, 'exit')])
  assert.equal(String(answer), 'alive')
})

test('removes a folder, and of a link only the link', async (t) => {
  const folder = temporary(t)
  const target = join(folder, 'target')
  mkdirSync(join(folder, 'made', 'deep'), { recursive: true })
  mkdirSync(target)
  symlinkSync(target, join(folder, 'link'))
  const paths = ['made', 'link', 'never-made'].map((name) => join(folder, name))
  const tasks = paths.map((path): CleanupTask => ({ kind: 'remove-path', path }))
  await replayTasks(tasks, never, assert.fail)
  assert.deepEqual(paths.map(existsSync), [false, false, false])
  assert.ok(existsSync(target))
})

test('refuses to remove what no run can have made', async (t) => {
  const folder = temporary(t)
  writeFileSync(join(folder, 'kept'), '')
  const warnings: string[] = []
  for (const path of ['/', homedir(), tmpdir(), process.cwd(), join(process.cwd(), '..'), 'kept']) {
    await replayTasks([{ kind: 'remove-path', path }], never, (line) => warnings.push(line))
  }
  assert.equal(warnings.length, 6)
  assert.ok(existsSync(join(folder, 'kept')))
})

test('a user without a home leaves nothing behind for want of one', async (t) => {
  const folder = temporary(t)
  t.mock.method(os, 'homedir', () => {
    throw new Error('uv_os_homedir returned ENOENT')
  })
  syncBuiltinESMExports()
  t.after(() => {
    t.mock.restoreAll()
    syncBuiltinESMExports()
  })
  await replayTasks([{ kind: 'remove-path', path: folder }], never, assert.fail)
  assert.ok(!existsSync(folder))
})

test('takes nothing for a task that is none', () => {
  const good: CleanupTask = { kind: 'end-process', pid: 7, startTime: '1' }
  const bad = [null, 1, {}, { kind: 'run', path: '/x' }, { kind: 'remove-path', path: 1 }]
  assert.deepEqual(parseTasks(JSON.stringify([...bad, good, { kind: 'end-process', pid: 1.5 }])), [
    good,
  ])
  for (const text of ['', 'no json', '{}', 'null']) assert.deepEqual(parseTasks(text), [])
})

const fork: CleanupTask = {
  kind: 'destroy-fork',
  isAnswered: false,
  provider: 'heroku',
  name: 'pg-backup-fork-12-1-k3x9qa2b',
  place: 'shop',
  sourceId: '4711',
  notedAt: '2026-11-24T08:00:00.000Z',
}

test('the end of a fork does not wait for a target to be put back', async () => {
  const target: CleanupTask = {
    ...{ kind: 'undo-restore', input: 'target-url', mode: 'into-empty', database: 'staging' },
    ...{ backupId: 'a copy of shop', runToken: 't', beside: '', isEmptied: false },
    ...{ objects: 0, safetyBackup: '' },
  }
  const ended = Promise.withResolvers<boolean>()
  const destroyFork = async () => {
    ended.resolve(true)
    return false
  }
  const remote = { ...never, undoRestore: () => ended.promise, destroyFork }
  assert.deepEqual(await replayTasks([fork, target], remote, assert.fail), [fork])
})

test('a fork is noted with all that finds it again, or not at all', () => {
  const { place: _, ...homeless } = fork
  const bad = [homeless, { ...fork, provider: 'elsewhere' }, { ...fork, sourceId: 1 }]
  assert.deepEqual(parseTasks(JSON.stringify([fork, ...bad])), [fork])
})
