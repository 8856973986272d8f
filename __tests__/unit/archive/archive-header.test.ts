import assert from 'node:assert/strict'
import test from 'node:test'
import { parseArchiveHeader } from '../../../src/archive/archive-header.ts'

const int = (value: number) => [
  value < 0 ? 1 : 0,
  ...Buffer.from(Uint32Array.of(Math.abs(value)).buffer),
]
const text = (value: string) => [...int(Buffer.byteLength(value)), ...Buffer.from(value)]

/** As WriteHead writes it. */
function header(minor: number, compression: readonly number[], format = 1): Uint8Array {
  return Uint8Array.from([
    ...Buffer.from('PGDMP'),
    ...[1, minor, 0, 4, 8, format],
    ...compression,
    ...[1, 2, 3, 4, 10, 126, 0].flatMap(int),
    ...text('d8f3übung'),
    ...text('16.4 (Ubuntu 16.4-1.pgdg22.04+1)'),
    ...text('17.6'),
  ])
}

for (const [what, bytes, compression] of [
  ['16 and newer', header(16, [3]), 'zstd'],
  ['16 and newer, not compressed', header(15, [0]), 'none'],
  ['15 and older', header(14, int(-1)), 'gzip'],
  ['15 and older, not compressed', header(14, int(0)), 'none'],
] as const) {
  test(`the header of an archive of PostgreSQL ${what}`, () => {
    assert.deepEqual(parseArchiveHeader(bytes), {
      database: 'd8f3übung',
      serverVersion: '16.4',
      clientVersion: '17.6',
      compression,
    })
  })
}

test('what is not an archive in custom format is refused', () => {
  const whole = header(16, [3])
  const wrong = [
    Buffer.alloc(0),
    Buffer.from('<html>'),
    header(16, [3], 3),
    header(9, [3]),
    header(16, [9]),
    ...Array.from({ length: whole.length - 1 }, (_, length) => whole.subarray(0, length)),
  ]
  for (const bytes of wrong) {
    assert.throws(() => parseArchiveHeader(bytes), { code: 'E_INTEGRITY' }, `${bytes.length}`)
  }
})
