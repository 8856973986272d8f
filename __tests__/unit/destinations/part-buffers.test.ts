import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { PartBuffers } from '../../../src/destinations/objects/part-buffers.ts'

const never = new AbortController().signal

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
  const first = await buffers.take(10, never)
  await buffers.take(10, never)
  const third = buffers.take(10, never)
  assert.equal(await settled(third), false)
  buffers.give(first)
  assert.equal(await third, first, 'the memory is used again')
})

test('a buffer larger than the limit is lent when it is alone', async () => {
  const buffers = new PartBuffers(20)
  const small = await buffers.take(10, never)
  const large = buffers.take(30, never)
  const next = buffers.take(10, never)
  assert.equal(await settled(large), false)
  assert.equal(await settled(next), false, 'who comes later does not overtake')
  buffers.give(small)
  assert.equal((await large).length, 30)
  assert.equal(await settled(next), false)
  buffers.give(await large)
  assert.equal((await next).length, 10)
})

test('who gives up waiting makes room for the next', async () => {
  const buffers = new PartBuffers(20)
  await buffers.take(10, never)
  const run = new AbortController()
  const large = buffers.take(20, run.signal)
  const small = buffers.take(10, never)
  assert.equal(await settled(small), false)
  run.abort(new Error('enough'))
  await assert.rejects(large, /enough/)
  assert.equal((await small).length, 10)
  await assert.rejects(buffers.take(10, run.signal), /enough/)
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
            const buffer = await buffers.take(size, never)
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
