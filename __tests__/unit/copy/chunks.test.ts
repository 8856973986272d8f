import assert from 'node:assert/strict'
import test from 'node:test'
import { cutTables } from '../../../src/copy/chunks.ts'
import { copyStatements } from '../../../src/copy/statements.ts'
import { makeTable } from './tables.ts'

const options = { jobs: 2, smallestBytes: 1_000_000 }
const large = makeTable({ name: 'large', sizeBytes: 80_000_000, blocks: 10_000 })
const small = makeTable({ oid: 2, name: 'small', sizeBytes: 4_000_000 })

test('a table that would keep one stream busy after the others have ended is cut', () => {
  const chunks = cutTables([large, small], options)
  assert.deepEqual(
    chunks.map(({ table, firstBlock, endBlock }) => [table.name, firstBlock, endBlock]),
    [
      ['large', 0, 2_500],
      ['large', 2_500, 5_000],
      ['large', 5_000, 7_500],
      ['large', 7_500, null],
      ['small', 0, null],
    ],
  )
})

for (const [why, table, choices] of [
  ['there is one stream', large, { ...options, jobs: 1 }],
  ['it has another access method', { ...large, isHeap: false }, options],
  ['it is an extension’s', { ...large, isOfExtension: true }, options],
  ['it has a single block', { ...large, blocks: 1 }, options],
  ['the parts would be too small', large, { ...options, smallestBytes: 50_000_000 }],
] as const) {
  test(`it stays whole where ${why}`, () => {
    assert.deepEqual(
      cutTables([table], choices).map(({ isWhole }) => isWhole),
      [true],
    )
  })
}

test('tables of one size stay whole', () => {
  const chunks = cutTables([large, { ...large, oid: 3 }, { ...large, oid: 4 }], options)
  assert.ok(chunks.every(({ isWhole }) => isWhole))
})

const text = { format: 'text', encoding: 'LATIN1' } as const

test('a whole table is copied as such, frozen, with its columns by name', () => {
  const [chunk] = cutTables([makeTable()], options)
  assert.ok(chunk)
  assert.deepEqual(copyStatements(chunk, text), {
    out: `COPY "public"."orders" ("id", "Total ""net""") TO STDOUT WITH (ENCODING 'LATIN1')`,
    in: `COPY "public"."orders" ("id", "Total ""net""") FROM STDIN WITH (ENCODING 'LATIN1', FREEZE)`,
  })
})

test('a part is a range of ctids of the table alone, and is not frozen', () => {
  const part = { table: large, isWhole: false, firstBlock: 5, endBlock: 9, sizeBytes: 1 }
  const statements = copyStatements(part, { format: 'binary', encoding: 'UTF8' })
  assert.match(
    statements.out,
    /FROM ONLY "public"\."large" WHERE ctid >= '\(5,0\)'::tid AND ctid < '\(9,0\)'::tid\) TO STDOUT WITH \(FORMAT binary\)$/,
  )
  assert.match(statements.in, /FROM STDIN WITH \(FORMAT binary\)$/)
})

test('a table without columns has no list', () => {
  const [chunk] = cutTables([makeTable({ columns: [] })], options)
  assert.ok(chunk)
  assert.match(copyStatements(chunk, text).out, /^COPY "public"\."orders" TO STDOUT/)
})

test('an extension’s rows are chosen by its condition, and rows for a root go there', () => {
  const condition = 'WHERE mine'
  const table = makeTable({ condition, isOfExtension: true, columns: ['a'] })
  const [ofExtension] = cutTables([table], options)
  const into = { schema: 'public', name: 'root' }
  const [routed] = cutTables([makeTable({ into, columns: ['a'] })], options)
  assert.ok(ofExtension && routed)
  assert.match(copyStatements(ofExtension, text).out, /\(SELECT "a" FROM ONLY .* WHERE mine\) TO/)
  assert.doesNotMatch(copyStatements(ofExtension, text).in, /FREEZE/)
  assert.match(copyStatements(routed, text).in, /^COPY "public"\."root" \("a"\) .*'LATIN1'\)$/)
})
