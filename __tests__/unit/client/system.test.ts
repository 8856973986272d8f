import assert from 'node:assert/strict'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { isUnavailable } from '../../../src/client/source.ts'
import { systemDirectories, systemSource } from '../../../src/client/system.ts'
import { fakeClient } from './fake-client.ts'
import { testHost } from './test-host.ts'

async function search(context: TestContext, lay: (root: string) => Promise<Places>) {
  const host = await testHost(context)
  const root = await host.temporaryDirectory()
  const { places = [], path = [] } = await lay(root)
  const environment = { PATH: path.join(delimiter) }
  const found = await systemSource(17, { ...host, environment }, places).find()
  return { root, found }
}

interface Places {
  readonly places?: readonly string[]
  readonly path?: readonly string[]
}

test('a client in its usual place is taken before the one in PATH', async (t) => {
  const { root, found } = await search(t, async (root) => ({
    places: [join(root, 'missing'), await fakeClient(join(root, 'usual'), '17.5')],
    path: [await fakeClient(join(root, 'path'), '17.6')],
  }))
  const directory = join(root, 'usual')
  const expected = { major: 17, version: '17.5', source: 'system', directory, environment: {} }
  assert.deepEqual(found, expected)
})

test('a client of another major is passed over', async (t) => {
  const { root, found } = await search(t, async (root) => ({
    path: [
      await fakeClient(join(root, 'a'), '16.9'),
      await fakeClient(join(root, 'b'), '17.6'),
      await fakeClient(join(root, 'c'), '17.7'),
    ],
  }))
  assert.equal(isUnavailable(found) || found.directory, join(root, 'b'))
})

test('a link in PATH is followed to the folder of the program', async (t) => {
  const { root, found } = await search(t, async (root) => {
    const real = await fakeClient(join(root, 'libexec', 'postgresql17'), '17.6')
    await mkdir(join(root, 'bin'))
    await symlink(join(real, 'pg_dump'), join(root, 'bin', 'pg_dump'))
    return { path: [join(root, 'bin')] }
  })
  assert.equal(isUnavailable(found) || found.directory, join(root, 'libexec', 'postgresql17'))
})

test("Debian's pg_wrapper is never run, whatever version it would say", async (t) => {
  const { root, found } = await search(t, async (root) => {
    const wrapper = join(root, 'share', 'pg_wrapper')
    await mkdir(join(root, 'share'))
    await mkdir(join(root, 'bin'))
    const script = `#!/bin/sh\ntouch ${join(root, 'ran')}\necho "pg_dump (PostgreSQL) 17.6"\n`
    await writeFile(wrapper, script)
    await chmod(wrapper, 0o755)
    for (const program of ['pg_dump', 'pg_restore', 'pg_dumpall', 'psql']) {
      await symlink(wrapper, join(root, 'bin', program))
    }
    return { path: [join(root, 'bin')], places: [join(root, 'bin')] }
  })
  assert.match(isUnavailable(found) ? found.reason : '', /^no pg_dump in /)
  await assert.rejects(import('node:fs/promises').then((fs) => fs.stat(join(root, 'ran'))))
})

test('each folder that was no good is named with the reason', async (t) => {
  const { root, found } = await search(t, async (root) => ({
    path: [
      await fakeClient(join(root, 'old'), '16.9'),
      await fakeClient(join(root, 'half'), '17.6', ['pg_dump']),
      await fakeClient(join(root, 'strange'), 'unknown'),
    ],
  }))
  const reason = isUnavailable(found) ? found.reason : ''
  assert.ok(reason.includes(`${join(root, 'old')} has 16.9`), reason)
  assert.ok(reason.includes(`pg_restore in ${join(root, 'half')} is missing`), reason)
  assert.ok(reason.includes('does not say its version'), reason)
})

test('a pg_restore of another version than pg_dump is not trusted', async (t) => {
  const { found } = await search(t, async (root) => {
    await fakeClient(join(root, 'mixed'), '17.6')
    return { path: [await fakeClient(join(root, 'mixed'), '17.5', ['pg_restore'])] }
  })
  assert.match(isUnavailable(found) ? found.reason : '', /differ \(17\.6 and 17\.5\)/)
})

test('a program that cannot start is a reason with what it said', async (t) => {
  const { found } = await search(t, async (root) => {
    const directory = await fakeClient(join(root, 'bin'), '17.6')
    const failing = '#!/bin/sh\necho "libpq.so.5: cannot open shared object file" >&2\nexit 127\n'
    await writeFile(join(directory, 'pg_restore'), failing)
    return { path: [directory] }
  })
  assert.match(
    isUnavailable(found) ? found.reason : '',
    /ended with 127: libpq\.so\.5: cannot open/,
  )
})

test('the usual places of every platform, and none that a wrapper lives in', () => {
  const linux = systemDirectories(17, 'linux')
  assert.ok(linux.includes('/usr/lib/postgresql/17/bin') && linux.includes('/usr/pgsql-17/bin'))
  assert.ok(!linux.includes('/usr/bin'))
  const mac = systemDirectories(17, 'darwin')
  assert.ok(mac.includes('/opt/homebrew/opt/postgresql@17/bin'))
  assert.ok(mac.includes('/Applications/Postgres.app/Contents/Versions/17/bin'))
  assert.deepEqual(systemDirectories(17, 'win32'), ['C:\\Program Files\\PostgreSQL\\17\\bin'])
})
