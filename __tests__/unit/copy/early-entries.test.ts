import assert from 'node:assert/strict'
import test from 'node:test'
import { earlyEntries } from '../../../src/copy/early-entries.ts'
import { parseContents } from '../../../src/postgres/archive-contents.ts'

const entries = parseContents(`
10; 1259 100 TABLE public orders app
11; 1255 300 FUNCTION public price(integer) app
20; 2606 200 CONSTRAINT public orders orders_pkey app
;\tdepends on: 10
21; 1259 101 INDEX public orders_at app
;\tdepends on: 10 10
22; 1259 102 INDEX public orders_price app
;\tdepends on: 11 10
23; 1259 103 INDEX public orders_payload app
;\tdepends on: 10
25; 0 0 COMMENT public INDEX orders_at app
;\tdepends on: 21
26; 0 0 COMMENT public INDEX orders_price app
;\tdepends on: 22
24; 2606 201 FK CONSTRAINT public orders orders_fk app
;\tdepends on: 20
`)
const index = (kind: 'INDEX' | 'CONSTRAINT', oid: number, sizeBytes = 1) => ({
  kind,
  oid,
  sizeBytes,
  tableOid: 100,
})
const indexes = [
  index('CONSTRAINT', 200),
  index('INDEX', 101, 5),
  index('INDEX', 102),
  index('INDEX', 103, 9),
]

test('keys come first, then indexes, the largest first; one with a function has to wait', () => {
  const [early, ...more] = earlyEntries(entries, indexes, new Set([100]))
  assert.deepEqual(
    [early?.constraints, early?.indexes, early?.comments].map((list) =>
      list?.map(({ dumpId }) => dumpId),
    ),
    [[20], [23, 21], [25]],
  )
  assert.deepEqual(more, [])
})

test('tables that are not large have none', () => {
  assert.deepEqual(earlyEntries(entries, indexes, new Set([7])), [])
})
