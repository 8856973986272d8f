import assert from 'node:assert/strict'
import test from 'node:test'
import { withRetries } from '../../../src/destinations/objects/retry.ts'

const never = new AbortController().signal
const quick = { attempts: 4, firstPauseMs: 1 }

test('makes an attempt until one succeeds', async () => {
  let made = 0
  const attempt = async () => {
    if (++made < 3) throw new Error(`failure ${made}`)
    return made
  }
  const judged: string[] = []
  const judge = (error: unknown) => {
    judged.push((error as Error).message)
    return 'later' as const
  }
  assert.equal(await withRetries(quick, never, attempt, judge), 3)
  assert.deepEqual(judged, ['failure 1', 'failure 2'])
})

test('throws the last failure, and the first one that is final', async () => {
  let made = 0
  const attempt = async () => {
    throw new Error(`failure ${++made}`)
  }
  await assert.rejects(
    withRetries(quick, never, attempt, () => 'at once'),
    /failure 4/,
  )
  await assert.rejects(
    withRetries(quick, never, attempt, () => 'give up'),
    /failure 5/,
  )
})

test('each pause may be twice as long as the one before', async (t) => {
  t.mock.method(Math, 'random', () => 1)
  const times: number[] = []
  const attempt = async () => {
    times.push(performance.now())
    throw new Error('failure')
  }
  const tuning = { attempts: 4, firstPauseMs: 20 }
  await assert.rejects(withRetries(tuning, never, attempt, () => 'later'))
  const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0))
  // A busy machine makes them longer, never shorter (but for what a timer rounds off).
  for (const [at, least] of [20, 40, 80].entries())
    assert.ok((pauses[at] ?? 0) > least - 2, `${pauses}`)
})

test('an abort ends the pause between two attempts', async () => {
  const controller = new AbortController()
  const attempt = () => Promise.reject(new Error('failure'))
  const slow = { attempts: 4, firstPauseMs: 1e9 }
  const running = withRetries(slow, controller.signal, attempt, () => 'later')
  setImmediate(() => controller.abort())
  await assert.rejects(running, { name: 'AbortError' })
})
