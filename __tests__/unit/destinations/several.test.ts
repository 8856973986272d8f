import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import type { Destination, FileWriter } from '../../../src/destinations/destination.ts'
import { openFileDestination } from '../../../src/destinations/file.ts'
import { beginAtSeveral, partialFailure } from '../../../src/destinations/several.ts'
import { errorLine, UserError } from '../../../src/errors.ts'
import { recordingHost } from './recording-host.ts'

const root = await mkdtemp(join(tmpdir(), 'several-'))
test.after(() => rm(root, { recursive: true }))

const { signal } = new AbortController()
const name = 'shop'
const id = 'shop-20261124T081500Z-abc123'
const manifestPath = `${id}.manifest.json`
const manifest = Buffer.from('{}')
let folders = 0

function folder() {
  folders += 1
  const directory = join(root, String(folders))
  const host = recordingHost(directory)
  const destination = openFileDestination({ kind: 'file', text: directory, directory }, host)
  return { directory, destination, host }
}

type Step = 'begin' | 'open' | 'write' | 'close' | 'commit'

/** A destination that works until the step at which it fails, and counts its aborts. */
function failingAt(failing: Step, error: Error, label = `fails at ${failing}`) {
  const calls: string[] = []
  const step = async (name: Step) => {
    calls.push(name)
    if (name === failing) throw error
  }
  let sizeBytes = 0
  const file: FileWriter = {
    async write(chunk) {
      await step('write')
      sizeBytes += chunk.byteLength
    },
    close: () => step('close').then(() => ({ path: 'x', sizeBytes })),
  }
  const destination: Destination = {
    kind: 's3',
    label,
    check: async () => {},
    async begin() {
      await step('begin')
      return {
        openFile: () => step('open').then(() => file),
        read: () => assert.fail('not read'),
        commit: () => step('commit').then(() => ({ location: `s3://${label}` })),
        abort: async () => void calls.push('abort'),
      }
    },
  }
  return { destination, calls }
}

const failure = new UserError('E_UPLOAD', 'The bucket is gone.', 'Make it again.')

/** A whole backup of one file, 20 chunks long. */
async function backUp(destinations: Destination[], bytes: Buffer) {
  const writer = await beginAtSeveral(destinations, { name, id }, signal)
  const file = await writer.openFile(`${id}.dump`)
  const length = Math.ceil(bytes.length / 20)
  for (let at = 0; at < bytes.length; at += length)
    await file.write(bytes.subarray(at, at + length))
  const stored = await file.close()
  const results = await writer.commit(manifestPath, manifest)
  await writer.abort()
  return { stored, results }
}

test('every destination gets all bytes and a manifest of its own', async () => {
  const [one, two] = [folder(), folder()]
  const bytes = randomBytes(3_000_000)
  const { stored, results } = await backUp([one.destination, two.destination], bytes)
  assert.equal(stored.sizeBytes, bytes.length)
  assert.equal(partialFailure(results), undefined)
  for (const { directory, host } of [one, two]) {
    assert.ok(bytes.equals(await readFile(join(directory, name, `${id}.dump`))))
    assert.ok(manifest.equals(await readFile(join(directory, name, manifestPath))))
    assert.equal(host.left.size, 0)
  }
})

for (const step of ['begin', 'open', 'write', 'close', 'commit'] as const) {
  test(`one that fails at ${step} is undone, and the others complete`, async () => {
    const [one, two] = [folder(), folder()]
    const failing = failingAt(step, failure)
    const bytes = randomBytes(100_000)
    const destinations = [one.destination, failing.destination, two.destination]
    const { stored, results } = await backUp(destinations, bytes)
    assert.equal(stored.sizeBytes, bytes.length)
    for (const { directory } of [one, two]) {
      assert.ok(bytes.equals(await readFile(join(directory, name, `${id}.dump`))))
    }
    assert.deepEqual(
      results.map((result) => ('error' in result ? result.error : result.stored.location)),
      [`${one.directory}/${name}/${id}.dump`, failure, `${two.directory}/${name}/${id}.dump`],
    )
    // Nothing is asked of it after its failure but to undo.
    const last = failing.calls.lastIndexOf(step)
    assert.deepEqual(
      new Set(failing.calls.slice(last + 1)),
      new Set(step === 'begin' ? [] : ['abort']),
    )
    assert.equal(
      errorLine(partialFailure(results)),
      `E_UPLOAD: fails at ${step}: The bucket is gone. A good copy lies at ` +
        `${one.directory}/${name}/${id}.dump and ${two.directory}/${name}/${id}.dump. Make it again.`,
    )
  })
}

