import assert from 'node:assert/strict'
import test from 'node:test'
import {
  isTransient,
  readError,
  StoreRefusal,
  storeError,
} from '../../../src/destinations/gcs/errors.ts'
import { UserError } from '../../../src/errors.ts'

const refusal = (code: number, message: string, reason = 'x') =>
  new StoreRefusal(code, JSON.stringify({ error: { code, message, errors: [{ reason }] } }))
const connection = (code: string) => Object.assign(new Error(code), { code })

for (const [error, code, next] of [
  [refusal(401, 'Invalid Credentials'), 'E_CREDENTIALS', /google-github-actions\/auth/],
  [refusal(403, 'no storage.objects.create access'), 'E_CREDENTIALS', /objectUser/],
  [refusal(404, 'The specified bucket does not exist.'), 'E_BUCKET', /create=true/],
  [refusal(400, 'Invalid storage class'), 'E_UPLOAD', /parameters/],
  [
    refusal(400, 'Provided CRC32C "a" doesn\'t match calculated CRC32C "b".'),
    'E_INTEGRITY',
    /alters/,
  ],
  [refusal(503, 'Backend Error'), 'E_UPLOAD', /run again later/],
  [refusal(403, 'Too much', 'rateLimitExceeded'), 'E_UPLOAD', /run again later/],
  [new StoreRefusal(502, '<html><b>Bad\nGateway</b></html>'), 'E_UPLOAD', /run again later/],
  [connection('ECONNRESET'), 'E_UPLOAD', /run again later/],
  [refusal(501, 'No'), 'E_UPLOAD', /documentation/],
] as const) {
  test(`${error.message}: ${code}`, () => {
    const known = storeError(error, 'write gs://b/k')
    assert.ok(known instanceof UserError)
    assert.equal(known.code, code)
    assert.match(known.message, /write gs:\/\/b\/k: ./)
    assert.match(known.next, next)
    assert.doesNotMatch(known.message, /[\n<]/)
  })
}

test('what may well be otherwise a little later', () => {
  for (const status of [408, 429, 500, 502, 503, 504]) assert.ok(isTransient(refusal(status, '')))
  for (const code of ['ECONNRESET', 'ETIMEDOUT', 'EPIPE']) assert.ok(isTransient(connection(code)))
  assert.ok(isTransient(refusal(403, '', 'userRateLimitExceeded')))
  for (const status of [400, 401, 403, 404, 409, 410, 412, 501]) {
    assert.ok(!isTransient(refusal(status, '')))
  }
  assert.ok(!isTransient(new TypeError('ours')))
})

test('to a reader a refusal means something else', () => {
  const meaning = (error: unknown) => readError(error, 'read gs://b/k') as UserError
  assert.equal(meaning(refusal(404, 'No such object')).code, 'E_NOT_FOUND')
  assert.equal(meaning(refusal(412, '')).code, 'E_INTEGRITY')
  assert.equal(meaning(refusal(503, '')).code, 'E_DOWNLOAD')
  assert.match(meaning(refusal(403, '')).next, /objectViewer/)
  const fault = new TypeError('ours')
  assert.equal(readError(fault, 'read it'), fault)
})
