import assert from 'node:assert/strict'
import test from 'node:test'
import { differingTables } from '../../../src/verify/compare-tables.ts'

const table = (name: string, rows: number, schema = 'public') => ({ schema, name, rows })

test('the same rows in another order are the same', () => {
  assert.deepEqual(
    differingTables([table('a', 1), table('b', 2)], [table('b', 2), table('a', 1)]),
    [],
  )
})

test('every difference is named', () => {
  const found = [table('a', 1), table('c', 0), table('d', 1, 'x')]
  const expected = [table('a', 2), table('b', 3), table('d', 1)]
  assert.deepEqual(differingTables(found, expected), [
    'public.a has 1 rows and not 2',
    'public.b is missing',
    'public.d is missing',
    'public.c is not named there',
    'x.d is not named there',
  ])
})
