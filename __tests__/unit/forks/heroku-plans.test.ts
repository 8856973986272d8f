import assert from 'node:assert/strict'
import test from 'node:test'
import {
  fullPlan,
  isAdvanced,
  isEssential,
  isPostgresPlan,
  isPrivate,
  pricePerHour,
  regionsDiffer,
} from '../../../src/forks/heroku/plans.ts'

test('a plan is known by its name, with the service or without', () => {
  assert.equal(fullPlan('standard-0'), 'heroku-postgresql:standard-0')
  assert.equal(fullPlan('heroku-postgresql:standard-0'), 'heroku-postgresql:standard-0')
  const kinds = (plan: string) => [isEssential(plan), isPrivate(plan), isAdvanced(plan)]
  for (const plan of ['essential-2', 'hobby-basic', 'mini', 'basic', 'dev']) {
    assert.deepEqual(kinds(fullPlan(plan)), [true, false, false], plan)
  }
  for (const plan of ['private-0', 'shield-4']) {
    assert.deepEqual(kinds(fullPlan(plan)), [false, true, false], plan)
  }
  for (const plan of ['advanced', 'performance-1']) {
    assert.deepEqual(kinds(fullPlan(plan)), [false, false, true], plan)
  }
  for (const plan of ['standard-0', 'premium-9']) {
    assert.deepEqual(kinds(fullPlan(plan)), [false, false, false], plan)
  }
  assert.ok(isPostgresPlan('heroku-postgresql:standard-0'))
  assert.ok(!isPostgresPlan('heroku-redis:premium-0'))
})

for (const [one, other, differ] of [
  ['us', 'us', false],
  ['us', 'eu', true],
  ['Common Runtime US', 'us', false],
  ['Common Runtime EU', 'us', true],
  ['virginia', 'us', false],
  ['Dublin', 'eu', false],
  ['eu-central-1', 'frankfurt', false],
  ['Frankfurt, EU', 'eu', true],
  ['eu-west-2', 'london', false],
  ['Somewhere new', 'us', false],
  [undefined, 'us', false],
  ['', '', false],
  ['Brussels', 'us', false],
] as const) {
  test(`the regions "${one}" and "${other}" ${differ ? 'differ' : 'may be one'}`, () => {
    assert.equal(regionsDiffer(one, other), differ)
    assert.equal(regionsDiffer(other, one), differ)
  })
}

test('an hour is a 720th of a month', () => {
  assert.equal(pricePerHour(5000), '$0.07')
  assert.equal(pricePerHour(350_000), '$4.86')
})
