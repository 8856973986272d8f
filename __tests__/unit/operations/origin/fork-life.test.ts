import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import test from 'node:test'
import type { Clock, ForkProvider } from '../../../../src/forks/fork.ts'
import { ForkLife } from '../../../../src/operations/origin/fork-life.ts'
import { recordingHost } from '../../destinations/recording-host.ts'

/** A fork whose time is over when that is said. */
function startLife() {
  const timeouts: AbortController[] = []
  const clock: Clock = {
    now: () => new Date('2026-11-24T08:00:00Z'),
    sleep: async () => {},
    timeout: () => {
      const controller = new AbortController()
      timeouts.push(controller)
      return controller.signal
    },
  }
  const fork = { name: 'pg-backup-fork-12-1-4h-k3x9qa2b', place: 'shop', sourceId: '1' }
  const provider = { name: 'heroku', destroy: async () => 'gone' } as const
  const noted = { ...fork, provider: provider.name, notedAt: '2026-11-24T07:50:00Z' }
  const life = new ForkLife(recordingHost(tmpdir()), provider as unknown as ForkProvider, noted, {
    clock,
    timeoutMs: 4 * 3_600_000,
  })
  life.answered()
  const [deadline] = timeouts
  return { life, expire: () => deadline?.abort() }
}

test('a fork past its deadline is given up', () => {
  const { life, expire } = startLife()
  expire()
  assert.equal(life.signal.reason?.code, 'E_FORK')
})

test('what was read in time is not given up, however long the rest of the run takes', async () => {
  const { life, expire } = startLife()
  const ending = life.end()
  expire()
  assert.equal(life.signal.aborted, false)
  await ending
  assert.equal(life.hasEnded, true)
})
