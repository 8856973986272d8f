import assert from 'node:assert/strict'
import test from 'node:test'
import { backupId, parseBackupId, seriesNameOf } from '../../../src/plan/backup-name.ts'

test('an id can be taken apart again', () => {
  const at = new Date('2026-02-28T23:59:59Z')
  assert.deepEqual(parseBackupId(backupId('a-b.c_d', at, '0z9a8b')), {
    name: 'a-b.c_d',
    createdAt: at,
  })
})

test('what is no id is told apart', () => {
  const others = [
    '',
    'shop',
    'shop-20261124T081530Z',
    'shop-20261124T081530Z-k3v9x2.dump',
    'shop-20269924T081530Z-k3v9x2',
    '../x-20261124T081530Z-k3v9x2',
  ]
  assert.deepEqual(
    others.map(parseBackupId),
    others.map(() => undefined),
  )
})

test('a name that a database lends is fit for every store', () => {
  assert.equal(seriesNameOf("a'b\\c=d"), 'a-b-c-d')
  assert.equal(seriesNameOf('.hidden'), 'hidden')
  assert.equal(seriesNameOf('x'.repeat(200)).length, 100)
})
