import assert from 'node:assert/strict'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import type { ClientRequest } from '../../../src/client/client.ts'
import { findClient } from '../../../src/client/find.ts'
import { UserError } from '../../../src/errors.ts'
import { fakeClient } from './fake-client.ts'
import { testHost } from './test-host.ts'

// A major that no system has, no wheel and no repository.
const MAJOR = 99
const request = (changes: Partial<ClientRequest> = {}): ClientRequest => ({
  major: MAJOR,
  source: 'auto',
  cache: false,
  ...changes,
})

test('client-dir replaces every source, even when the system has a client', async (t) => {
  const host = await testHost(t)
  const root = await host.temporaryDirectory()
  const environment = { PATH: await fakeClient(join(root, 'path'), '99.2') }
  const directory = await fakeClient(join(root, 'given'), '99.1')
  const client = await findClient(request({ directory }), { ...host, environment })
  assert.deepEqual(
    [client.source, client.version, client.directory],
    ['client-dir', '99.1', directory],
  )
})

test('client-dir of another major is E_VERSION and names both', async (t) => {
  const directory = await fakeClient(await (await testHost(t)).temporaryDirectory(), '16.9')
  await assert.rejects(findClient(request({ directory }), await testHost(t)), (error) => {
    assert.ok(error instanceof UserError)
    assert.equal(error.code, 'E_VERSION')
    assert.match(error.message, /has the PostgreSQL 16\.9 client, and 99 is needed/)
    return true
  })
})

test('client-dir without pg_restore, or with pg_wrapper, is E_CLIENT', async (t) => {
  const root = await (await testHost(t)).temporaryDirectory()
  const half = await fakeClient(join(root, 'half'), '99.1', ['pg_dump'])
  const wrapped = await fakeClient(join(root, 'wrapped'), '99.1', ['pg_wrapper'])
  await symlink('pg_wrapper', join(wrapped, 'pg_dump'))
  const expectations: [string, RegExp][] = [
    [half, /pg_restore in .* is missing/],
    [wrapped, /pg_dump in .* is pg_wrapper/],
  ]
  for (const [directory, message] of expectations) {
    const found = findClient(request({ directory }), await testHost(t))
    await assert.rejects(found, { code: 'E_CLIENT', message })
  }
})

test('auto takes the client of the system and makes no tool folder', async (t) => {
  const host = await testHost(t)
  const path = await fakeClient(join(await host.temporaryDirectory(), 'path'), '99.2')
  const client = await findClient(request(), { ...host, environment: { PATH: path } })
  assert.deepEqual([client.source, client.version], ['system', '99.2'])
  await assert.rejects(import('node:fs/promises').then((fs) => fs.stat(host.toolDirectory)))
})

test('a mirror that is no address is E_INPUT, and its password is not shown', async (t) => {
  const mirrors = [
    'ftp://user:pass-word@mirror/apt',
    'mirror/apt',
    'https://user:pass%20word@mirror',
  ]
  for (const mirror of mirrors) {
    const found = findClient(request({ source: 'apt', mirror }), await testHost(t))
    await assert.rejects(found, (error) => {
      assert.ok(error instanceof UserError)
      assert.equal(error.code, 'E_INPUT')
      assert.doesNotMatch(error.message, /pass[-%]|pass word/)
      return true
    })
  }
})

test('an explicit source tries only that', async (t) => {
  const host = await testHost(t)
  const path = await fakeClient(join(await host.temporaryDirectory(), 'path'), '99.2')
  const withClient = { ...host, environment: { PATH: path } }
  const wheel = findClient(request({ source: 'wheel' }), withClient)
  await assert.rejects(wheel, { code: 'E_CLIENT', message: /\(wheel: there are wheels of/ })
  const system = findClient(request({ source: 'system' }), host)
  await assert.rejects(system, { code: 'E_CLIENT', message: /\(system: [^|]*\)\.$/ })
})

test('a cancelled run ends the search at once', async (t) => {
  const signal = AbortSignal.abort()
  const host = await testHost(t, { signal })
  const path = await fakeClient(join(await host.temporaryDirectory(), 'path'), '99.2')
  const found = findClient(request(), { ...host, environment: { PATH: path } })
  await assert.rejects(found, { name: 'AbortError' })
})
