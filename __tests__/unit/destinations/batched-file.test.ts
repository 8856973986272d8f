import assert from 'node:assert/strict'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { BatchedFile } from '../../../src/destinations/batched-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'batched-'))
test.after(() => rm(folder, { recursive: true }))

test('keeps the order of chunks of any size, also when nobody waits', async () => {
  const path = join(folder, 'order')
  const file = new BatchedFile(await open(path, 'wx'), true)
  const chunks = Array.from({ length: 400 }, (_, index) =>
    Buffer.alloc((index * 7919) % 40_000, String(index % 10)),
  )
  await Promise.all(chunks.map((chunk) => file.write(chunk)))
  const expected = Buffer.concat(chunks)
  assert.equal(file.takenBytes, expected.length)
  assert.equal(await file.close(), expected.length)
  assert.ok(expected.equals(await readFile(path)))
})

test('goes on after a write that took only a part', async () => {
  const path = join(folder, 'short')
  const handle = await open(path, 'wx')
  const writev = handle.writev.bind(handle)
  handle.writev = (async ([first]: Uint8Array[]) => {
    assert.ok(first)
    // Cuts inside the first buffer, and now and then exactly at its end.
    return writev([first.subarray(0, Math.ceil(first.byteLength / 2))])
  }) as unknown as typeof handle.writev
  const file = new BatchedFile(handle, true)
  await file.write(Buffer.from('one'))
  await file.write(Buffer.alloc(0))
  await file.write(Buffer.from('twenty-two'))
  assert.equal(await file.close(), 13)
  assert.equal(await readFile(path, 'utf8'), 'onetwenty-two')
})

test('reports a failed write at the next call, and closes all the same', async () => {
  const handle = await open(join(folder, 'failing'), 'wx')
  const failure = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  handle.writev = async () => {
    throw failure
  }
  const file = new BatchedFile(handle, true)
  const megabyte = Buffer.alloc(1024 * 1024)
  await file.write(megabyte)
  await assert.rejects(file.write(megabyte), failure)
  await assert.rejects(file.close(), failure)
  assert.equal(handle.fd, -1)
  await assert.rejects(file.write(megabyte), /closed/)
})

test('holds no more than two batches of a slow disk', async () => {
  const handle = await open(join(folder, 'slow'), 'wx')
  const { promise: disk, resolve: diskIsDone } = Promise.withResolvers<void>()
  const writev = handle.writev.bind(handle)
  handle.writev = (async (buffers: Uint8Array[]) => {
    await disk
    return writev(buffers)
  }) as typeof handle.writev
  const file = new BatchedFile(handle, true)
  let accepted = 0
  const writing = (async () => {
    for (let index = 0; index < 64; index += 1) {
      await file.write(Buffer.alloc(128 * 1024))
      accepted += 1
    }
  })()
  await new Promise((resolve) => setImmediate(resolve))
  assert.ok(accepted < 17, `${accepted} chunks of 128 KiB were accepted`)
  diskIsDone()
  await writing
  assert.equal(await file.close(), 64 * 128 * 1024)
})

test('sends a durable file to the disk all along, and reports what the disk says at the end', async () => {
  const handle = await open(join(folder, 'durable'), 'wx')
  const failure = Object.assign(new Error('disk'), { code: 'EIO' })
  let syncs = 0
  handle.datasync = async () => {
    syncs += 1
    throw failure
  }
  const file = new BatchedFile(handle, true)
  const chunk = Buffer.alloc(8 * 1024 * 1024)
  for (let written = 0; written < 10; written += 1) await file.write(chunk)
  await assert.rejects(file.close(), failure)
  assert.equal(syncs, 1)
})

test('does not wait for the disk where nobody needs it to', async () => {
  const handle = await open(join(folder, 'spool'), 'wx')
  handle.datasync = async () => assert.fail('synced')
  handle.sync = async () => assert.fail('synced')
  const file = new BatchedFile(handle, false)
  for (let written = 0; written < 10; written += 1) await file.write(Buffer.alloc(8 * 1024 * 1024))
  assert.equal(await file.close(), 80 * 1024 * 1024)
})
