import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isRunning, processStartTime } from '../../src/host/process.ts'

const PROGRAM = fileURLToPath(new URL('run-child.ts', import.meta.url))

interface Ended {
  readonly status: number | null
  readonly signal: string | null
  readonly lines: string[]
}

class Run {
  readonly child: ChildProcess
  readonly root: string
  text = ''
  folder = ''
  sleeper = 0
  readonly ready: Promise<void>
  readonly ended: Promise<Ended>

  constructor(t: TestContext, operation: string, environment: Record<string, string> = {}) {
    this.root = environment.RUNNER_TEMP ?? mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
    t.after(() => rmSync(this.root, { recursive: true, force: true }))
    this.child = spawn(process.execPath, [PROGRAM, operation], {
      env: { PATH: process.env.PATH, RUNNER_TEMP: this.root, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    t.after(() => this.child.kill('SIGKILL'))
    this.ended = once(this.child, 'close').then(([status, signal]) => ({
      status,
      signal,
      lines: this.text.split('\n').filter((line) => line !== '' && !line.startsWith('ready ')),
    }))
    this.ready = new Promise((resolve, reject) => {
      void this.ended.then(() => reject(new Error(`It ended before it was ready: ${this.text}`)))
      this.child.stderr?.setEncoding('utf8').on('data', (text) => {
        this.text += text
        const match = /^ready (\S+) (\d+)$/m.exec(this.text)
        if (!match) return
        this.folder = match[1] ?? ''
        this.sleeper = Number(match[2])
        resolve()
      })
    })
    this.ready.catch(() => {})
  }

  /** Nothing of the run is left: no folder, no process, no list of things to clean up. */
  async assertClean(): Promise<void> {
    assert.ok(this.folder && this.sleeper)
    assert.deepEqual(leftIn(this.root), [])
    // A killed process takes a moment to go; one that was not killed outlasts the test's own time.
    while (isRunning(this.sleeper, processStartTime(this.sleeper))) await setImmediate()
  }
}

function leftIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || /^pg-backup-[0-9a-f]{16}$/.test(entry.name))
    .map((entry) => entry.name)
}

const endings: [string, number, RegExp[]][] = [
  ['succeed', 0, []],
  ['fail', 1, [/^E_DUMP: pg_dump failed:\\nno \*\*\* Try again\.$/]],
  ['throw outside', 1, [/^E_INTERNAL: outside\. This is a fault of pg-backup-action/]],
  ['reject outside', 1, [/^E_INTERNAL: outside\./]],
  ['leave a timer', 0, []],
]
for (const [operation, status, expected] of endings) {
  test(`an operation that would ${operation} ends with ${status}, one line, and nothing left`, async (t) => {
    const run = new Run(t, operation)
    const ended = await run.ended
    assert.equal(ended.status, status, run.text)
    assert.equal(ended.lines.length, expected.length, run.text)
    for (const [index, line] of expected.entries()) assert.match(ended.lines[index] ?? '', line)
    await run.assertClean()
  })
}

test('an operation that would lose a promise is no success', async (t) => {
  const run = new Run(t, 'lose a promise')
  const { status, lines } = await run.ended
  assert.equal(status, 1)
  // Node warns of it too, before.
  assert.match(lines.at(-1) ?? '', /^E_INTERNAL: The run ended before it was done\./)
  await run.assertClean()
})

const CANCELLED = 'E_CANCELLED: The run was cancelled (SIGNAL). An unfinished backup is not kept.'
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const
for (const [signal, status] of signals) {
  test(`${signal} ends a run with ${status} and one line`, async (t) => {
    const run = new Run(t, 'obey')
    await run.ready
    run.child.kill(signal)
    const ended = await run.ended
    assert.deepEqual(ended.lines, [CANCELLED.replace('SIGNAL', signal)])
    assert.equal(ended.status, status)
    await run.assertClean()
  })
}

test('after a signal that is the cause, whatever broke because of it', async (t) => {
  const run = new Run(t, 'die of the signal')
  await run.ready
  run.child.kill('SIGINT')
  assert.deepEqual((await run.ended).lines, [CANCELLED.replace('SIGNAL', 'SIGINT')])
})

test('SIGTERM after SIGINT, as GitHub sends it, ends a run that does not listen', async (t) => {
  const run = new Run(t, 'ignore the signal')
  await run.ready
  run.child.kill('SIGINT')
  run.child.kill('SIGTERM')
  const ended = await run.ended
  assert.equal(ended.lines.length, 1, run.text)
  assert.match(ended.lines[0] ?? '', /^E_CANCELLED: /)
  assert.ok(ended.status === 130 || ended.status === 143)
  await run.assertClean()
})

test('what a killed run has left, the next one cleans up', async (t) => {
  const killed = new Run(t, 'obey')
  await killed.ready
  killed.child.kill('SIGKILL')
  await killed.ended
  assert.ok(existsSync(killed.folder) && processStartTime(killed.sleeper))
  const next = new Run(t, 'succeed', { RUNNER_TEMP: killed.root })
  const { lines, status } = await next.ended
  assert.equal(status, 0)
  assert.deepEqual(lines, [
    'Clean up after a run that was stopped',
    `end process ${killed.sleeper}`,
    `remove ${killed.folder}`,
  ])
  await killed.assertClean()
  await next.assertClean()
})

test('debug lines have the stack and the causes', async (t) => {
  const { lines } = await new Run(t, 'fail', { PG_BACKUP_DEBUG: '1' }).ended
  assert.ok(lines.some((line) => /^debug: +at .*run-child\.ts/.test(line)))
  assert.ok(lines.includes('debug: Error: the cause'))
  assert.ok(!lines.some((line) => line.includes('geheimnis')))
})

test('a run goes on when nobody reads its log any more', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  const mark = join(root, 'mark')
  const run = new Run(t, 'talk on', { RUNNER_TEMP: root, TEST_MARK: mark })
  await run.ready
  run.child.stderr?.destroy()
  assert.equal((await run.ended).status, 0)
  assert.ok(existsSync(mark))
})

test('outputs that cannot be written where they go are told, and no success', {
  skip: process.platform === 'win32',
}, async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'pg-backup-test-'))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  // No file may grow, as on a full disk.
  const script = 'ulimit -f 0; exec "$0" "$1" tell > "$2"'
  const child = spawn('sh', ['-c', script, process.execPath, PROGRAM, join(root, 'outputs')], {
    env: { PATH: process.env.PATH, RUNNER_TEMP: root },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  const [status] = await once(child, 'close')
  assert.match(text, /^E_DISK: The outputs cannot be written to standard output: EFBIG/m)
  assert.equal(status, 1)
})
