import assert from 'node:assert/strict'
import test from 'node:test'
import type { DBInstance } from '@aws-sdk/client-rds'
import { whyNotOurs } from '../../../src/forks/rds/end-instance.ts'
import { isTransient, rdsError } from '../../../src/forks/rds/errors.ts'
import { restoreRequest } from '../../../src/forks/rds/restore-request.ts'
import { instanceState } from '../../../src/forks/rds/status.ts'
import { madeAt } from '../../../src/forks/rds/tags.ts'

const states = {
  waiting: [undefined, 'creating', 'modifying', 'rebooting', 'maintenance', 'a-new-one'],
  ready: ['available', 'backing-up', 'storage-initialization', 'storage-optimization'],
  failed: [
    'failed',
    'deleting',
    'restore-error',
    'stopped',
    'storage-full',
    'incompatible-network',
  ],
} as const
for (const [state, statuses] of Object.entries(states)) {
  for (const status of statuses) {
    test(`an instance that is ${status} is ${state}`, () => {
      assert.equal(instanceState(status), state)
    })
  }
}

const wishes = {
  name: 'pg-backup-fork-1-1-abcd2345',
  sourceId: 'db-A',
  notedAt: '2026-11-24T10:00:00.000Z',
  instanceClass: undefined,
}
const storages: readonly (readonly [DBInstance, object])[] = [
  [{ StorageType: 'gp2', Iops: 300, AllocatedStorage: 100 }, { StorageType: 'gp2' }],
  [
    { StorageType: 'gp3', Iops: 3000, StorageThroughput: 125, AllocatedStorage: 399 },
    { StorageType: 'gp3' },
  ],
  [
    { StorageType: 'gp3', Iops: 12_000, StorageThroughput: 500, AllocatedStorage: 400 },
    { StorageType: 'gp3', Iops: 12_000, StorageThroughput: 500 },
  ],
  [
    { StorageType: 'io2', Iops: 40_000, AllocatedStorage: 100 },
    { StorageType: 'io2', Iops: 40_000 },
  ],
]
for (const [source, expected] of storages) {
  test(`storage as the source's: ${source.StorageType}, ${source.AllocatedStorage} GiB`, () => {
    const { StorageType, Iops, StorageThroughput } = restoreRequest(source, wishes)
    const told = { StorageType, Iops, StorageThroughput }
    assert.deepEqual(JSON.parse(JSON.stringify(told)), expected)
  })
}

test('a source outside of a VPC names no group', () => {
  assert.equal(restoreRequest({}, wishes).VpcSecurityGroupIds, undefined)
})

test('an instance was made when RDS says, or else when we asked', () => {
  const asked = { Key: 'pg-backup-fork-at', Value: '2026-11-24T10:00:00.000Z' }
  const InstanceCreateTime = new Date('2026-11-24T10:20:00Z')
  assert.equal(madeAt({ InstanceCreateTime, TagList: [asked] }), InstanceCreateTime)
  assert.deepEqual(madeAt({ TagList: [asked] }), new Date('2026-11-24T10:00:00Z'))
  assert.equal(madeAt({ TagList: [{ ...asked, Value: 'yesterday' }] }), undefined)
  assert.equal(madeAt({}), undefined)
})

const noted = {
  provider: 'rds',
  name: wishes.name,
  place: 'eu-central-1',
  sourceId: 'db-A',
  notedAt: wishes.notedAt,
} as const
const mark = (Value: string) => [{ Key: 'pg-backup-fork-of', Value }]
const verdicts: readonly (readonly [string, DBInstance, RegExp | undefined])[] = [
  ['ours', { DbiResourceId: 'db-B', TagList: mark('db-A') }, undefined],
  ['half-made', {}, undefined],
  ['the source by its id', { DbiResourceId: 'db-A' }, /the source’s/],
  ['the source by its ARN', { DBInstanceArn: 'arn:shop' }, /the source’s/],
  ['of another', { TagList: mark('db-Z') }, /another source/],
  ['older', { InstanceCreateTime: new Date('2026-11-24T09:59:59Z') }, /before/],
  ['another name', { DBInstanceIdentifier: 'shop-2' }, /none of ours/],
]
for (const [name, fields, expected] of verdicts) {
  test(`may be deleted or not: ${name}`, () => {
    const instance = { DBInstanceIdentifier: wishes.name, ...fields }
    const verdict = whyNotOurs(instance, noted, 'arn:shop')
    if (expected === undefined) assert.equal(verdict, undefined)
    else assert.match(verdict ?? '', expected)
  })
}

test('may be deleted or not: by a note of no readable time', () => {
  const instance = { DBInstanceIdentifier: wishes.name, InstanceCreateTime: new Date() }
  const verdict = whyNotOurs(instance, { ...noted, notedAt: 'yesterday' }, 'arn:shop')
  assert.match(verdict ?? '', /before/)
})

test('what passes is told from what does not', () => {
  const answered = (name: string, httpStatusCode: number) =>
    Object.assign(new Error('x'), { name, $metadata: { httpStatusCode } })
  for (const error of [
    answered('Throttling', 400),
    answered('Unknown', 502),
    answered('SyntaxError', 200),
    Object.assign(new Error('x'), { code: 'ECONNRESET' }),
    Object.assign(answered('SignatureDoesNotMatch', 403), {
      $metadata: { httpStatusCode: 403, clockSkewCorrected: true },
    }),
  ]) {
    assert.equal(isTransient(error), true, error.name)
  }
  for (const error of [
    answered('AccessDenied', 403),
    answered('DBInstanceNotFoundFault', 404),
    new DOMException('x', 'AbortError'),
    new TypeError('x'),
  ]) {
    assert.equal(isTransient(error), false, error.name)
  }
})

test('a fault of the program is not told as one of RDS', () => {
  const fault = new TypeError('x is undefined')
  assert.equal(rdsError(fault, 'do it'), fault)
})

test('what RDS says is one line, whatever is in it', () => {
  const error = Object.assign(new Error('a\n::error::b'), { name: 'InvalidRestoreFault' })
  const { message } = rdsError(error, 'restore shop')
  assert.equal(message, 'RDS could not restore shop: InvalidRestoreFault: a\\n::error::b.')
})
