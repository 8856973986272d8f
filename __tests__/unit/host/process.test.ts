import assert from 'node:assert/strict'
import test from 'node:test'
import { processStartTime } from '../../../src/host/process.ts'

test('macOS: when a process started is the same for whoever asks', {
  skip: process.platform === 'win32',
}, (t) => {
  const { TZ, LC_ALL } = process.env
  const { platform } = process
  t.after(() => {
    Object.defineProperty(process, 'platform', { value: platform })
    for (const [name, value] of Object.entries({ TZ, LC_ALL })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  Object.defineProperty(process, 'platform', { value: 'darwin' })
  const times = ['Asia/Tokyo', 'America/Lima'].map((zone) => {
    process.env['TZ'] = zone
    return processStartTime(process.pid)
  })
  assert.match(times[0] ?? '', /\d\d:\d\d:\d\d/)
  assert.equal(times[1], times[0])
})
