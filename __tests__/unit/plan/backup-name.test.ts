import assert from 'node:assert/strict'
import test from 'node:test'
import { backupId, backupOf, parseBackupId, seriesNameOf } from '../../../src/plan/backup-name.ts'

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

test('what lies beside a backup is of it by its name, and of no other series', () => {
  const id = 'shop-20261124T081500Z-a1b2c3'
  for (const name of ['', '.dump', '.dump.age', '.sql.zst.age', '.globals.sql', '.manifest.json']) {
    assert.equal(backupOf(`${id}${name}`, 'shop'), id, name)
    assert.equal(backupOf(`${id}${name}`, 'shop_test'), undefined, name)
  }
  const others = ['notes.txt', `${id}x.dump`, `x${id}.dump`, `${id}.dump~`, `${id}-copy.dump`]
  const wrongTime = 'shop-20261399T081500Z-a1b2c3.dump'
  for (const name of [...others, wrongTime, '', `.${id}.partial`, `${id}.a.b.c.d.e`]) {
    assert.equal(backupOf(name, 'shop'), undefined, name)
  }
  assert.equal(backupOf(`shop-${id}.dump`, `shop-shop`), `shop-${id}`)
})
