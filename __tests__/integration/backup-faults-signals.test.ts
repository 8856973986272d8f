import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import { type HeldRun, PHASES, Surroundings } from './interrupted-run.ts'
import { assertNothingTemporary, eventually, startBackup } from './watched-run.ts'

/** GitHub waits so long after SIGINT before it sends SIGTERM. */
const PATIENCE_MS = 7_500

describe('a run that is interrupted', { concurrency: 4 }, () => {
  let around: Surroundings
  before(async () => {
    around = await Surroundings.start()
  })
  after(() => around?.[Symbol.asyncDispose]())

  for (const [phase, hold] of Object.entries(PHASES)) {
    for (const [signal, status] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      test(`${signal} while ${phase}`, async () => {
        await using held = await hold(around)
        const start = performance.now()
        held.run.started.child.kill(signal)
        const result = await held.run.fails('E_CANCELLED', new RegExp(signal))
        assert.equal(result.status, status)
        assert.ok(performance.now() - start < PATIENCE_MS, 'it took too long')
        await held.at.assertEmpty()
        await sessionsEnd(held)
      })
    }

    test(`SIGKILL while ${phase}`, async () => {
      await using held = await hold(around)
      held.run.started.child.kill('SIGKILL')
      const result = await held.run.started.finished
      assert.equal(result.signal, 'SIGKILL')
      await held.run.processesEnd()
      await sessionsEnd(held)
      await assertNoBackup(held)
      await laterRun(held)
      await assertNothingTemporary(held.place)
      assert.deepEqual(await held.place.files(), [])
      await held.at.assertEmpty()
      await held.run.assertNoSecret(result)
    })
  }
})

async function sessionsEnd({ role }: HeldRun): Promise<void> {
  await eventually(async () => (await role.sessions()).length === 0, 'its sessions ended', 5_000)
}

/** What lies there before anybody has cleaned up. */
async function assertNoBackup({ place, at }: HeldRun): Promise<void> {
  const files = (await place.files()).filter((file) => !/^\w+\/\.[^/]+\.partial\//.test(file))
  assert.deepEqual(files, [])
  const manifests = (await at.keys()).filter((key) => key.includes('manifest'))
  assert.deepEqual(manifests, [])
}

/** Any later run cleans up first, even one that then finds its inputs to be wrong. */
async function laterRun({ place, env, role }: HeldRun): Promise<void> {
  const run = startBackup(place, role.url('big'), ['--format', 'none'], { env })
  const { errors, everything } = await run.end()
  assert.deepEqual(
    errors.map((line) => line.slice(0, 8)),
    ['E_INPUT:'],
    everything,
  )
  assert.doesNotMatch(everything, /Could not clean up/)
}
