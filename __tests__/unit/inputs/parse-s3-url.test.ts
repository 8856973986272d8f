import assert from 'node:assert/strict'
import test from 'node:test'
import { InputProblem } from '../../../src/inputs/parse.ts'
import { parseS3Url } from '../../../src/inputs/parse-s3-url.ts'

const parse = (rest: string) => parseS3Url(`s3://${rest}`, rest)

/** What the parameters say beside the bucket, the text and what is always there. */
function parameters(query: string) {
  const {
    kind: _,
    text: __,
    bucket: ___,
    prefix: ____,
    create: _____,
    ...rest
  } = parse(`b-1/p?${query}`)
  return rest
}

test('what objects are made with', () => {
  assert.deepEqual(parameters('storageClass=DEEP_ARCHIVE&sse=AES256&tags=team=db,keep=1%2B1'), {
    pathStyle: false,
    storageClass: 'DEEP_ARCHIVE',
    sse: 'AES256',
    tags: { team: 'db', keep: '1+1' },
  })
  assert.deepEqual(parameters('kmsKey=alias/backups'), {
    pathStyle: false,
    sse: 'aws:kms',
    kmsKey: 'alias/backups',
  })
  assert.equal(
    parameters('sse=aws:kms:dsse&kmsKey=arn:aws:kms:eu-west-1:1:key/a').sse,
    'aws:kms:dsse',
  )
  assert.deepEqual(parameters('tags=a=,b=c=d').tags, { a: '', b: 'c=d' })
})

test('what differs from store to store', () => {
  const endpoint = 'https://s3.fr-par.scw.cloud'
  assert.deepEqual(parameters(`endpoint=${endpoint}&region=fr-par&maxParts=1000&checksums=false`), {
    endpoint,
    region: 'fr-par',
    pathStyle: true,
    checksums: false,
    maxParts: 1000,
  })
})

test('a profile is named, and nothing else about it', () => {
  assert.equal(parameters('profile=team.offsite-2@acme').profile, 'team.offsite-2@acme')
  assert.ok(!('profile' in parameters('')))
})

test('a store with an endpoint may have storage classes of its own', () => {
  const text = 'endpoint=https://h.example&storageClass=COLD_LINE'
  assert.equal(parameters(text).storageClass, 'COLD_LINE')
})

for (const [query, message] of [
  ['storageClass=COLD_LINE', /"COLD_LINE" is not one of STANDARD, /],
  ['storageClass=GLACIER_', /Did you mean GLACIER\?/],
  ['endpoint=https://h&storageClass=a%0Ab', /not the name of a storage class/],
  ['sse=aes256', /Did you mean AES256\?/],
  ['sse=AES256&kmsKey=k', /kmsKey is of KMS/],
  ['kmsKey=', /not the id, the ARN or the alias/],
  ['tags=', /"" is no tag/],
  ['tags=team', /"team" is no tag/],
  ['tags=%0A=x', /is no tag/],
  ['tags=a=1,a=2', /one name twice/],
  [`tags=${Array.from({ length: 11 }, (_, at) => `t${at}=x`).join(',')}`, /more than 10/],
  ['checksums=off', /neither true nor false/],
  ['maxParts=0', /whole number from 10 to 10000/],
  ['maxParts=10001', /whole number/],
  ['region=', /is none/],
  ['region=eu west', /is none/],
  ['profile=', /not the name of one/],
  ['profile=a%0Ab', /not the name of one/],
  ['storageclass=STANDARD', /Did you mean storageClass\?/],
  ['sse=AES256&sse=AES256', /given twice/],
] as const) {
  test(`?${query.slice(0, 40)} is refused`, () => {
    assert.throws(
      () => parse(`b-1?${query}`),
      (error: Error) => error instanceof InputProblem && message.test(error.message),
    )
  })
}
