import assert from 'node:assert/strict'
import test from 'node:test'
import { compositeCrc32, crc32Base64 } from '../../../src/destinations/s3/checksum.ts'

test('the CRC-32 of the check value of its specification', () => {
  assert.equal(
    crc32Base64(Buffer.from('123456789')),
    Buffer.from('cbf43926', 'hex').toString('base64'),
  )
  assert.equal(crc32Base64(Buffer.alloc(0)), 'AAAAAA==')
})

test('a composite is the checksum of the checksums, with their number', () => {
  const parts = [crc32Base64(Buffer.from('a')), crc32Base64(Buffer.from('b'))]
  const both = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')))
  assert.equal(compositeCrc32(parts), `${crc32Base64(both)}-2`)
  assert.notEqual(compositeCrc32(parts), compositeCrc32(parts.toReversed()))
})
