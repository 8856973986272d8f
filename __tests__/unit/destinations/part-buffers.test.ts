import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { bufferBytesFor, PartBuffers } from '../../../src/destinations/objects/part-buffers.ts'

const never = new AbortController().signal
const [file, other, third] = [{}, {}, {}]

/** Whether a promise is settled once everything that is ready has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false
  const mark = () => {
    done = true
  }
  promise.then(mark, mark)
  await new Promise(setImmediate)
  return done
}

test('more than the limit waits until something is given back', async () => {
  const buffers = new PartBuffers(20)
  const first = await buffers.take(10, file, never)
  await buffers.take(10, file, never)
  const next = buffers.take(10, file, never)
  assert.equal(await settled(next), false)
  buffers.give(first)
  assert.equal(await next, first, 'the memory is used again')
})

test('a buffer larger than the limit is lent when its file has no other', async () => {
  const buffers = new PartBuffers(20)
  const small = await buffers.take(10, file, never)
  const large = buffers.take(30, file, never)
  const next = buffers.take(10, file, never)
  assert.equal(await settled(large), false)
  assert.equal(await settled(next), false, 'who comes later does not overtake')
  buffers.give(small)
  assert.equal((await large).length, 30)
  assert.equal(await settled(next), false)
  buffers.give(await large)
  assert.equal((await next).length, 10)
})

test('a file that has nothing does not wait for the others', async () => {
  const buffers = new PartBuffers(20)
  const all = [await buffers.take(10, file, never), await buffers.take(10, file, never)]
  const more = buffers.take(10, file, never)
  assert.equal((await buffers.take(10, other, never)).length, 10)
  const second = buffers.take(10, other, never)
  assert.equal(await settled(more), false)
  assert.equal(await settled(second), false)
  for (const buffer of all) buffers.give(buffer)
  assert.equal((await more).length, 10)
  assert.equal(await settled(second), false, 'the limit holds for what is more than one')
})

test('who gives up waiting makes room for the next', async () => {
  const buffers = new PartBuffers(20)
  await buffers.take(10, file, never)
  await buffers.take(5, other, never)
  const run = new AbortController()
  const large = buffers.take(20, file, run.signal)
  const small = buffers.take(5, other, never)
  assert.equal(await settled(small), false)
  run.abort(new Error('enough'))
  await assert.rejects(large, /enough/)
  assert.equal((await small).length, 5)
  await assert.rejects(buffers.take(10, third, run.signal), /enough/)
})

test('whatever is taken and given in any order, the limit holds and everyone is served', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(sizes, fc.scheduler(), async (requests, scheduler) => {
      const buffers = new PartBuffers(20)
      let lent = 0
      let holders = 0
      await Promise.all(
        requests
          .map(async (size) => {
            await scheduler.schedule(Promise.resolve())
            const buffer = await buffers.take(size, file, never)
            lent += buffer.length
            holders++
            assert.ok(lent <= 20 || holders === 1)
            await new Promise(setImmediate)
            lent -= buffer.length
            holders--
            buffers.give(buffer)
          })
          .concat(scheduler.waitAll()),
      )
    }),
    { numRuns: 30 },
  )
})

/** A file's way into one store: parts of a size, given back a little after they are full. */
function upload(buffers: PartBuffers, partSize: number) {
  const key = {}
  let part: { readonly buffer: Buffer; filled: number } | undefined
  const send = ({ buffer }: { readonly buffer: Buffer }) => setImmediate(() => buffers.give(buffer))
  return {
    async write(count: number): Promise<void> {
      for (let written = 0; written < count; written++) {
        part ??= { buffer: await buffers.take(partSize, key, never), filled: 0 }
        if (++part.filled < partSize) continue
        send(part)
        part = undefined
      }
    },
    close() {
      if (part) send(part)
    },
  }
}

test('files that go to two stores in step never hold one another up', async () => {
  const partSize = fc.integer({ min: 1, max: 9 })
  const writes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 5, maxLength: 20 })
  const files = fc.array(writes, { minLength: 2, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(partSize, partSize, files, async (size, otherSize, all) => {
      const stores = [new PartBuffers(10), new PartBuffers(10)] as const
      const running = all.map(async (counts) => {
        const both = [upload(stores[0], size), upload(stores[1], otherSize)]
        for (const count of counts) await Promise.all(both.map((one) => one.write(count)))
        for (const one of both) one.close()
      })
      const stuck = new Promise((_, reject) => {
        setTimeout(reject, 2000, new Error('They wait for one another.')).unref()
      })
      await Promise.race([Promise.all(running), stuck])
    }),
    { numRuns: 50 },
  )
})

test('several stores share what one would have', () => {
  const all = bufferBytesFor(1)
  assert.equal(bufferBytesFor(0), all)
  assert.deepEqual(
    [2, 3].map((stores) => bufferBytesFor(stores) * stores),
    [all, all],
  )
})
