import assert from 'node:assert/strict'
import test from 'node:test'
import { rateLimit } from '../../../src/archive/rate-limit.ts'

test('bytes pass at the given rate, after a short burst', async () => {
  const started = performance.now()
  const limit = rateLimit(1_000_000, new AbortController().signal)
  for (let sent = 0; sent < 400_000; sent += 50_000) await limit.take(50_000)
  const seconds = (performance.now() - started) / 1000
  assert.ok(seconds >= 0.38 && seconds < 0.8, `400 kB took ${seconds} s`)
})

test('a cancelled run does not wait', async () => {
  const controller = new AbortController()
  const waiting = rateLimit(1, controller.signal).take(1_000)
  controller.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
})
