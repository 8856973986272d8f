import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { InputProblem } from '../../../src/inputs/parse.ts'
import { parseAge, parseKeep, parsePercent } from '../../../src/inputs/parse-retention.ts'

const refuses = (parse: () => unknown, text: RegExp) =>
  assert.throws(parse, (error) => error instanceof InputProblem && text.test(error.message))

test('rules are words with numbers, between spaces, commas or lines', () => {
  const all = { last: 3, daily: 7, weekly: 4, monthly: 12, yearly: 2 }
  assert.deepEqual(parseKeep('last=3 daily=7 weekly=4 monthly=12 yearly=2'), all)
  assert.deepEqual(parseKeep('  yearly=2,monthly=12\nweekly=4 ,daily=7\tlast=3 '), all)
  const none = { last: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0 }
  assert.deepEqual(parseKeep('daily=1 last=0'), { ...none, daily: 1 })
})

test('what is no rule is refused with what was meant', () => {
  refuses(() => parseKeep('dayly=3'), /^"dayly" is not one of last, .* Did you mean daily\?$/)
  for (const text of [
    'last',
    'last=',
    'last=-1',
    'last=1.5',
    'last=3=4',
    'last=all',
    'last=123456',
  ]) {
    refuses(() => parseKeep(text), /is not a rule with a number, as in last=3/)
  }
  refuses(() => parseKeep('last=1 daily=1 last=1'), /^last is given twice/)
  for (const text of ['', ' ', 'last=0', 'last=0 daily=0']) {
    refuses(() => parseKeep(text), /^it keeps nothing/)
  }
  refuses(() => parseKeep('3'), /^"3" is not one of/)
  refuses(() => parseKeep('LAST=3'), /^"LAST" is not one of/)
})

test('any text is a rule that keeps something, or a problem', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        assert.ok(Object.values(parseKeep(text)).some((count) => count > 0))
      } catch (error) {
        assert.ok(error instanceof InputProblem)
      }
    }),
  )
})

test('ages are in seconds to days, and have a ceiling', () => {
  const week = 7 * 86_400
  assert.deepEqual(
    ['45s', '90m', '26h', '2d', '7d'].map((text) => parseAge(text, week)),
    [45, 5400, 93_600, 172_800, week],
  )
  for (const text of ['8d', '0s', '26', '1w', '1.5h', '-1h', '2 d', '26H', 'none', '']) {
    refuses(() => parseAge(text, week), /is not a time such as 90m, 26h or 2d \(at most 7d\)/)
  }
})

test('a share is a whole percentage', () => {
  assert.deepEqual(['0%', '50%', '20 %', '100%'].map(parsePercent), [0, 0.5, 0.2, 1])
  for (const text of ['101%', '50', '0.5', '-1%', '5,5%', '%', '']) {
    refuses(() => parsePercent(text), /is not a share from 0% to 100%/)
  }
})
