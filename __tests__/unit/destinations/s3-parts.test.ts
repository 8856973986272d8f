import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { bufferBytesFor } from '../../../src/destinations/objects/part-buffers.ts'
import { partSizes } from '../../../src/destinations/s3/parts.ts'
import { traitsOf } from '../../../src/destinations/s3/store-traits.ts'
import { parseS3Url } from '../../../src/inputs/parse-s3-url.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3
const growing = (maxParts: number) => partSizes({ maxParts, equalParts: false, checksums: true })

test('every part is of a size S3 takes, and none is smaller than the one before', () => {
  const limits = fc.integer({ min: 10, max: 10_000 })
  fc.assert(
    fc.property(limits, fc.nat(), (maxParts, any) => {
      const sizeOf = growing(maxParts)
      const number = (any % maxParts) + 1
      assert.ok(sizeOf(number) >= 5 * MiB && sizeOf(number) <= 5 * GiB)
      assert.ok(sizeOf(number + 1) >= sizeOf(number))
    }),
  )
})

test('ten thousand parts hold the largest object of 5 TiB, a thousand a tenth of it', () => {
  assert.ok(capacity(growing(10_000), 10_000) >= 5 * 1024 * GiB)
  assert.ok(capacity(growing(1000), 1000) >= 0.5 * 1024 * GiB)
})

test('the archive sizes of the documented table', () => {
  const upTo = (maxParts: number) => (parts: number) =>
    Math.floor((capacity(growing(maxParts), parts) / GiB) * 10) / 10
  assert.deepEqual([1000, 2000, 3000, 4000, 5000].map(upTo(10_000)), [5.8, 17.5, 41, 87.8, 181.6])
  assert.deepEqual([100, 200, 300, 400, 500].map(upTo(1000)), [0.5, 1.7, 4.1, 8.7, 18.1])
  assert.equal(bufferBytesFor(1) / growing(10_000)(1), 8)
  assert.equal(bufferBytesFor(1) / growing(10_000)(4000), 1)
})

const traits = (endpoint: string | undefined, query = '') => {
  const rest = `bucket/prefix${query}`
  return traitsOf(parseS3Url(`s3://${rest}`, rest), endpoint)
}
const amazon = { maxParts: 10_000, equalParts: false, checksums: true }

for (const [endpoint, expected] of [
  ['https://id.eu.r2.cloudflarestorage.com', { ...amazon, equalParts: true }],
  ['https://s3.eu-central-003.backblazeb2.com', { ...amazon, checksums: false }],
  ['https://s3.fr-par.scw.cloud', { ...amazon, maxParts: 1000 }],
  ['https://s3.eu-central-1.wasabisys.com', amazon],
  ['https://backblazeb2.com.example', amazon],
  ['no url', amazon],
  [undefined, amazon],
] as const) {
  test(`what is known of ${endpoint ?? 'Amazon S3'}`, () => {
    assert.deepEqual(traits(endpoint), expected)
  })
}

test('what the destination says counts more than what is known', () => {
  const query = '?checksums=true&maxParts=500'
  assert.deepEqual(traits('https://s3.a.backblazeb2.com', query), { ...amazon, maxParts: 500 })
})

test('R2 gets parts of one size: ten thousand hold 234 GiB', () => {
  const sizeOf = partSizes({ ...amazon, equalParts: true })
  assert.equal(sizeOf(1), sizeOf(9999))
  assert.equal(Math.floor(capacity(sizeOf, 10_000) / GiB), 234)
})

function capacity(sizeOf: (part: number) => number, parts: number): number {
  let total = 0
  for (let part = 1; part <= parts; part++) total += sizeOf(part)
  return total
}
