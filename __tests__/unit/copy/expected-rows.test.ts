import assert from 'node:assert/strict'
import test from 'node:test'
import { expectedRows } from '../../../src/copy/expected-rows.ts'

test('rows that went through a root are expected there, and an extension’s nowhere', () => {
  const table = (name: string, rows: number, into = name, isShared = false) => {
    const target = { schema: 's', name: into }
    return { schema: 's', name, rows, into: target, isShared }
  }
  const copied = [table('a', 1), table('p1', 2, 'p'), table('p2', 3, 'p'), table('x', 9, 'x', true)]
  assert.deepEqual(expectedRows(copied), [
    { schema: 's', name: 'a', rows: 1 },
    { schema: 's', name: 'p', rows: 5 },
  ])
})
