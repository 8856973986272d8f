import assert from 'node:assert/strict'
import test from 'node:test'
import { computeSize } from '../../../src/forks/neon/compute-size.ts'
import { endpointOf } from '../../../src/forks/neon/connection.ts'
import { whyNotOurs } from '../../../src/forks/neon/end-branch.ts'
import {
  readBranch,
  readEndpoint,
  readMadeBranch,
  readOperation,
} from '../../../src/forks/neon/shapes.ts'
import { parseConnection } from '../../../src/postgres/parse-connection.ts'

const sizes: readonly (readonly [string | undefined, object | undefined])[] = [
  [undefined, undefined],
  ['4', { min: 4, max: 4 }],
  ['0.25', { min: 0.25, max: 0.25 }],
  ['0.5-8', { min: 0.5, max: 8 }],
]
for (const [plan, size] of sizes) {
  test(`fork-plan ${plan}`, () => assert.deepEqual(computeSize(plan), size))
}

for (const plan of ['', '0', '8-4', 'large', '4 CU', '-4', '4-', '1e3', '4-8-16']) {
  test(`fork-plan "${plan}" is refused`, () => {
    assert.throws(() => computeSize(plan), { code: 'E_INPUT' })
  })
}

test('answers of another shape are no reason to fall over', () => {
  for (const value of [undefined, null, 7, 'text', [], {}, { branch: null, operations: 'x' }]) {
    assert.equal(readBranch(value).id, '')
    assert.equal(readBranch(value).isDefault, false)
    assert.equal(readOperation(value).status, '')
    assert.equal(readEndpoint(value).host, '')
    assert.deepEqual(readMadeBranch(value), { id: '', operations: [] })
  }
  assert.equal(readBranch({ logical_size: '12' }).sizeBytes, undefined)
  assert.equal(readBranch({ primary: true }).isDefault, true, 'its older word')
})

const endpoints = ['ep-a-1', 'ep-b-2'].map((id) =>
  readEndpoint({ host: `${id}.eu-central-1.aws.neon.tech`, branch_id: `br-${id}` }),
)
const hosts: readonly (readonly [string, string | undefined])[] = [
  ['ep-b-2.eu-central-1.aws.neon.tech', 'br-ep-b-2'],
  ['ep-b-2-pooler.eu-central-1.aws.neon.tech', 'br-ep-b-2'],
  ['ep-c-3.eu-central-1.aws.neon.tech', undefined],
  ['db.example.com', undefined],
]
for (const [host, branchId] of hosts) {
  test(`${host} leads to ${branchId}`, () => {
    const connection = parseConnection(`postgresql://u:p@${host}/db`, { environment: {} })
    assert.equal(endpointOf(connection, endpoints)?.branchId, branchId)
  })
}

const noted = {
  provider: 'neon',
  name: 'pg-backup-fork-1-1-abcd2345',
  place: 'shop',
  sourceId: 'br-main',
  notedAt: '2026-11-24T10:00:00.000Z',
} as const
const ours = {
  id: 'br-fork',
  name: noted.name,
  parent_id: 'br-main',
  created_at: '2026-11-24T10:00:01Z',
}
const verdicts: readonly (readonly [string, object, RegExp | undefined])[] = [
  ['ours', {}, undefined],
  ['the source', { id: 'br-main' }, /the source’s/],
  ['of another name', { name: 'main' }, /none of ours/],
  ['the default', { default: true }, /default/],
  ['a root', { parent_id: null }, /root/],
  ['of another parent', { parent_id: 'br-dev' }, /another/],
  ['protected', { protected: true }, /protected/],
  ['older', { created_at: '2026-11-24T09:59:59Z' }, /before/],
  ['of no known time', { created_at: null }, /before/],
]
for (const [name, fields, expected] of verdicts) {
  test(`may be deleted or not: ${name}`, () => {
    const branch = readBranch({ ...ours, ...fields })
    const verdict = whyNotOurs(branch, noted, [branch])
    if (expected === undefined) assert.equal(verdict, undefined)
    else assert.match(verdict ?? '', expected)
  })
}

test('may not be deleted: with a branch of its own', () => {
  const child = readBranch({ id: 'br-child', name: 'child', parent_id: 'br-fork' })
  assert.match(whyNotOurs(readBranch(ours), noted, [child]) ?? '', /child was made of it/)
})
