import { setTimeout as sleep } from 'node:timers/promises'
import type { ObjectTuning } from './tuning.ts'

/** What is to be done about a request that failed. */
export type Verdict = 'give up' | 'at once' | 'later'

/**
 * Makes an attempt until it succeeds, its failure is final, or it was made `attempts` times.
 * Throws what the last attempt threw, or the signal's reason.
 *
 * @param judge is asked after each failure but that of the last attempt
 */
export async function withRetries<T>(
  tuning: Pick<ObjectTuning, 'attempts' | 'firstPauseMs'>,
  signal: AbortSignal,
  attempt: () => Promise<T>,
  judge: (error: unknown) => Verdict | Promise<Verdict>,
): Promise<T> {
  for (let count = 1; ; count++) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const verdict = count >= tuning.attempts ? 'give up' : await judge(error)
      if (verdict === 'give up') throw error
      if (verdict === 'later') await pause(tuning.firstPauseMs, count, signal)
    }
  }
}

/** Full jitter: parts that failed together must not come back together. */
async function pause(firstPauseMs: number, count: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(20_000, firstPauseMs * 2 ** (count - 1))
  await sleep(Math.random() * longest, undefined, { signal }).catch(() => {})
}
