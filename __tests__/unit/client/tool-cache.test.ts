import assert from 'node:assert/strict'
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import type { Installer } from '../../../src/client/installer.ts'
import { isUnavailable } from '../../../src/client/source.ts'
import {
  entrySuffix,
  installEntry,
  openToolCache,
  toolCacheSource,
} from '../../../src/client/tool-cache.ts'
import { fakeClient } from './fake-client.ts'
import { testHost } from './test-host.ts'

const apt: Installer = {
  name: 'apt',
  origin: 'apt-noble',
  from: 'a test',
  install: async () => assert.fail('is not called here'),
}
const wheel: Installer = { ...apt, name: 'wheel', origin: 'wheel', version: '17.11' }

const versionOf = (found: object) => ('version' in found ? found.version : found)
const entry = (installer: Installer, version: string) => `${version}${entrySuffix(installer)}`

test('an installed client is in its place, is found again, and nothing else is left', async (t) => {
  const host = await testHost(t)
  const cache = await openToolCache(17, host)
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '17.12').then(() => {})
  const made = await installEntry(cache, apt, fill)
  const directory = join(host.toolDirectory, 'pg-client', '17', entry(apt, '17.12'), 'bin')
  assert.equal('directory' in made && made.directory, directory)
  assert.deepEqual(await readdir(cache.directory), [entry(apt, '17.12')])
  assert.equal(host.pending.size, 0)
  assert.deepEqual(await toolCacheSource(cache, [apt], 'fresh').find(), made)
})

test('an installation that fails, or makes another major, leaves nothing', async (t) => {
  const host = await testHost(t)
  const cache = await openToolCache(17, host)
  const failing = installEntry(cache, apt, async (folder) => {
    assert.deepEqual([...host.pending], [folder])
    await fakeClient(join(folder, 'bin'), '17.12')
    throw new Error('the line was cut')
  })
  await assert.rejects(failing, /the line was cut/)
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '16.1').then(() => {})
  assert.ok(isUnavailable(await installEntry(cache, apt, fill)))
  assert.deepEqual(await readdir(cache.directory), [])
  assert.equal(host.pending.size, 0)
})

test('the leftovers of a killed run are no client, and go when they are old', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  const old = join(cache.directory, '.installing-old')
  await fakeClient(join(old, 'bin'), '17.12')
  await fakeClient(join(cache.directory, '.installing-now', 'bin'), '17.12')
  assert.ok(isUnavailable(await toolCacheSource(cache, [apt, wheel], 'any').find()))
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000)
  await utimes(old, hoursAgo, hoursAgo)
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '17.12').then(() => {})
  await installEntry(cache, apt, fill)
  assert.deepEqual((await readdir(cache.directory)).sort(), [
    '.installing-now',
    entry(apt, '17.12'),
  ])
})

test('of several entries the newest is taken, of its own origin only', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  for (const version of ['17.12', '17.100', '17.13']) {
    await fakeClient(join(cache.directory, entry(apt, version), 'bin'), version)
  }
  const bookworm: Installer = { ...apt, origin: 'apt-bookworm' }
  await fakeClient(join(cache.directory, entry(bookworm, '17.200'), 'bin'), '17.200')
  assert.equal(versionOf(await toolCacheSource(cache, [apt], 'fresh').find()), '17.100')
})

test('of a pinned source only the pinned version is taken', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  await fakeClient(join(cache.directory, entry(wheel, '17.12'), 'bin'), '17.12')
  assert.ok(isUnavailable(await toolCacheSource(cache, [wheel], 'any').find()))
  await fakeClient(join(cache.directory, entry(wheel, '17.11'), 'bin'), '17.11')
  assert.equal(versionOf(await toolCacheSource(cache, [wheel], 'fresh').find()), '17.11')
})

test('a client without the latest fixes is fetched anew after a day, or taken last', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '17.5').then(() => {})
  await installEntry(cache, apt, fill)
  const folder = join(cache.directory, entry(apt, '17.5'))
  const find = async (age: 'fresh' | 'any') =>
    versionOf(await toolCacheSource(cache, [apt], age).find())
  assert.equal(await find('fresh'), '17.5')
  const longAgo = new Date(Date.now() - 48 * 3_600_000)
  await utimes(folder, longAgo, longAgo)
  assert.deepEqual(await find('fresh'), { reason: '17.5 is older than the latest security fixes' })
  assert.equal(await find('any'), '17.5')
  // A repository that has nothing newer must not be asked again by every run.
  await installEntry(cache, apt, fill)
  assert.equal(await find('fresh'), '17.5')
})

test('two installations at once give one entry that works', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '17.12').then(() => {})
  const made = await Promise.all([1, 2, 3].map(() => installEntry(cache, apt, fill)))
  assert.deepEqual(made.map(versionOf), ['17.12', '17.12', '17.12'])
  assert.deepEqual(await readdir(cache.directory), [entry(apt, '17.12')])
})

test('an entry that does not work any more is replaced', async (t) => {
  const cache = await openToolCache(17, await testHost(t))
  const fill = (folder: string) => fakeClient(join(folder, 'bin'), '17.12').then(() => {})
  await installEntry(cache, apt, fill)
  await rm(join(cache.directory, entry(apt, '17.12'), 'bin', 'psql'))
  assert.ok(isUnavailable(await toolCacheSource(cache, [apt], 'any').find()))
  assert.equal(versionOf(await installEntry(cache, apt, fill)), '17.12')
  assert.deepEqual(await readdir(cache.directory), [entry(apt, '17.12')])
})

test('where the tool folder cannot be written to, the run keeps its client to itself', async (t) => {
  const host = await testHost(t)
  const parent = join(host.toolDirectory, 'pg-client')
  await mkdir(host.toolDirectory)
  await writeFile(parent, 'a file in the way, since root may write to every folder')
  const cache = await openToolCache(17, host)
  assert.equal(cache.directory, join(await host.temporaryDirectory(), 'pg-client', '17'))
  assert.ok((await stat(cache.directory)).isDirectory())
})
