import assert from 'node:assert/strict'
import test from 'node:test'
import { isTransient, readError, storeError } from '../../../src/destinations/azure/errors.ts'
import { growingBlockSize } from '../../../src/destinations/azure/storage.ts'
import { UserError } from '../../../src/errors.ts'

/** As the SDK throws it. */
const refusal = (statusCode: number | undefined, code: string | undefined, message = 'Words.') =>
  Object.assign(new Error(message), { name: 'RestError', statusCode, code })

const meanings: readonly (readonly [Error, string, RegExp])[] = [
  [refusal(404, 'ContainerNotFound'), 'E_BUCKET', /\?create=true/],
  [refusal(400, 'InvalidResourceName'), 'E_BUCKET', /three to 63/],
  [refusal(403, 'AuthenticationFailed'), 'E_CREDENTIALS', /does not accept.*counts before/],
  [refusal(403, 'AuthorizationFailure'), 'E_CREDENTIALS', /may not.*firewall/],
  [refusal(403, 'AuthorizationPermissionMismatch'), 'E_CREDENTIALS', /may not.*Contributor/],
  [refusal(403, undefined, ''), 'E_CREDENTIALS', /may not write x: the answer was HTTP status 403/],
  [refusal(403, 'KeyBasedAuthenticationNotPermitted'), 'E_CREDENTIALS', /use an identity/],
  [refusal(400, 'Md5Mismatch'), 'E_INTEGRITY', /alters the data/],
  [refusal(503, 'ServerBusy'), 'E_UPLOAD', /several times in a row/],
  [refusal(undefined, 'ECONNRESET'), 'E_UPLOAD', /several times in a row/],
  [refusal(409, 'BlobImmutableDueToPolicy'), 'E_UPLOAD', /immutability policy/],
  [refusal(400, 'SomethingNew'), 'E_UPLOAD', /SomethingNew: Words\..*error codes/],
]
for (const [error, code, text] of meanings) {
  test(`${error.message} ${(error as { code?: string }).code} is ${code}`, () => {
    const known = storeError(error, 'write x')
    assert.ok(known instanceof UserError)
    assert.equal(known.code, code)
    assert.match(`${known.message} ${known.next}`, text)
  })
}

test('neither ids nor signatures of a refusal are passed on, nor is the request', () => {
  const text =
    'The MAC is wrong: sv=1&sig=geheim%3D&se=2.\nRequestId:0f0f\nTime:2026-01-01T00:00:00Z'
  const error = Object.assign(refusal(403, 'AuthenticationFailed', text), {
    request: { url: 'https://h/?sig=geheim' },
  })
  const known = storeError(error, 'write x')
  assert.match(known.message, /sig=…&se=2\.$/)
  assert.doesNotMatch(known.message, /0f0f/)
  assert.doesNotMatch(JSON.stringify(Object.getOwnPropertyDescriptors(known)), /geheim/)
})

test('a fault of the program and an abort stay what they are', () => {
  const abort = new DOMException('stop', 'AbortError')
  for (const error of [new TypeError('x'), abort, new UserError('E_DISK', 'full')]) {
    assert.equal(storeError(error, 'write x'), error)
    assert.equal(isTransient(error), false)
  }
})

test('what a reader is told', () => {
  const cases = [
    [refusal(404, 'BlobNotFound'), 'E_NOT_FOUND', /it is not there/],
    [refusal(409, 'BlobArchived'), 'E_NOT_FOUND', /tier Archive\. Set its tier/],
    [refusal(412, 'ConditionNotMet'), 'E_INTEGRITY', /altered while it was read/],
    [refusal(404, 'ContainerNotFound'), 'E_BUCKET', /Check the source/],
    [refusal(500, 'InternalError'), 'E_DOWNLOAD', /InternalError/],
  ] as const
  for (const [error, code, text] of cases) {
    const known = readError(error, 'read x')
    assert.ok(known instanceof UserError)
    assert.equal(known.code, code)
    assert.match(`${known.message} ${known.next}`, text)
  }
})

test('blocks grow so that fifty thousand of them hold the largest archives', () => {
  const sizes = Array.from({ length: 50_000 }, (_, at) => growingBlockSize(at + 1))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(total > 29 * 1024 ** 4, `${total}`)
  assert.equal(sizes[0], 6 * 1024 ** 2)
  // "Scalability targets for Blob Storage": the largest block.
  assert.ok(Math.max(...sizes) <= 4000 * 1024 ** 2)
})
