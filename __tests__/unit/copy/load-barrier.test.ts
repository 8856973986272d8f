import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { cutTables } from '../../../src/copy/chunks.ts'
import { LoadBarrier } from '../../../src/copy/load-barrier.ts'
import { makeTable } from './tables.ts'

test('a table is complete with its last part, in whatever order they come', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 8 }), fc.integer(), (tables, jobs, seed) => {
      const chunks = cutTables(
        tables.map((size, oid) =>
          makeTable({ oid, name: `t${oid}`, sizeBytes: size * 1_000, blocks: size }),
        ),
        { jobs, smallestBytes: 1_000 },
      )
      const shuffled = chunks.toSorted(
        (a, b) => ((a.firstBlock * 31 + seed) % 97) - ((b.firstBlock * 31 + seed) % 97),
      )
      const barrier = new LoadBarrier(chunks)
      const left = [...shuffled]
      for (const chunk of shuffled) {
        left.shift()
        const isLast = !left.some(({ table }) => table.oid === chunk.table.oid)
        assert.deepEqual(barrier.loaded(chunk), isLast ? [chunk.table.oid] : [])
      }
    }),
  )
})

test('partitions that are filled through their root are complete together', () => {
  const into = { schema: 'public', name: 'root' }
  const tables = [1, 2].map((oid) => makeTable({ oid, name: `part${oid}`, into }))
  const chunks = cutTables(tables, { jobs: 1, smallestBytes: 1 })
  const barrier = new LoadBarrier(chunks)
  const [first, second] = chunks
  assert.ok(first && second)
  assert.deepEqual(barrier.loaded(first), [])
  assert.deepEqual(barrier.loaded(second), [1, 2])
  assert.throws(() => barrier.loaded(second), /twice/)
})
