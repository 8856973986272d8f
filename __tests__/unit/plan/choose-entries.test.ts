import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { chooseEntries, unmatchedPatterns } from '../../../src/plan/choose-entries.ts'
import { parseContents } from '../../../src/postgres/archive-contents.ts'

const fixture = new URL('../../fixtures/manifest-v1.json', import.meta.url)
const manifest = {
  ...JSON.parse(readFileSync(fixture, 'utf8')),
  tables: [
    { schema: 'public', name: 'orders', rows: 3 },
    { schema: 'a', name: 'orders', rows: 1 },
    { schema: 'a b', name: 'two words', rows: 2 },
  ],
}

const entries = parseContents(`5; 2615 1 SCHEMA - a owner
6; 2615 2 SCHEMA - a b owner
10; 1259 10 TABLE public orders owner
11; 1259 11 TABLE a orders owner
;	depends on: 5
12; 1259 12 TABLE a b two words owner
;	depends on: 6
13; 1255 13 FUNCTION a total() owner
;	depends on: 5
20; 0 10 TABLE DATA public orders owner
;	depends on: 10
21; 0 11 TABLE DATA a orders owner
;	depends on: 11
22; 0 12 TABLE DATA a b two words owner
;	depends on: 12
`)

function choose(schemas: string[], tables: string[]) {
  const chosen = chooseEntries(entries, manifest, { schemas, tables })
  return [chosen.entries.map(({ dumpId }) => dumpId), chosen.tables.map(({ name }) => name)]
}

test('a schema comes whole, and is not taken for one whose name begins alike', () => {
  assert.deepEqual(choose(['a'], []), [[5, 11, 13, 21], ['orders']])
  assert.deepEqual(choose(['"a b"'], []), [[6, 12, 22], ['two words']])
})

test('a table without a schema is one of public', () => {
  assert.deepEqual(choose([], ['orders']), [[10, 20], ['orders']])
  assert.deepEqual(choose([], ['a.orders', '"a b"."two words"']), [
    [5, 6, 11, 12, 21, 22],
    ['orders', 'two words'],
  ])
})

test('a pattern that matches nothing chooses nothing', () => {
  assert.deepEqual(choose(['c'], ['nothing']), [[], []])
})

test('each pattern that matches nothing is named; a schema may be empty', () => {
  const unmatched = (schemas: string[], tables: string[]) =>
    unmatchedPatterns(
      [...entries, ...parseContents('7; 2615 3 SCHEMA - empty owner\n')],
      manifest,
      {
        schemas,
        tables,
      },
    )
  assert.deepEqual(unmatched(['a', 'empty', 'public', 'c*'], ['orders', 'a.nothing']), [
    'schemas: c*',
    'tables: a.nothing',
  ])
})
