import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import test from 'node:test'
import type { UserError } from '../../src/errors.ts'
import type { DestroyForkTask } from '../../src/host/host.ts'
import { destroyForks } from '../../src/leftover-forks.ts'
import { recordingHost } from './destinations/recording-host.ts'

const fork: DestroyForkTask = {
  kind: 'destroy-fork',
  isAnswered: true,
  provider: 'neon',
  name: 'pg-backup-fork-12-1-k3x9qa2b',
  place: 'late-frost-12345678',
  sourceId: 'br-1',
  notedAt: new Date().toISOString(),
}

async function destroy(
  task: DestroyForkTask,
  environment: Readonly<Record<string, string>> = {},
  isOwn = true,
) {
  const told: UserError[] = []
  const host = { ...recordingHost(tmpdir()), environment }
  const tell = (failure: UserError) => void told.push(failure)
  const isSettled = await destroyForks(host, { isOwn: () => isOwn, tell })(task)
  return { isSettled, told: told.map(({ code, message, next }) => `${code}: ${message} ${next}`) }
}

test('without the key the command is told that removes the fork', async () => {
  const { isSettled, told } = await destroy(fork)
  assert.equal(isSettled, false)
  assert.deepEqual(told, [
    'E_FORK_LEFT: The fork pg-backup-fork-12-1-k3x9qa2b may be left, and costs money: this run has no neon-api-key to destroy it with. See whether it is there, and remove it: neonctl branches delete pg-backup-fork-12-1-k3x9qa2b --project-id late-frost-12345678',
  ])
  const commands = await Promise.all([destroy({ ...fork, provider: 'heroku', place: 'shop' })])
  assert.match(
    commands[0]?.told[0] ?? '',
    /heroku addons:destroy pg-backup-fork-12-1-k3x9qa2b --app shop --confirm shop$/,
  )
})

test('whatever hinders it is told with that command', async () => {
  const environment = { NEON_API_KEY: 'napi_key', NEON_API_URL: 'http://elsewhere.example.com' }
  const { isSettled, told } = await destroy(fork, environment)
  assert.equal(isSettled, false)
  assert.match(
    told[0] ?? '',
    /^E_FORK_LEFT: .*NEON_API_URL.* neonctl branches delete pg-backup-fork/,
  )
})

const DAY = 24 * 3_600_000
for (const [name, days, isSettled] of [
  ['pg-backup-fork-12-1-k3x9qa2b', 8, false],
  ['pg-backup-fork-12-1-k3x9qa2b', 8.3, true],
  ['pg-backup-fork-12-1-48h-k3x9qa2b', 9.9, false],
  ['pg-backup-fork-12-1-48h-k3x9qa2b', 10.1, true],
  ['pg-backup-fork-12-1-48h-k3x9qa2b', Number.NaN, true],
] as const) {
  test(`a note of ${name} that is ${days} days old ${isSettled ? 'is dropped' : 'stays'}`, async () => {
    const time = Date.now() - days * DAY
    const notedAt = Number.isNaN(time) ? 'yesterday' : new Date(time).toISOString()
    const result = await destroy({ ...fork, name, notedAt }, {}, false)
    assert.equal(result.isSettled, isSettled)
    assert.match(result.told.join(), /^E_FORK_LEFT: [^,]+ may be left/, 'and is told in any case')
  })
}

test('the key of another account is not asked whether the fork is there', async () => {
  const { told } = await destroy(fork, { NEON_API_KEY: 'napi_key' }, false)
  assert.match(
    told[0] ?? '',
    /this run has not the inputs of late-frost-12345678 to destroy it with/,
  )
})

test('a note with a name that is none of ours is not followed', async () => {
  const environment = { NEON_API_KEY: 'napi_key', NEON_API_URL: 'http://elsewhere.example.com' }
  for (const name of ['main', 'production', 'pg-backup-fork-', '../main']) {
    assert.deepEqual(await destroy({ ...fork, name }, environment), { isSettled: true, told: [] })
  }
})
