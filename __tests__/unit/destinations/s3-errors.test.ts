import assert from 'node:assert/strict'
import test from 'node:test'
import { isTransient, storeError } from '../../../src/destinations/s3/errors.ts'
import { UserError } from '../../../src/errors.ts'

function refusal(name: string, status: number, message = `${name} it is`): Error {
  const error = Object.assign(new Error(message), { $metadata: { httpStatusCode: status } })
  return Object.assign(error, { name, UploadId: 'upload-1', AWSAccessKeyId: 'AKIA1' })
}

const cases = [
  [refusal('NoSuchBucket', 404), 'E_BUCKET', false],
  [refusal('InvalidAccessKeyId', 403), 'E_CREDENTIALS', false],
  [refusal('ExpiredToken', 400), 'E_CREDENTIALS', false],
  [refusal('AccessDenied', 403), 'E_CREDENTIALS', false],
  [refusal('RequestTimeTooSkewed', 403), 'E_UPLOAD', true],
  [refusal('AuthorizationHeaderMalformed', 400), 'E_REGION', false],
  [refusal('BadDigest', 400), 'E_INTEGRITY', true],
  [refusal('SlowDown', 503), 'E_UPLOAD', true],
  [refusal('EntityTooLarge', 400), 'E_UPLOAD', false],
  [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'E_UPLOAD', true],
  [Object.assign(new Error('idle'), { name: 'TimeoutError' }), 'E_UPLOAD', true],
] as const

for (const [error, code, transient] of cases) {
  test(`${error.name} ${error.message} is ${code}${transient ? ', later' : ''}`, () => {
    const told = storeError(error, 'write s3://b/k')
    assert.ok(told instanceof UserError)
    assert.equal(told.code, code)
    assert.match(told.message, /write s3:\/\/b\/k: .+\.$/)
    assert.notEqual(told.next, '')
    assert.equal(isTransient(error), transient)
  })
}

test('no upload id, signature or line break of the store gets into the error', () => {
  const message =
    'No\n::error::such uploadId=secret-1&X-Amz-Signature=secret-2 "UploadId": "secret-3"'
  const told = storeError(refusal('Odd', 400, message), 'write it')
  const all = `${told.message} ${told.cause} ${JSON.stringify({ ...told })} ${told.stack}`
  assert.doesNotMatch(all, /secret-|upload-1|AKIA1/)
  assert.doesNotMatch(told.message, /\n/)
})

test('an abort, our own fault and what is understood already stay as they are', () => {
  const abort = new DOMException('stop', 'AbortError')
  const known = new UserError('E_REGION', 'Elsewhere.')
  assert.equal(storeError(abort, 'write it'), abort)
  assert.equal(storeError(known, 'write it'), known)
  const fault = new TypeError('x is undefined')
  assert.equal(storeError(fault, 'write it'), fault)
})
