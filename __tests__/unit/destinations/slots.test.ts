import assert from 'node:assert/strict'
import test from 'node:test'
import { Slots } from '../../../src/destinations/objects/slots.ts'

const never = new AbortController().signal

test('serves those who wait in turn, and none beyond its number', async () => {
  const slots = new Slots(2, 1)
  const served: number[] = []
  const takes = [1, 2, 3, 4].map((one) => slots.take(never).then(() => served.push(one)))
  await Promise.all(takes.slice(0, 2))
  assert.deepEqual(served, [1, 2])
  slots.give()
  await takes[2]
  assert.deepEqual(served, [1, 2, 3])
  slots.give()
  await takes[3]
  assert.deepEqual(served, [1, 2, 3, 4])
})

test('who is aborted while waiting leaves the turn to the next', async () => {
  const slots = new Slots(1, 1)
  await slots.take(never)
  const controller = new AbortController()
  const aborted = slots.take(controller.signal)
  const next = slots.take(never)
  controller.abort()
  await assert.rejects(aborted, { name: 'AbortError' })
  slots.give()
  await next
})

test('a slot that was served at the moment of an abort is not lost', async () => {
  const slots = new Slots(1, 1)
  await slots.take(never)
  const controller = new AbortController()
  const served = slots.take(controller.signal)
  slots.give()
  controller.abort()
  await served // it holds the slot, and gives it back
  slots.give()
  await slots.take(never)
})
