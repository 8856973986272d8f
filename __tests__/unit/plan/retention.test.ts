import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { backupId } from '../../../src/plan/backup-name.ts'
import {
  isFromFuture,
  type KeepRules,
  planRetention,
  type RetentionPlan,
  type SeriesEntry,
} from '../../../src/plan/retention.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = new Date('2026-11-24T12:00:00Z')
const NONE: KeepRules = { last: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 }

let count = 0

function entry(time: string | Date, more: Partial<SeriesEntry> = {}): SeriesEntry {
  const createdAt = new Date(time)
  const id = backupId('shop', createdAt, (++count).toString(36).padStart(6, '0'))
  return { id, createdAt, state: 'complete', verified: 'archive', isShrunk: false, ...more }
}

/** The days, or with `at` the minutes, of what is kept; the newest first. */
function keptOf(plan: RetentionPlan): string[] {
  return plan.kept.map(({ id }) => id.replace(/^shop-(....)(..)(..)T.*/, '$1-$2-$3'))
}

function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id).sort()
}

const daily = (days: number, more: Partial<SeriesEntry> = {}) =>
  Array.from({ length: days }, (_, day) => entry(new Date(NOW.getTime() - day * DAY - HOUR), more))

test('the last ones are kept, and the newest of each day, week, month and year', () => {
  const entries = daily(800)
  assert.deepEqual(keptOf(planRetention(entries, { ...NONE, last: 3 }, NOW)), [
    '2026-11-24',
    '2026-11-23',
    '2026-11-22',
  ])
  // 24 November 2026 is a Tuesday: the weeks before it end on Sundays.
  assert.deepEqual(keptOf(planRetention(entries, { ...NONE, weekly: 3 }, NOW)), [
    '2026-11-24',
    '2026-11-22',
    '2026-11-15',
  ])
  assert.deepEqual(keptOf(planRetention(entries, { ...NONE, monthly: 3, yearly: 2 }, NOW)), [
    '2026-11-24',
    '2026-10-31',
    '2026-09-30',
    '2025-12-31',
  ])
})

test('days without a backup do not count, and a day is one in UTC', () => {
  const entries = ['2026-11-20T23:59:59Z', '2026-11-20T00:00:00Z', '2026-10-01T10:00:00Z'].map(
    (time) => entry(time),
  )
  assert.deepEqual(keptOf(planRetention(entries, { ...NONE, daily: 2 }, NOW)), [
    '2026-11-20',
    '2026-10-01',
  ])
  const beforeMidnight = entry('2026-11-20T00:30:00+01:00')
  const plan = planRetention([...entries.slice(0, 1), beforeMidnight], { ...NONE, daily: 9 }, NOW)
  assert.deepEqual(keptOf(plan), ['2026-11-20', '2026-11-19'])
})

test('a week at the turn of the year is one week', () => {
  const entries = ['2025-12-31T10:00:00Z', '2026-01-02T10:00:00Z', '2026-01-05T10:00:00Z']
  const plan = planRetention(
    entries.map((time) => entry(time)),
    { ...NONE, weekly: 5 },
    NOW,
  )
  assert.deepEqual(keptOf(plan), ['2026-01-05', '2026-01-02'])
})

test('the best proven one stands for a day, and the newest stays beside it', () => {
  const restored = entry('2026-11-20T03:00:00Z', { verified: 'restore' })
  const later = entry('2026-11-20T15:00:00Z')
  const newest = entry('2026-11-24T03:00:00Z', { verified: 'none' })
  const plan = planRetention([later, newest, restored], { ...NONE, daily: 2 }, NOW)
  assert.deepEqual(plan.kept, [
    { id: newest.id, because: ['daily', 'newest'] },
    { id: later.id, because: ['newest read back'] },
    { id: restored.id, because: ['daily', 'newest restored'] },
  ])
})

test('what was never read back goes before what was', () => {
  const proven = entry('2026-11-20T03:00:00Z')
  const unproven = entry('2026-11-20T15:00:00Z', { verified: 'none' })
  const plan = planRetention([...daily(2), proven, unproven], { ...NONE, daily: 3 }, NOW)
  assert.deepEqual(ids(plan.removed), [unproven.id])
})

