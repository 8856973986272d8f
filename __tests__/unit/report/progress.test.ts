import assert from 'node:assert/strict'
import test from 'node:test'
import { progressLine, startProgress } from '../../../src/report/progress.ts'

test('a line has all that is known', () => {
  const line = progressLine({
    phase: 'dump',
    elapsedSeconds: 2,
    bytes: 148_000_000,
    fraction: 0.34,
    tablesDone: 3,
    tablesTotal: 12,
    table: 'public.orders',
  })
  assert.equal(
    line,
    'dump  34 %, 148 MB, 74.0 MB/s, 3 of 12 tables, now public.orders, 2.0 s, 3.9 s left',
  )
})

test('a line has only what is known', () => {
  assert.equal(progressLine({ phase: 'dump', elapsedSeconds: 0, bytes: 0 }), 'dump  0 B, 0.0 s')
  const early = progressLine({ phase: 'dump', elapsedSeconds: 1, bytes: 1, fraction: 0.001 })
  assert.doesNotMatch(early, /left/)
  const over = progressLine({ phase: 'dump', elapsedSeconds: 1, bytes: 1, fraction: 1.4 })
  assert.match(over, /100 %/)
  assert.doesNotMatch(over, /left/)
})

test('a terminal gets a bar', () => {
  const progress = { phase: 'dump', elapsedSeconds: 1, bytes: 1, fraction: 0.5 }
  assert.match(progressLine(progress, true), /^dump {2}█{10}░{10} 50 %/)
  assert.doesNotMatch(progressLine(progress), /█/)
})

test('a line break in the name of a table stays in its line', () => {
  const line = progressLine({ phase: 'dump', elapsedSeconds: 1, bytes: 1, table: 'a\n::error::b' })
  assert.match(line, /a\\n::error::b/)
  assert.doesNotMatch(line, /\n/)
})

for (const { isLive, interval } of [
  { isLive: false, interval: 10_000 },
  { isLive: true, interval: 1_000 },
]) {
  test(`a line every ${interval} ms, and none after the end`, (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] })
    const lines: string[] = []
    let state = 'a'
    const log = { progress: (line: string) => lines.push(line) }
    const stop = startProgress(log, isLive, () => state, new AbortController().signal)
    t.mock.timers.tick(interval - 1)
    assert.deepEqual(lines, [])
    t.mock.timers.tick(1)
    state = 'b'
    t.mock.timers.tick(interval)
    assert.deepEqual(lines, ['a', 'b'])
    stop()
    stop()
    t.mock.timers.tick(interval * 3)
    assert.deepEqual(lines, ['a', 'b'])
  })
}

test('an abort stops it, and an aborted signal starts nothing', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const lines: string[] = []
  const log = { progress: (line: string) => lines.push(line) }
  const controller = new AbortController()
  startProgress(log, true, () => 'x', controller.signal)
  controller.abort()
  startProgress(log, true, () => 'y', controller.signal)
  t.mock.timers.tick(60_000)
  assert.deepEqual(lines, [])
})
