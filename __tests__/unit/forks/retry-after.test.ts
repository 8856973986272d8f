import assert from 'node:assert/strict'
import test from 'node:test'
import { retryAfterMs } from '../../../src/forks/retry-after.ts'

const now = new Date('2026-11-24T12:00:00Z')
const epoch = (seconds: number) => String(now.getTime() / 1000 + seconds)

for (const [header, milliseconds] of [
  ['2', 2_000],
  ['90', 90_000],
  ['86400', 120_000],
  ['Tue, 24 Nov 2026 12:00:07 GMT', 7_000],
  ['Tue, 24 Nov 2026 18:00:00 GMT', 120_000],
  [epoch(5), 5_000],
  [epoch(3600), 120_000],
  // What Heroku was seen to send in 2012.
  ['1353003093', 60_000],
  ['0', 60_000],
  ['soon', 60_000],
  ['', 60_000],
  [null, 60_000],
] as const) {
  test(`Retry-After ${header} is a wait of ${milliseconds} ms`, () => {
    assert.equal(retryAfterMs(header, now), milliseconds)
  })
}