test('only complete backups count: what cannot be read is kept, and takes no place', () => {
  const unreadable = daily(3, { state: 'unreadable' })
  const good = entry('2026-11-01T03:00:00Z')
  const older = entry('2026-10-01T03:00:00Z')
  const plan = planRetention([...unreadable, good, older], { ...NONE, last: 1 }, NOW)
  assert.deepEqual(ids(plan.kept), ids([...unreadable, good]))
  assert.match(plan.kept[0]?.because.join() ?? '', /cannot be read/)
})

test('unfinished ones are swept after a day, and not where they are all there is', () => {
  const young = entry(new Date(NOW.getTime() - DAY), { state: 'unfinished' })
  const old = entry(new Date(NOW.getTime() - DAY - 1), { state: 'unfinished' })
  assert.deepEqual(ids(planRetention([young, old], NONE, NOW).removed), [])
  const plan = planRetention([young, old, entry('2026-01-01T00:00:00Z')], NONE, NOW)
  assert.deepEqual(plan.removed, [{ id: old.id, because: 'unfinished for a day' }])
})

test('a backup from the future is kept, and no reason to remove another', () => {
  const future = entry(new Date(NOW.getTime() + HOUR))
  const [today, yesterday] = daily(2) as [SeriesEntry, SeriesEntry]
  const plan = planRetention([future, today, yesterday], { ...NONE, last: 1 }, NOW)
  assert.deepEqual(ids(plan.kept), ids([future, today]))
  // A clock that is a little fast is no reason to think so.
  const fast = entry(new Date(NOW.getTime() + 60_000))
  assert.deepEqual(ids(planRetention([fast, today], { ...NONE, last: 1 }, NOW).kept), [fast.id])
})

test('backups that have shrunk do not push out the ones before, however many they are', () => {
  const shrunk = daily(5, { isShrunk: true })
  const before = [entry('2026-11-10T03:00:00Z'), entry('2026-11-09T03:00:00Z')]
  const older = entry('2026-11-08T03:00:00Z')
  const rules = { ...NONE, last: 2 }
  const plan = planRetention([...shrunk, ...before, older], rules, NOW)
  assert.deepEqual(ids(plan.kept), ids([...shrunk, ...before]))
  const accepted = entry(new Date(NOW.getTime() - 1000))
  const later = planRetention([accepted, ...shrunk, ...before, older], rules, NOW)
  assert.deepEqual(ids(later.kept), ids([accepted, shrunk[0] as SeriesEntry]))
  const alone = planRetention(shrunk, rules, NOW)
  assert.deepEqual(ids(alone.kept), ids(shrunk))
})

test('what had shrunk for a while does not stand for a day that has a whole one', () => {
  const whole = entry('2026-11-20T03:00:00Z')
  const shrunk = entry('2026-11-20T15:00:00Z', { isShrunk: true })
  const mended = entry('2026-11-21T03:00:00Z')
  const plan = planRetention([whole, shrunk, mended], { ...NONE, daily: 2 }, NOW)
  assert.deepEqual(ids(plan.removed), [shrunk.id])
})

const someEntry = fc
  .record({
    minutes: fc.integer({ min: -3 * 24 * 60, max: 900 * 24 * 60 }),
    state: fc.constantFrom('complete', 'complete', 'complete', 'unreadable', 'unfinished'),
    verified: fc.constantFrom('none', 'archive', 'archive', 'restore'),
    isShrunk: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    random: fc.integer({ min: 0, max: 36 ** 6 - 1 }),
  })
  .map(({ minutes, random, ...more }): SeriesEntry => {
    const createdAt = new Date(NOW.getTime() - minutes * 60_000)
    const id = backupId('shop', createdAt, random.toString(36).padStart(6, '0'))
    return { id, createdAt, ...(more as Omit<SeriesEntry, 'id' | 'createdAt'>) }
  })
const someEntries = fc.uniqueArray(someEntry, { selector: ({ id }) => id, maxLength: 60 })
const someCount = fc.integer({ min: 0, max: 6 })
const someRules = fc.record({
  last: someCount,
  daily: someCount,
  weekly: someCount,
  monthly: someCount,
  yearly: someCount,
})

