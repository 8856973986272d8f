import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import type { CleanupTask } from '../../../src/host/host.ts'
import { JournalFolder } from '../../../src/host/journal.ts'
import { processNamespace, processStartTime } from '../../../src/host/process.ts'

const TASK: CleanupTask = { kind: 'remove-path', path: '/nowhere/at/all' }

function start(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  const folder = join(root, `pg-backup-runs-${process.getuid?.()}`)
  const journals = new JournalFolder({ RUNNER_TEMP: root })
  const leftovers = () => {
    const found: CleanupTask[] = []
    journals.takeLeftovers((tasks) => found.push(...tasks))
    return found
  }
  /** As another process would have written it. */
  const writeList = (owner: object, name = '1-0000000a.json') => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const list = { namespace: processNamespace(), ...owner, tasks: [TASK] }
    writeFileSync(join(folder, name), JSON.stringify(list), { mode: 0o600 })
  }
  return { folder, journals, leftovers, writeList }
}

/** The pid and start time of a process that is gone. */
async function deadProcess() {
  const child = spawn('sleep', ['60'])
  const owner = { pid: child.pid ?? 0, startTime: processStartTime(child.pid ?? 0) }
  child.kill('SIGKILL')
  await once(child, 'exit')
  return owner
}

test('keeps the list for others of this user only, and nothing when it is empty', (t) => {
  const { folder, journals } = start(t)
  journals.write([TASK])
  const file = join(folder, readdirSync(folder)[0] ?? '')
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  journals.write([])
  assert.deepEqual(readdirSync(folder), [])
})

test('leaves the list of a running process alone', (t) => {
  const { journals, leftovers, folder } = start(t)
  journals.write([TASK])
  assert.deepEqual(leftovers(), [])
  assert.equal(readdirSync(folder).length, 1)
})

test('hands over the list of a killed process, once', async (t) => {
  const { writeList, leftovers, folder } = start(t)
  writeList(await deadProcess())
  assert.deepEqual(leftovers(), [TASK])
  assert.deepEqual(leftovers(), [])
  assert.deepEqual(readdirSync(folder), [])
})

test('hands over the list of a process whose pid has been reused', (t) => {
  const { writeList, leftovers } = start(t)
  writeList({ pid: process.pid, startTime: '1' })
  assert.deepEqual(leftovers(), [TASK])
})

test('a list is not lost when its taker is killed', async (t) => {
  const { writeList, leftovers } = start(t)
  writeList(await deadProcess(), '1-0000000a.json.2')
  assert.deepEqual(leftovers(), [TASK])
})

test('what is left for whoever comes next is handed over, once', (t) => {
  const { journals, leftovers, folder } = start(t)
  journals.leave([])
  assert.deepEqual(leftovers(), [])
  journals.leave([TASK])
  const file = join(folder, readdirSync(folder)[0] ?? '')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  journals.write([TASK])
  assert.deepEqual(leftovers(), [TASK])
  assert.deepEqual(leftovers(), [])
  assert.equal(readdirSync(folder).length, 1, 'our own list stays')
})

test('knows nothing of the processes of another container', async (t) => {
  const { writeList, leftovers } = start(t)
  writeList({ ...(await deadProcess()), namespace: 'elsewhere pid:[1]' })
  assert.deepEqual(leftovers(), [])
})

test('trusts no list that others could have written', async (t) => {
  const { writeList, leftovers, folder, journals } = start(t)
  writeList(await deadProcess())
  chmodSync(join(folder, '1-0000000a.json'), 0o666)
  assert.deepEqual(leftovers(), [])
  chmodSync(join(folder, '1-0000000a.json'), 0o600)
  chmodSync(folder, 0o777)
  assert.deepEqual(leftovers(), [])
  journals.write([TASK])
  assert.deepEqual(readdirSync(folder), ['1-0000000a.json'])
})

test('a list that is none harms nobody', (t) => {
  const { writeList, leftovers, folder } = start(t)
  writeList({})
  for (const [name, text] of [
    ['2-0000000a.json', 'half a li'],
    ['3-0000000a.json', 'null'],
    ['readme', ''],
  ] as const) {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
  }
  assert.deepEqual(leftovers(), [])
})

test('half a list that a killed process left is removed after an hour', (t) => {
  const { writeList, leftovers, folder } = start(t)
  writeList({})
  const halves = ['4-0000000a.json.partial', '5-0000000a.json.partial']
  for (const name of halves) writeFileSync(join(folder, name), 'half a li', { mode: 0o600 })
  utimesSync(join(folder, halves[0] ?? ''), 0, Date.now() / 1000 - 3700)
  assert.deepEqual(leftovers(), [])
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.partial')),
    halves.slice(1),
  )
})
