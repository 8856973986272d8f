import assert from 'node:assert/strict'
import test from 'node:test'
import type { SeriesEntry } from '../../../src/plan/retention.ts'
import { staleSeries } from '../../../src/plan/staleness.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const HOUR = 3600

function entry(hoursAgo: number, state: SeriesEntry['state'] = 'complete'): SeriesEntry {
  const createdAt = new Date(NOW.getTime() - hoursAgo * HOUR * 1000)
  return { id: `backup of ${hoursAgo}`, createdAt, state, verified: 'archive', isShrunk: false }
}

function stale(...backups: SeriesEntry[]) {
  return staleSeries([{ name: 'shop', backups }], 26 * HOUR, NOW)[0]
}

test('the newest good backup decides, whatever the order', () => {
  assert.equal(stale(entry(100), entry(26), entry(50)), undefined)
  const found = stale(entry(100), entry(26.1), entry(50))
  assert.equal(found?.newest?.id, 'backup of 26.1')
  assert.equal(Math.round(found?.newest?.ageSeconds ?? 0), 26.1 * HOUR)
})

test('what is unfinished, unreadable or from the future does not count', () => {
  const others = [entry(1, 'unfinished'), entry(2, 'unreadable'), entry(-48)]
  assert.equal(stale(...others, entry(30))?.newest?.id, 'backup of 30')
  assert.deepEqual(stale(...others), { name: 'shop', newest: undefined })
  // Another machine's clock may be a little fast.
  assert.equal(stale(entry(-1 / 60)), undefined)
})

test('each series is looked at by itself', () => {
  const all = [
    { name: 'fresh', backups: [entry(1)] },
    { name: 'old', backups: [entry(90)] },
  ]
  assert.deepEqual(
    staleSeries(all, 26 * HOUR, NOW).map(({ name }) => name),
    ['old'],
  )
})
