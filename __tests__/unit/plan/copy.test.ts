import assert from 'node:assert/strict'
import test from 'node:test'
import type { CopyInputs } from '../../../src/inputs/copy.ts'
import { planCopy } from '../../../src/plan/copy.ts'
import type { ForkDecision } from '../../../src/plan/fork.ts'
import { forkWarnings, gentleCopy } from '../../../src/report/fork-lines.ts'
import { makeFacts, makeInputs } from '../make-inputs.ts'
import { makeTarget } from '../target/target.ts'

const { connection, fork, client, selection } = makeInputs()
assert.ok(connection)
const inputs: CopyInputs = {
  ...{ source: connection, target: connection, fork, client, selection },
  ...{ mode: 'into-empty', confirm: undefined, safetyBackup: undefined, encryption: undefined },
  ...{ jobs: 'auto', noOwner: true, noAcl: true, lockTimeoutMs: 0, verify: 'rows', summary: true },
}
const { capacity } = makeTarget()
const gentle: ForkDecision = { kind: 'gentle', refusal: undefined }

function plan(decision: ForkDecision, jobs: CopyInputs['jobs'] = 'auto') {
  const facts = makeFacts({ sizeBytes: 50e9 })
  return planCopy({ ...inputs, jobs }, facts, { major: 17, capacity }, 4, decision)
}

test('a large source that is not forked is read by one stream, and the target works as ever', () => {
  const { streams, jobs, lockTimeoutMs } = plan(gentle)
  assert.deepEqual([streams, jobs, lockTimeoutMs], [1, 4, 60_000])
  const chosen = plan(gentle, 3)
  assert.deepEqual([chosen.streams, chosen.jobs], [3, 3], 'as the user wants it')
  const limits = { ...fork, when: 'auto', thresholdBytes: 20e9 } as const
  const [warning = ''] = forkWarnings(gentle, limits, 50e9, gentleCopy('auto'))
  assert.match(
    warning,
    /so it is copied itself, gently: with 1 stream and a lock timeout\. .*jobs, 4 for example, makes it faster; fork: never silences this\.$/,
  )
})

test('a small source, and a fork, are read by as many streams as there are jobs', () => {
  const { streams, jobs, lockTimeoutMs } = plan({ kind: 'source', why: 'small' })
  assert.deepEqual([streams, jobs, lockTimeoutMs], [4, 4, 0])
})
