import assert from 'node:assert/strict'
import test from 'node:test'
import { selectEntries } from '../../../src/plan/restore-selection.ts'
import { parseContents } from '../../../src/postgres/archive-contents.ts'

const LIST = `;
; Selected TOC Entries:
;
5; 2615 10 SCHEMA - app owner
10; 1247 20 TYPE app mood owner
;	depends on: 5
11; 1259 21 SEQUENCE app orders_id_seq owner
;	depends on: 5
12; 1259 22 TABLE app orders owner
;	depends on: 10 5
13; 2604 23 DEFAULT app orders id owner
;	depends on: 11 12
14; 1259 24 TABLE app two words owner
;	depends on: 5
15; 1259 25 VIEW app totals owner
;	depends on: 12 5
20; 0 22 TABLE DATA app orders owner
;	depends on: 12
21; 0 24 TABLE DATA app two words owner
;	depends on: 14
22; 0 0 SEQUENCE SET app orders_id_seq owner
;	depends on: 11
30; 2606 26 CONSTRAINT app orders orders_pkey owner
;	depends on: 12
31; 1259 27 INDEX app by_word owner
;	depends on: 14
32; 0 0 COMMENT app INDEX by_word owner
;	depends on: 31
33; 2606 28 FK CONSTRAINT app two words two words_fkey owner
;	depends on: 14 12 30
`

const entries = parseContents(LIST)
const select = (...ids: number[]) =>
  selectEntries(entries, new Set(ids)).map(({ dumpId }) => dumpId)

test('the table of contents is read with its dependencies', () => {
  assert.equal(entries.length, 14)
  assert.deepEqual(entries.at(-1), {
    dumpId: 33,
    oid: 28,
    kind: 'FK CONSTRAINT',
    label: 'app two words two words_fkey owner',
    dependsOn: [14, 12, 30],
  })
})

test('a table comes with its type, data, key, default and the sequence behind it', () => {
  assert.deepEqual(select(12), [5, 10, 11, 12, 13, 20, 22, 30])
})

test('an index of a table has a comment, and a foreign key needs both tables', () => {
  assert.deepEqual(select(14), [5, 14, 21, 31, 32])
  assert.deepEqual(select(12, 14), [5, 10, 11, 12, 13, 14, 20, 21, 22, 30, 31, 32, 33])
})

test('a view brings the table it reads, with its rows', () => {
  assert.deepEqual(select(15), [5, 10, 11, 12, 13, 15, 20, 22, 30])
})

test('nothing chosen is nothing', () => {
  assert.deepEqual(select(), [])
})