const isGood = (one: SeriesEntry) => one.state === 'complete' && !isFromFuture(one, NOW)
const newestOf = (entries: readonly SeriesEntry[]) =>
  entries.toSorted(
    (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
  )[0]

function holds(check: (entries: SeriesEntry[], rules: KeepRules) => void): void {
  fc.assert(fc.property(someEntries, someRules, check), { numRuns: 500 })
}

test('every backup is either kept for a reason or removed, once', () => {
  holds((entries, rules) => {
    const { kept, removed } = planRetention(entries, rules, NOW)
    assert.deepEqual(ids([...kept, ...removed]), ids(entries))
    assert.ok(kept.every(({ because }) => because.length > 0))
  })
})

test('the newest good one and the newest of each proof are always kept', () => {
  holds((entries, rules) => {
    const kept = new Set(ids(planRetention(entries, rules, NOW).kept))
    const good = entries.filter(isGood)
    const accepted = good.filter(({ isShrunk }) => !isShrunk)
    const levels = ['none', 'archive', 'restore']
    for (const [index, level] of levels.entries()) {
      const proven = (one: SeriesEntry) => levels.indexOf(one.verified) >= index
      for (const newest of [
        newestOf(good),
        newestOf(accepted),
        newestOf(accepted.filter(proven)),
      ]) {
        assert.ok(newest === undefined || kept.has(newest.id), `newest ${level}`)
      }
    }
  })
})

test('what is not a good backup is never removed but for being unfinished for a day', () => {
  holds((entries, rules) => {
    const removed = new Set(ids(planRetention(entries, rules, NOW).removed))
    for (const one of entries.filter(({ id }) => removed.has(id))) {
      const isOld = NOW.getTime() - one.createdAt.getTime() > DAY
      assert.ok(isGood(one) || (one.state === 'unfinished' && isOld))
    }
  })
})

test('the order does not matter', () => {
  const shuffled = someEntries.chain((entries) =>
    fc.tuple(
      fc.constant(entries),
      fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, someRules, ([entries, others], rules) => {
      assert.deepEqual(planRetention(entries, rules, NOW), planRetention(others, rules, NOW))
    }),
  )
})

test('a second run right after the first removes nothing', () => {
  holds((entries, rules) => {
    const first = planRetention(entries, rules, NOW)
    const left = new Set(ids(first.kept))
    const second = planRetention(
      entries.filter(({ id }) => left.has(id)),
      rules,
      NOW,
    )
    assert.deepEqual(second, { kept: first.kept, removed: [] })
  })
})

test('a backup that turns up never removes a kept newer one that is proven as well', () => {
  fc.assert(
    fc.property(someEntries, someEntry, someRules, (entries, added, rules) => {
      fc.pre(entries.every(({ id }) => id !== added.id))
      const before = new Set(ids(planRetention(entries, rules, NOW).kept))
      const after = new Set(ids(planRetention([...entries, added], rules, NOW).kept))
      const worth = ({ verified, isShrunk }: SeriesEntry) =>
        ['none', 'archive', 'restore'].indexOf(verified) + (isShrunk ? 0 : 3)
      for (const one of entries.filter(({ id }) => before.has(id))) {
        const isNewer = one.createdAt > added.createdAt
        const isProven = worth(one) >= worth(added)
        // An unfinished one is spared only as long as there is nothing better.
        if (!isNewer || !isProven || one.state === 'unfinished') continue
        assert.ok(after.has(one.id), `${one.id} after ${added.id}`)
      }
    }),
    { numRuns: 2000 },
  )
})

test('backups from the future change nothing for the others', () => {
  holds((entries, rules) => {
    const past = entries.filter((one) => !isFromFuture(one, NOW))
    const removed = (some: readonly SeriesEntry[]) => ids(planRetention(some, rules, NOW).removed)
    assert.deepEqual(removed(entries), removed(past))
  })
})

test('larger rules keep at least as much', () => {
  holds((entries, rules) => {
    const more = Object.fromEntries(
      Object.entries(rules).map(([rule, number]) => [rule, number + 1]),
    ) as unknown as KeepRules
    const kept = new Set(ids(planRetention(entries, more, NOW).kept))
    for (const id of ids(planRetention(entries, rules, NOW).kept)) assert.ok(kept.has(id))
  })
})
