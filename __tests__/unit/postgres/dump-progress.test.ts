import assert from 'node:assert/strict'
import test from 'node:test'
import { DumpProgressEstimate } from '../../../src/postgres/dump-progress.ts'
import { makeRelation } from '../make-inputs.ts'

const big = makeRelation('big', { sizeBytes: 900, estimatedRows: 100 })
const small = makeRelation('small', { sizeBytes: 100, estimatedRows: -1 })

test('progress is by the size of the tables', () => {
  const estimate = new DumpProgressEstimate([big, small])
  assert.deepEqual(estimate.state, { fraction: 0, tablesDone: 0, tablesTotal: 2, table: undefined })
  estimate.copying([{ relationOid: big.oid, rows: 50 }])
  assert.deepEqual(estimate.state, {
    fraction: 0.45,
    tablesDone: 0,
    tablesTotal: 2,
    table: 'public.big',
  })
  estimate.copying([{ relationOid: small.oid, rows: 3 }])
  assert.deepEqual(estimate.state, {
    fraction: 1,
    tablesDone: 1,
    tablesTotal: 2,
    table: 'public.small',
  })
  estimate.copying([])
  assert.deepEqual(estimate.state, { fraction: 1, tablesDone: 2, tablesTotal: 2, table: undefined })
})

test('a table that was read back is done, however short its copy was', () => {
  const estimate = new DumpProgressEstimate([big, small])
  estimate.readBack([{ schema: 'public', name: 'small', rows: 3 }])
  assert.deepEqual(estimate.state, {
    fraction: 0.1,
    tablesDone: 1,
    tablesTotal: 2,
    table: undefined,
  })
})

test('an empty database has no fraction to divide by', () => {
  assert.equal(new DumpProgressEstimate([]).state.fraction, 0)
})