test('when all have failed, the first failure in time is thrown', async () => {
  const early = new UserError('E_REGION', 'Early.')
  const late = new UserError('E_DISK', 'Late.')
  const both = [failingAt('close', late).destination, failingAt('write', early).destination]
  await assert.rejects(backUp(both, randomBytes(100)), early)
  await assert.rejects(backUp([failingAt('begin', late).destination], randomBytes(1)), late)
  await assert.rejects(backUp([failingAt('commit', late).destination], randomBytes(1)), late)
})

test('an error nobody expected gets a code of its own', async () => {
  const one = folder()
  const { results } = await backUp(
    [failingAt('write', new Error('boom')).destination, one.destination],
    randomBytes(100),
  )
  assert.match(
    errorLine(partialFailure(results)),
    /^E_INTERNAL: fails at write: boom\. A good copy/,
  )
})

test('a cancelled run is no failure of the destinations', async () => {
  const controller = new AbortController()
  const [one, two] = [folder(), folder()]
  const destinations = [one.destination, two.destination]
  const writer = await beginAtSeveral(destinations, { name, id }, controller.signal)
  const file = await writer.openFile(`${id}.dump`)
  await file.write(randomBytes(100))
  controller.abort()
  await assert.rejects(file.write(randomBytes(100)), { name: 'AbortError' })
  await assert.rejects(file.close(), { name: 'AbortError' })
  await assert.rejects(writer.commit(manifestPath, manifest), { name: 'AbortError' })
  await writer.abort()
  for (const { directory, host } of [one, two]) {
    assert.deepEqual(await readdir(join(directory, name)), [])
    assert.equal(host.left.size, 0)
  }
})

test('files of a directory archive that fail side by side count once', async () => {
  const one = folder()
  const failing = failingAt('write', failure)
  const writer = await beginAtSeveral([failing.destination, one.destination], { name, id }, signal)
  await Promise.all(
    ['toc.dat', '1.dat', '2.dat'].map(async (path) => {
      const file = await writer.openFile(`${id}/${path}`)
      for (let step = 0; step < 5; step += 1) await file.write(Buffer.from(path))
      await file.close()
    }),
  )
  const results = await writer.commit(manifestPath, manifest)
  assert.equal(failing.calls.filter((call) => call === 'abort').length, 1)
  assert.equal(results.filter((result) => 'error' in result).length, 1)
  assert.equal(await readFile(join(one.directory, name, id, '2.dat'), 'utf8'), '2.dat'.repeat(5))
})

test('a slow destination holds the others back: nothing is queued', async () => {
  const one = folder()
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>()
  const { promise: blocked, resolve: block } = Promise.withResolvers<void>()
  const slowFile: FileWriter = {
    write: () => {
      block()
      return ready
    },
    close: async () => ({ path: `${id}.dump`, sizeBytes: 4 }),
  }
  const slow: Destination = {
    ...failingAt('begin', failure).destination,
    begin: async () => ({
      openFile: async () => slowFile,
      read: () => assert.fail('not read'),
      commit: async () => ({ location: 'slow' }),
      abort: async () => {},
    }),
  }
  const writer = await beginAtSeveral([one.destination, slow], { name, id }, signal)
  const file = await writer.openFile(`${id}.dump`)
  let accepted = 0
  const writing = (async () => {
    for (const byte of 'abcd') {
      await file.write(Buffer.from(byte))
      accepted += 1
    }
  })()
  await blocked
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(accepted, 0)
  becomeReady()
  await writing
  assert.deepEqual((await file.close()).sizeBytes, 4)
  await writer.abort()
})
