import assert from 'node:assert/strict'
import test from 'node:test'
import { scratchLocales } from '../../../src/plan/scratch-locale.ts'

/** As `provider:name`, for short. */
function names(encoding: string, collation: string, major: number): string[] {
  return scratchLocales({ encoding, collation }, major).map((one) => {
    assert.equal(one.encoding, encoding)
    return one.provider === 'libc'
      ? `libc:${one.collate}/${one.ctype}`
      : `${one.provider}:${one.locale}`
  })
}

test("the source's own comes first, and one that every server has last", () => {
  assert.deepEqual(names('UTF8', 'en_US.UTF-8', 16), [
    'libc:en_US.UTF-8/en_US.UTF-8',
    'libc:C.UTF-8/C.UTF-8',
    'libc:C/C',
  ])
})

test('from 17 on there is one that knows all letters on every machine', () => {
  assert.equal(names('UTF8', 'de_DE.UTF-8', 17)[1], 'builtin:C.UTF-8')
})

test('other providers are asked for by their locale', () => {
  assert.equal(names('UTF8', 'icu:en-US-u-kn-true', 15)[0], 'icu:en-US-u-kn-true')
  assert.equal(names('UTF8', 'builtin:C.UTF-8', 18)[0], 'builtin:C.UTF-8')
})

test('an encoding that is not UTF-8 gets no locale of UTF-8', () => {
  assert.deepEqual(names('LATIN1', 'de_DE.ISO-8859-1', 18), [
    'libc:de_DE.ISO-8859-1/de_DE.ISO-8859-1',
    'libc:C/C',
  ])
})
