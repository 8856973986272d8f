import assert from 'node:assert/strict'
import test from 'node:test'
import {
  bar,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  plural,
} from '../../../src/report/format.ts'

test('sizes have three digits and SI units, also where rounding reaches the next unit', () => {
  const sizes: [number, string][] = [
    [0, '0 B'],
    [12, '12 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [9_996, '10.0 kB'],
    [99_960, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [437_000_000, '437 MB'],
    [1_550_000_000, '1.55 GB'],
    [3e18, '3000 PB'],
  ]
  for (const [bytes, text] of sizes) assert.equal(formatBytes(bytes), text)
})

test('times have at most two units and never show 60 of one', () => {
  const times: [number, string][] = [
    [0, '0.0 s'],
    [6.44, '6.4 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [3599.7, '1 h'],
    [7799, '2 h 10 min'],
    [360_000, '100 h'],
  ]
  for (const [seconds, text] of times) assert.equal(formatDuration(seconds), text)
})

test('what is not complete is never 100 %', () => {
  assert.equal(formatPercent(0.999), '99 %')
  assert.equal(formatPercent(1), '100 %')
  assert.equal(formatPercent(0.282), '28 %')
})

test('counts, plurals and bars', () => {
  assert.equal(formatCount(1_234_567), '1,234,567')
  assert.equal(plural(1, 'table'), '1 table')
  assert.equal(plural(0, 'row'), '0 rows')
  assert.equal(bar(0.5, 4), '██░░')
  assert.equal(bar(7, 4), '████')
  assert.equal(bar(-1, 4), '░░░░')
})
