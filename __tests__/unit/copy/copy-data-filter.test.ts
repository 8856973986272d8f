import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { CopyDataFilter } from '../../../src/copy/copy-data-filter.ts'

type Message = readonly [type: string, body: Uint8Array]

function encode([type, body]: Message): Buffer {
  const header = Buffer.alloc(5)
  header.write(type, 'latin1')
  header.writeUInt32BE(4 + body.length, 1)
  return Buffer.concat([header, body])
}

function filter(chunks: readonly Buffer[]): { copyData: Buffer; others: Buffer } {
  const copyData: Buffer[] = []
  const others: Buffer[] = []
  const reader = new CopyDataFilter(
    (bytes) => copyData.push(Buffer.from(bytes)),
    (bytes) => others.push(Buffer.from(bytes)),
  )
  for (const chunk of chunks) reader.read(chunk)
  return { copyData: Buffer.concat(copyData), others: Buffer.concat(others) }
}

const messages = fc.array(
  fc.tuple(
    fc.constantFrom('H', 'd', 'd', 'd', 'c', 'C', 'N', 'Z', 'E'),
    fc.uint8Array({ maxLength: 40 }),
  ),
)

test('rows go one way and the rest the other, however the network cuts them', () => {
  fc.assert(
    fc.property(
      messages,
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      (sent, cuts) => {
        const bytes = Buffer.concat(sent.map(encode))
        const chunks: Buffer[] = []
        for (let at = 0, cut = 0; at < bytes.length; cut += 1) {
          const end = at + (cuts[cut % cuts.length] ?? 1)
          chunks.push(bytes.subarray(at, end))
          at = end
        }
        const { copyData, others } = filter(chunks)
        const only = (types: string) =>
          Buffer.concat(sent.filter(([type]) => types.includes(type)).map(encode))
        assert.deepEqual(copyData, only('d'))
        assert.deepEqual(others, only('CNZE'))
      },
    ),
  )
})

test('neighbouring rows are passed on in one piece', () => {
  const pieces: Buffer[] = []
  const reader = new CopyDataFilter(
    (bytes) => pieces.push(bytes),
    () => {},
  )
  reader.read(Buffer.concat(Array.from({ length: 100 }, () => encode(['d', Buffer.from('row\n')]))))
  assert.equal(pieces.length, 1)
})
