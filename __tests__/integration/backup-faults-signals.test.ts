import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import {
  type HeldRun,
  halfCommitted,
  PHASES,
  Surroundings,
  uploadingForGood,
} from './interrupted-run.ts'
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
      await assertOnlyInPassfile(held)
      await assertNoBackup(held)
      await laterRun(held)
      await assertNothingTemporary(held.place)
      assert.deepEqual(await held.place.files(), [])
      await held.at.assertEmpty()
      await held.run.assertNoSecret(result)
    })
  }

  test('SIGTERM once one destination of two has its backup: it stays, and that is told', async () => {
    await using held = await halfCommitted(around)
    held.run.started.child.kill('SIGTERM')
    const { status, error, errors } = await held.run.end()
    assert.equal(status, 143)
    assert.equal(errors.length, 1)
    assert.match(error, /^E_CANCELLED: .*SIGTERM/)
    assert.ok(error.includes(`A good copy lies at ${held.place.backups}/`), error)
    assert.equal((await held.place.files()).length, 2)
    await held.at.assertEmpty()
  })

  test('SIGKILL once one destination of two has its backup: a later run leaves it', async () => {
    await using held = await halfCommitted(around)
    held.run.started.child.kill('SIGKILL')
    await held.run.started.finished
    const files = (await held.place.files()).filter((file) => !file.includes('.partial'))
    held.at.proxy.reset()
    await laterRun(held)
    assert.equal(files.length, 2)
    assert.deepEqual(await held.place.files(), files)
    await held.at.assertEmpty()
  })

  test('SIGTERM after SIGINT ends a run whose cleaning up hangs; a later run finishes that', async () => {
    await using held = await uploadingForGood(around)
    held.run.started.child.kill('SIGINT')
    const isAbort = (line: string) => /^DELETE .*uploadId=/.test(line)
    await eventually(() => held.at.proxy.seen.some(isAbort), 'it cleans up')
    const second = performance.now()
    held.run.started.child.kill('SIGTERM')
    const result = await held.run.started.finished
    assert.ok(performance.now() - second < 2_000, 'it did not end at once')
    assert.equal(result.status, 130)
    assert.equal(result.errors.length, 1, result.everything)
    assert.match(result.error, /^E_CANCELLED: /)
    await held.run.processesEnd()
    held.at.proxy.reset()
    await laterRun(held)
    await assertNothingTemporary(held.place)
    await held.at.assertEmpty()
    await held.run.assertNoSecret(result)
  })
})

/** While it runs, and after it was killed, one file has the password, which only we can read. */
async function assertOnlyInPassfile({ place, role }: HeldRun): Promise<void> {
  const written = await readdir(place.temporary, { recursive: true, withFileTypes: true })
  for (const entry of written.filter((one) => one.isFile() && one.name !== 'passfile')) {
    const text = await readFile(path.join(entry.parentPath, entry.name), 'utf8')
    assert.equal(text.includes(role.password), false, entry.name)
    assert.equal(text.includes(encodeURIComponent(role.password)), false, entry.name)
  }
  for (const { name, parentPath } of written.filter((one) => one.name === 'passfile')) {
    assert.equal((await stat(path.join(parentPath, name))).mode & 0o077, 0)
  }
}

async function sessionsEnd({ role }: HeldRun): Promise<void> {
  await eventually(async () => (await role.sessions()).length === 0, 'its sessions ended', 10_000)
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
