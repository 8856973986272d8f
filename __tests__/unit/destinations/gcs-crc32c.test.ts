import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import { CRC32C } from '@google-cloud/storage'
import { crc32c, crc32cBase64 } from '../../../src/destinations/gcs/crc32c.ts'

test('the values of RFC 3720, B.4, and of nothing', () => {
  const ascending = Buffer.from(Array.from({ length: 32 }, (_, byte) => byte))
  assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa)
  assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43)
  assert.equal(crc32c(ascending), 0x46dd794e)
  assert.equal(crc32c(ascending.toReversed()), 0x113fdb5c)
  assert.equal(crc32c(Buffer.of()), 0)
})

test('as the SDK has it, at every length, offset and place to go on from', () => {
  const bytes = randomBytes(100)
  for (let start = 0; start < 9; start++) {
    for (let end = start; end < 40; end++) {
      const expected = new CRC32C()
      expected.update(bytes.subarray(start, end))
      const middle = start + Math.floor((end - start) / 3)
      const whole = crc32c(bytes.subarray(start, end))
      assert.equal(crc32cBase64(whole), expected.toString())
      assert.equal(
        crc32c(bytes.subarray(middle, end), crc32c(bytes.subarray(start, middle))),
        whole,
      )
    }
  }
})
