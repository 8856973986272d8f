import assert from 'node:assert/strict'
import test from 'node:test'
import { type ErrorCode, UserError } from '../../../src/errors.ts'
import type { ForkSource } from '../../../src/forks/fork.ts'
import type { ForkInputs } from '../../../src/inputs/fork.ts'
import { checkFork, decideFork, planDump } from '../../../src/plan/fork.ts'
import { forkLines, forkWarnings, gentleDump } from '../../../src/report/fork-lines.ts'
import { makeFacts, makeInputs, makeRelation } from '../make-inputs.ts'

const provider = {
  name: 'rds',
  instance: 'shop',
  region: 'eu-central-1',
  forkPlan: undefined,
} as const
const auto: ForkInputs = { when: 'auto', thresholdBytes: 20e9, provider, timeoutMs: 14_400_000 }
const source: ForkSource = {
  label: 'shop::DATABASE',
  id: '1',
  place: 'shop',
  connection: undefined,
  sizeBytes: 50e9,
  plan: 'standard-4',
  region: 'eu',
  pricePerHour: '$1.04',
  refusal: undefined,
  notes: ['Dynos restart.'],
}
const refused = (code: ErrorCode) => ({
  ...source,
  refusal: new UserError(code, 'It follows another.'),
})

test('auto forks what is larger than the threshold, and says why in the plan', () => {
  const decision = decideFork(auto, 20e9 + 1, source)
  assert.equal(decision.kind, 'fork')
  assert.deepEqual(forkLines(decision, auto, 45e9, 'dumped'), [
    'Fork: of shop::DATABASE, plan standard-4, in eu, $1.04 an hour; 45.0 GB is more than fork-threshold (20.0 GB)',
    'The fork is destroyed once it has been dumped, and lives 4 h at most',
    'Dynos restart.',
  ])
})

test('auto forks nothing that is not larger, and says so where there is a provider', () => {
  const decision = decideFork(auto, 20e9, source)
  assert.deepEqual(decision, { kind: 'source', why: 'small' })
  const [line] = forkLines(decision, auto, 20e9, 'dumped')
  assert.equal(line, 'Fork: none, since 20.0 GB is not more than fork-threshold (20.0 GB)')
  assert.deepEqual(forkLines(decision, { ...auto, provider: undefined }, 20e9, 'copied'), [])
})

test('always forks the smallest, and never forks the largest', () => {
  const always = decideFork({ ...auto, when: 'always' }, 1, source)
  assert.match(forkLines(always, auto, 1, 'dumped')[0] ?? '', /; fork is always$/)
  const never = { ...auto, when: 'never' } as const
  assert.deepEqual(decideFork(never, 1e15, source), { kind: 'source', why: 'never' })
})

test('without a provider a large database is dumped gently, with a warning that helps', () => {
  const inputs = { ...auto, provider: undefined }
  const decision = decideFork(inputs, 50e9, undefined)
  assert.equal(decision.kind, 'gentle')
  const gentle = { jobs: 1, format: 'custom' } as const
  const [warning = ''] = forkWarnings(decision, inputs, 50e9, gentleDump(gentle))
  assert.match(
    warning,
    /larger \(50\.0 GB\) than fork-threshold \(20\.0 GB\).*with 1 job .*rate-limit.*fork: never/,
  )
  const folder = { jobs: 4, format: 'directory' } as const
  const [other = ''] = forkWarnings(decision, inputs, 50e9, gentleDump(folder))
  assert.match(other, /with 4 jobs /)
  assert.doesNotMatch(other, /rate-limit/, 'which that format does not take')
  const dump = makeInputs({ format: 'directory', lockTimeoutMs: 0 })
  const plan = planDump(dump, makeFacts(), decision, {
    now: new Date(),
    random: 'abcdef',
    cores: 8,
  })
  assert.equal(plan.jobs, 1)
  assert.ok(plan.dumpArguments.includes('--lock-wait-timeout=60000'), String(plan.dumpArguments))
})

test('a source that cannot be forked is dumped gently, unless a fork is wanted in any case', () => {
  const decision = decideFork(auto, 50e9, refused('E_FORK'))
  assert.equal(decision.kind, 'gentle')
  assert.match(
    forkWarnings(decision, auto, 50e9, gentleDump({ jobs: 1, format: 'tar' }))[0] ?? '',
    /It follows another\./,
  )
  assert.throws(() => decideFork({ ...auto, when: 'always' }, 1, refused('E_FORK')), {
    code: 'E_FORK',
  })
  assert.deepEqual(decideFork(auto, 1, refused('E_FORK')), { kind: 'source', why: 'small' })
})

test('a provider that could not be asked is named where a large database is read itself', () => {
  const { refusal } = refused('E_FORK')
  assert.deepEqual(decideFork(auto, 50e9, undefined, refusal), { kind: 'gentle', refusal })
})

test('inputs that are wrong are not made up for by a dump of the source', () => {
  for (const code of ['E_INPUT', 'E_REGION'] as const) {
    assert.throws(() => decideFork(auto, 50e9, refused(code)), { code })
  }
})

test('what hinders a dump of the source does not hinder one of its fork', () => {
  const pooler = { product: 'PgBouncer', mode: 'transaction' } as const
  const facts = makeFacts({ pooler, isReplica: true, sizeBytes: 50e9 })
  const circumstances = { now: new Date(), random: 'abcdef', cores: 8 }
  const inputs = makeInputs({ format: 'directory' })
  const plan = planDump(inputs, facts, decideFork(auto, 50e9, source), circumstances)
  assert.deepEqual([plan.jobs, plan.notes, plan.warnings], [8, [], []])
  const own = { kind: 'source', why: 'never' } as const
  assert.throws(() => planDump(inputs, facts, own, circumstances), { code: 'E_POOLER' })
})

test('what has none of the tables of its source, or another version, is no fork', () => {
  const facts = makeFacts({ relations: [makeRelation('orders'), makeRelation('customers')] })
  const empty = makeFacts({ relations: [] })
  assert.throws(() => checkFork(facts, empty, 'shop'), { code: 'E_FORK', message: /none of the 2/ })
  const other = makeFacts({ major: 16, version: '16.4' })
  assert.throws(() => checkFork(facts, other, 'shop'), { code: 'E_FORK', message: /16\.4/ })
  const half = makeFacts({ relations: [makeRelation('orders'), makeRelation('more')] })
  const warning = 'Not in the fork although the source lists them: public.customers.'
  assert.deepEqual(checkFork(facts, half, 'shop'), [warning])
  assert.deepEqual(checkFork(empty, facts, 'shop'), [])
})
