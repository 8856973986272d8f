import assert from 'node:assert/strict'
import test, { after, before, beforeEach } from 'node:test'
import type { ObjectTuning } from '../../src/destinations/objects/tuning.ts'
import {
  type Answer,
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from './stand-ins/fault-proxy.ts'
import {
  type Bed,
  backUp as backUpTo,
  MiB,
  makeBed,
  never,
  quick,
  useKeys,
} from './stand-ins/s3-bed.ts'
import {
  archivePut,
  completion,
  creation,
  headOf,
  manifestPut,
  part,
  refusal,
} from './stand-ins/s3-requests.ts'

let bed: Bed
let proxy: FaultProxy

before(async () => {
  bed = await makeBed()
  proxy = await startFaultProxy(bed.server.endpoint)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
})
beforeEach(() => {
  proxy.reset()
  useKeys(bed.server)
})

const backUp = (tuning?: Partial<ObjectTuning>, size?: number) =>
  backUpTo(bed, proxy.endpoint, tuning, size)

const partRequests = () => proxy.seen.filter((line) => line.includes('partNumber=')).length

for (const [status, code] of [
  [503, 'SlowDown'],
  [400, 'RequestTimeout'],
  [400, 'BadDigest'],
] as const) {
  test(`${status} ${code} on a part: only that part is sent again`, async () => {
    proxy.add({ when: part(2), times: 2, fault: { kind: 'answer', answer: refusal(status, code) } })
    const { destination } = await backUp()
    assert.equal(destination.retries, 2)
    assert.equal(partRequests(), 5)
  })
}

test('a store that stays busy is E_UPLOAD after the last attempt, with nothing left', async () => {
  const fault = { kind: 'answer', answer: refusal(503, 'SlowDown') } as const
  proxy.add({ when: part(2), times: 100, fault })
  await assert.rejects(backUp(), (error: Error & { code: string; next: string }) => {
    assert.equal(error.code, 'E_UPLOAD')
    assert.match(error.message, /^Could not write s3:\/\/backups\/.*: SlowDown/)
    assert.match(error.next, /several times/)
    assert.doesNotMatch(JSON.stringify(Object.getOwnPropertyDescriptors(error)), /id-in-error/)
    return true
  })
  assert.equal(proxy.seen.filter((line) => line.includes('partNumber=2')).length, 4)
})

test('an answer with another checksum of a part is E_INTEGRITY', async () => {
  const alter = (answer: Required<Answer>) => ({
    ...answer,
    headers: { ...answer.headers, 'x-amz-checksum-crc32': 'AAAAAA==' },
  })
  proxy.add({ when: part(2), fault: { kind: 'alter', alter } })
  await assert.rejects(backUp(), { code: 'E_INTEGRITY', message: /in part 2 of/ })
})

for (const [header, value, message] of [
  ['content-length', '12', /12582912 bytes were sent, 12 are there/],
  ['x-amz-checksum-crc32', 'AAAAAA==-3', /checksum is another one/],
] as const) {
  test(`an object whose ${header} is not what was sent is removed and E_INTEGRITY`, async () => {
    const alter = (answer: Required<Answer>) => ({
      ...answer,
      headers: { ...answer.headers, [header]: value },
    })
    proxy.add({ when: headOf('.dump'), fault: { kind: 'alter', alter } })
    await assert.rejects(backUp(), { code: 'E_INTEGRITY', message })
  })
}

test('a store that does not tell the checksum of the whole', async () => {
  const alter = (answer: Required<Answer>) => {
    const { 'x-amz-checksum-crc32': _, ...headers } = answer.headers
    return { ...answer, headers }
  }
  proxy.add({ when: headOf('.dump'), times: 100, fault: { kind: 'alter', alter } })
  assert.equal((await backUp()).destination.retries, 0)
})

for (const [what, when, size] of [
  ['completion', completion, 12 * MiB],
  ['manifest', manifestPut, 1000],
] as const) {
  test(`a ${what} that is answered 200 and was never made is E_INTEGRITY`, async () => {
    proxy.add({ when, fault: { kind: 'answer', answer: { status: 200, body: '<html/>' } } })
    await assert.rejects(backUp(quick, size), { code: 'E_INTEGRITY', message: /it is not there/ })
  })

  test(`409 on the ${what}: another request for the key was under way, so once more`, async () => {
    const fault = { kind: 'answer', answer: refusal(409, 'ConditionalRequestConflict') } as const
    proxy.add({ when, times: 2, fault })
    assert.equal((await backUp(quick, size)).destination.retries, 2)
  })
}

test('an answer that is not the store’s is told by its status', async () => {
  proxy.add({ when: part(1), fault: { kind: 'answer', answer: { status: 302, body: '<html/>' } } })
  await assert.rejects(backUp(), {
    code: 'E_UPLOAD',
    message: /: the answer was HTTP status 302\.$/,
  })
})

test('an error inside a 200 on completion is no success: it is asked again', async () => {
  const answer = { ...refusal(200, 'InternalError') }
  proxy.add({ when: completion, fault: { kind: 'answer', answer } })
  assert.equal((await backUp()).destination.retries, 1)
  assert.equal(proxy.seen.filter((line) => /^POST .*uploadId=/.test(line)).length, 2)
})

test('an error inside every 200 on completion fails the backup', async () => {
  const fault = { kind: 'answer', answer: refusal(200, 'InternalError') } as const
  proxy.add({ when: completion, times: 100, fault })
  await assert.rejects(backUp(), { code: 'E_UPLOAD', message: /InternalError/ })
})

for (const [what, when] of [
  ['completion', completion],
  ['small archive', archivePut],
] as const) {
  test(`the answer to the ${what} is lost after the store did the work`, async () => {
    proxy.add({ when, fault: { kind: 'lose-answer' } })
    await backUp(quick, what === 'small archive' ? 1000 : 12 * MiB)
  })
}

for (const [what, when, size] of [
  ['manifest', manifestPut, 12 * MiB],
  ['small archive', archivePut, 1000],
] as const) {
  test(`no answer to the ${what} ever comes: nothing stays, whatever the store did`, async () => {
    proxy.add({ when, times: 100, fault: { kind: 'lose-answer' } })
    await assert.rejects(backUp({ ...quick, attempts: 1 }, size), { code: 'E_UPLOAD' })
  })
}

test('no answer to the completion ever comes: the object is looked for, and there', async () => {
  proxy.add({ when: completion, times: 100, fault: { kind: 'lose-answer' } })
  await backUp({ ...quick, attempts: 1 })
})

test('the answer to the completion is lost, and then the store knows no such upload', async () => {
  proxy.add({ when: completion, fault: { kind: 'lose-answer' } })
  proxy.add({ when: completion, fault: { kind: 'answer', answer: refusal(404, 'NoSuchUpload') } })
  await backUp()
})

test('an upload whose id was lost is aborted all the same', async () => {
  proxy.add({ when: creation, times: 100, fault: { kind: 'lose-answer' } })
  await assert.rejects(backUp(), { code: 'E_UPLOAD' })
})

test('a store that does not know If-None-Match is looked at first', async () => {
  const conditional = (seen: SeenRequest) => seen.headers['if-none-match'] !== undefined
  const fault = { kind: 'answer', answer: refusal(501, 'NotImplemented') } as const
  proxy.add({ when: conditional, times: 100, fault })
  const { host, destination } = await backUp()
  assert.ok(host.lines.some((line) => line.includes('If-None-Match')))
  const key = (await bed.witness.keys()).findLast((found) => found.endsWith('.manifest.json')) ?? ''
  const id = key.slice('team/a/shop/'.length, -'.manifest.json'.length)
  const writer = await destination.begin({ name: 'shop', id }, never)
  const commit = writer.commit(`${id}.manifest.json`, Buffer.from('{"second":true}'))
  await assert.rejects(commit, { code: 'E_UPLOAD', message: /exists already/ })
  await writer.abort()
  assert.equal((await bed.witness.read(key)).toString(), '{}')
})
