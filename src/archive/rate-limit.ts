import { setTimeout as sleep } from 'node:timers/promises'

/** Holds a stream back so that no more than so many bytes a second pass. */
export interface RateLimit {
  /** Resolves when these bytes may pass. Rejects with AbortError when the run is cancelled. */
  take(bytes: number): Promise<void>
}

/** How far a stream may run ahead after a pause, in seconds of its own rate. */
const BURST_SECONDS = 0.25

/** @param now milliseconds that never go backwards */
export function rateLimit(
  bytesPerSecond: number,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): RateLimit {
  let freeAt = now()
  return {
    async take(bytes) {
      freeAt = Math.max(freeAt, now() - BURST_SECONDS * 1000) + (bytes / bytesPerSecond) * 1000
      const wait = freeAt - now()
      if (wait > 0) await sleep(wait, undefined, { signal })
    },
  }
}
