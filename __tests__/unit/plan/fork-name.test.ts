import assert from 'node:assert/strict'
import test from 'node:test'
import { forkName, isForkName, leftSince } from '../../../src/plan/fork-name.ts'

const HOUR = 3_600_000
/** As `parseDuration` reads it: the most that a timer of Node takes. */
const LONGEST_MS = 2_147_483_000

test('the name of a fork fits the strictest of providers, and no look-alike is taken for one', () => {
  const longest = forkName({ id: '9'.repeat(20), attempt: '99999' }, LONGEST_MS, 'k3x9qa2b')
  for (const name of [longest, forkName(undefined, 1, 'k3x9qa2b')]) {
    assert.match(name, /^[a-z][a-z0-9-]{0,62}$/)
    assert.doesNotMatch(name, /--|-$/)
    assert.ok(isForkName(name), name)
  }
  for (const name of [
    'shop',
    'pg-backup-fork',
    'pg-backup-fork-mine',
    'pg-backup-fork-12-1-4d-k3x9qa2b',
    'pg-backup-fork-12-1-4h-4h-k3x9qa2b',
    `${longest}-2`,
    `x${longest}`,
  ]) {
    assert.equal(isForkName(name), false, name)
  }
})

test('it says whose it is, and how long it may live', () => {
  const name = (id: string, lifetimeMs: number) =>
    forkName({ id, attempt: '1' }, lifetimeMs, 'k3x9qa2b')
  assert.equal(name('12', 4 * HOUR), 'pg-backup-fork-12-1-4h-k3x9qa2b')
  assert.equal(name('12', 1.5 * HOUR), 'pg-backup-fork-12-1-90m-k3x9qa2b')
  assert.equal(name('12', 90_500), 'pg-backup-fork-12-1-91s-k3x9qa2b')
  assert.equal(name('1\n2', 4 * HOUR), 'pg-backup-fork-local-4h-k3x9qa2b')
})

for (const [name, lifetimeMs] of [
  ['pg-backup-fork-12-1-24h-k3x9qa2b', 24 * HOUR],
  ['pg-backup-fork-local-90m-k3x9qa2b', 1.5 * HOUR],
  ['pg-backup-fork-12-1-45s-k3x9qa2b', 45_000],
  ['pg-backup-fork-12-1-k3x9qa2b', 4 * HOUR],
  ['pg-backup-fork-local-k3x9qa2b', 4 * HOUR],
] as const) {
  test(`${name} is one that was left once it is older than it may become`, () => {
    const notedAt = '2026-11-24T08:00:00.000Z'
    const since = leftSince({ name, notedAt }, 4 * HOUR)
    assert.equal(since.getTime() - Date.parse(notedAt), lifetimeMs + HOUR / 4)
  })
}

test('a fork of no readable time is never one that was left', () => {
  const since = leftSince({ name: 'pg-backup-fork-12-1-4h-k3x9qa2b', notedAt: '' }, HOUR)
  assert.equal(since < new Date(), false)
})
