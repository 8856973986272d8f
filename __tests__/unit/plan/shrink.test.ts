import assert from 'node:assert/strict'
import test from 'node:test'
import { compareExtents, type Extent, extentOf } from '../../../src/plan/shrink.ts'
import { sampleManifest } from '../report/sample.ts'

function extent(changes: Partial<Extent> = {}): Extent {
  const tables = [{ schema: 'public', name: 'orders' }]
  return { id: 'a', rows: 1000, sizeBytes: 1000, kind: 'custom zstd:1', tables, ...changes }
}

const fallsOf = (from: Partial<Extent>, to: Partial<Extent>, limit = 0.5) =>
  compareExtents(extent(from), extent(to), limit).falls.map(({ what }) => what)

test('a fall beyond the limit is one, at the limit is none', () => {
  assert.deepEqual(fallsOf({}, { rows: 500, sizeBytes: 500 }), [])
  assert.deepEqual(fallsOf({}, { rows: 499 }), ['rows'])
  assert.deepEqual(fallsOf({}, { sizeBytes: 499 }), ['bytes'])
  assert.deepEqual(fallsOf({}, { rows: 0, sizeBytes: 0 }), ['rows', 'bytes'])
  assert.deepEqual(fallsOf({}, { rows: 999 }, 0), ['rows'])
  assert.deepEqual(fallsOf({}, { rows: 0, sizeBytes: 0 }, 1), [])
})

test('growth, and nothing before, is no fall', () => {
  assert.deepEqual(fallsOf({}, { rows: 9000, sizeBytes: 9000 }), [])
  assert.deepEqual(fallsOf({ rows: 0, sizeBytes: 0 }, { rows: 0, sizeBytes: 0 }), [])
})

test('what was not counted, or is of another kind, is not compared', () => {
  assert.deepEqual(fallsOf({ rows: null }, { rows: 0 }), [])
  assert.deepEqual(fallsOf({}, { rows: null }), [])
  assert.deepEqual(fallsOf({}, { sizeBytes: 1, kind: 'custom gzip:9' }), [])
})

test('tables that came and went are named where both sides know names', () => {
  const tables = [
    { schema: 'public', name: 'customers' },
    { schema: 'other', name: 'orders' },
  ]
  const { newTables, vanishedTables } = compareExtents(extent(), extent({ tables }), 0.5)
  assert.deepEqual(newTables, ['public.customers', 'other.orders'])
  assert.deepEqual(vanishedTables, ['public.orders'])
  for (const [from, to] of [
    [null, tables],
    [tables, null],
  ] as const) {
    const sealed = compareExtents(extent({ tables: from }), extent({ tables: to }), 0.5)
    assert.deepEqual([sealed.newTables, sealed.vanishedTables], [[], []])
  }
})

test('a manifest that was not read back, or is sealed, names no tables', () => {
  const open = sampleManifest()
  assert.equal(extentOf(open, 5)?.tables?.length, open.tables.length)
  assert.equal(extentOf(open, null).tables, null)
  const sealed = { tables: 3, rows: 5, details: 'x' }
  const encryption = { kind: 'age', recipients: ['age1x'], sealed } as const
  const hidden = extentOf({ ...open, tables: [], encryption }, 5)
  assert.equal(hidden.tables, null)
  assert.notEqual(hidden.kind, extentOf(open, 5).kind)
})
