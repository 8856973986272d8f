import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './fork.ts'

export const systemClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    // The timer's own error would hide why it was stopped.
    await sleep(milliseconds, undefined, { signal }).catch((error) => {
      signal.throwIfAborted()
      throw error
    })
  },
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
}
