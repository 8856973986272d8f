import { systemClock } from '../../src/forks/clock.ts'

/**
 * Loaded into a run before its program: what it sleeps between two questions to a provider takes a
 * tenth of the time, and the clock is put forward by the rest. Deadlines stay what they are.
 */
const SPEED = 10
const { sleep } = systemClock
let aheadMs = 0

systemClock.now = () => new Date(Date.now() + aheadMs)
systemClock.sleep = async (milliseconds, signal) => {
  await sleep(milliseconds / SPEED, signal)
  aheadMs += milliseconds - milliseconds / SPEED
}
