import assert from 'node:assert/strict'
import test from 'node:test'
import { GcsStorage, partSizes } from '../../../src/destinations/gcs/storage.ts'
import { bufferBytesFor } from '../../../src/destinations/objects/part-buffers.ts'
import { defaultTuning } from '../../../src/destinations/objects/tuning.ts'
import { TerminalHost } from '../../../src/host/terminal.ts'

const KiB = 1024
const MiB = KiB * KiB

test('three parts fit into the buffers, and all are multiples of 256 KiB', () => {
  for (let stores = 1; stores <= 12; stores++) {
    const size = partSizes(bufferBytesFor(stores))
    assert.ok(3 * size(2) <= bufferBytesFor(stores))
    assert.ok(3 * (size(2) + 256 * KiB) > bufferBytesFor(stores))
    assert.deepEqual([size(1) % (256 * KiB), size(2) % (256 * KiB)], [0, 0])
    assert.ok(size(1) <= size(2))
  }
})

test('one bucket alone gets 4 MiB, then 12 MiB at a time', () => {
  const url = { kind: 'gs', text: '', bucket: 'b', prefix: '', create: false } as const
  const host = new TerminalHost({}, new AbortController().signal, new Map())
  const storage = new GcsStorage(url, host, defaultTuning)
  assert.deepEqual(
    [1, 2, 9].map((part) => storage.partSize(part)),
    [4 * MiB, 12 * MiB, 12 * MiB],
  )
  assert.equal(storage.tuning.bufferBytes, 36 * MiB)
})
