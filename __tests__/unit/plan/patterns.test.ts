import assert from 'node:assert/strict'
import test from 'node:test'
import { matchesPattern, matchesSchema } from '../../../src/plan/patterns.ts'

const path = ['public']

test('a pattern reads names as psql does', () => {
  const cases: readonly (readonly [pattern: string, name: string, expected: boolean])[] = [
    ['orders', 'orders', true],
    ['orders', 'orders2', false],
    ['Orders', 'orders', true],
    ['"Orders"', 'orders', false],
    ['"Orders"', 'Orders', true],
    ['ord*', 'orders', true],
    ['o?ders', 'orders', true],
    ['"ord*"', 'orders', false],
    ['"ord*"', 'ord*', true],
    ['"a.b"', 'a.b', true],
    ['"say ""hi"""', 'say "hi"', true],
    ['"""x"', '"x', true],
    ['a$b', 'a$b', true],
    ['t[0-9]', 't7', true],
    ['a|b', 'b', true],
    ['int4[]', 'int4[]', true],
    ['"[]"', '[]', true],
    ['*', 'two\nlines', true],
    ['?', '😀', true],
    ['ÄRA', 'Ära', true],
    ['ÄRA', 'ära', false],
    ['Är"A"', 'ÄrA', true],
    ['"a\\b"', 'a\\b', true],
  ]
  for (const [pattern, name, expected] of cases) {
    assert.equal(matchesPattern(pattern, 'public', name, path), expected, `${pattern} and ${name}`)
  }
})

test('a pattern without a schema means what the search path finds', () => {
  assert.equal(matchesPattern('orders', 'app', 'orders', path), false)
  assert.equal(matchesPattern('orders', 'app', 'orders', ['app', 'public']), true)
  assert.equal(matchesPattern('app.orders', 'app', 'orders', path), true)
  assert.equal(matchesPattern('*.orders', 'app', 'orders', []), true)
  assert.equal(matchesPattern('db.app.orders', 'app', 'orders', []), true)
  assert.equal(matchesPattern('APP."Orders"', 'app', 'Orders', []), true)
})

test('a schema pattern', () => {
  assert.equal(matchesSchema('app_*', 'app_eu'), true)
  assert.equal(matchesSchema('app_*', 'my_app_eu'), false)
  assert.equal(matchesSchema('"odd.name"', 'odd.name'), true)
})

test('a pattern that is none is the user’s error', () => {
  assert.throws(() => matchesSchema('a(b', 'a'), { code: 'E_INPUT' })
})
