import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  BUFFER_BYTES,
  equalPartSize,
  growingPartSize,
  MAX_PARTS,
  partSizesFor,
} from '../../../src/destinations/s3/parts.ts'

const MiB = 1024 ** 2
const GiB = 1024 ** 3

test('every part is of a size S3 takes, and none is smaller than the one before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_PARTS }), (number) => {
      const size = growingPartSize(number)
      assert.ok(size >= 5 * MiB && size <= 5 * GiB)
      assert.ok(growingPartSize(number + 1) >= size)
    }),
  )
})

test('ten thousand parts hold the largest object of 5 TiB', () => {
  assert.ok(capacity(growingPartSize, MAX_PARTS) >= 5 * 1024 * GiB)
})

test('the archive sizes of the documented table', () => {
  const upTo = (parts: number) => Math.floor((capacity(growingPartSize, parts) / GiB) * 10) / 10
  assert.deepEqual([1000, 2000, 3000, 4000, 5000].map(upTo), [5.8, 17.5, 41, 87.8, 181.6])
  assert.equal(BUFFER_BYTES / growingPartSize(1), 8)
  assert.equal(BUFFER_BYTES / growingPartSize(4000), 1)
  assert.equal(Math.floor(capacity(equalPartSize, MAX_PARTS) / GiB), 234)
})

test('Cloudflare R2 gets equal parts, others growing ones', () => {
  assert.equal(partSizesFor('https://id.eu.r2.cloudflarestorage.com'), equalPartSize)
  for (const endpoint of [undefined, 'https://s3.example', 'no url', 'https://r2.example']) {
    assert.equal(partSizesFor(endpoint), growingPartSize)
  }
})

function capacity(sizeOf: (part: number) => number, parts: number): number {
  let total = 0
  for (let part = 1; part <= parts; part++) total += sizeOf(part)
  return total
}
