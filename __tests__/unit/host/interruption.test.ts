import assert from 'node:assert/strict'
import test from 'node:test'
import { Interruption } from '../../../src/host/interruption.ts'

test('the first signal stops the run, the next one ends it, and npm doubles Ctrl-C', () => {
  const interruption = new Interruption()
  let ended = 0
  interruption.listen(() => {
    ended++
  })
  assert.equal(interruption.exitStatus, undefined)
  assert.equal(interruption.cancellation, undefined)
  process.emit('SIGINT')
  assert.ok(interruption.signal.aborted)
  assert.equal(interruption.signal.reason.code, 'E_CANCELLED')
  process.emit('SIGINT')
  assert.equal(ended, 0, 'the same key press')
  process.emit('SIGTERM')
  assert.equal(ended, 1)
  assert.equal(interruption.exitStatus, 130, 'the first one counts')
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM').removeAllListeners('SIGHUP')
})
