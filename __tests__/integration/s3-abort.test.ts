import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after, before, beforeEach } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ObjectTuning } from '../../src/destinations/objects/tuning.ts'
import {
  type Fault,
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from './stand-ins/fault-proxy.ts'
import {
  type Bed,
  MiB,
  makeBed,
  newBackup,
  open,
  quick,
  s3Url,
  useKeys,
} from './stand-ins/s3-bed.ts'
import { archivePut, completion, creation, manifestPut } from './stand-ins/s3-requests.ts'

let bed: Bed
let proxy: FaultProxy

before(async () => {
  bed = await makeBed()
  useKeys(bed.server)
  proxy = await startFaultProxy(bed.server.endpoint)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
})
beforeEach(() => proxy.reset())

/** A backup whose first parts are on their way through the proxy. */
async function begun(tuning: Partial<ObjectTuning> = quick, size = 12 * MiB) {
  const backup = newBackup()
  const { destination, host } = open(s3Url(proxy.endpoint), tuning)
  const run = new AbortController()
  const writer = await destination.begin(backup, run.signal)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(size))
  return { host, run, writer, file, id: backup.id }
}

test('a run cancelled while the upload is being begun leaves none', async () => {
  proxy.add({ when: creation, fault: { kind: 'delay', ms: 300 } })
  const { host, run, writer } = await begun()
  while (!proxy.seen.some((line) => line.startsWith('POST'))) await sleep(1)
  run.abort()
  await writer.abort()
  // By now the request has reached the server in any case.
  await sleep(400)
  assert.deepEqual(await bed.witness.uploads(), [])
  assert.equal(host.tasks.size, 0)
})

test('an abort that is not answered ends in time and says what may be left', async () => {
  const { host, run, writer } = await begun({ ...quick, idleTimeoutMs: 60_000, abortMs: 300 })
  await bed.witness.firstUpload()
  const abortion = (seen: SeenRequest) => seen.method === 'DELETE'
  proxy.add({ when: abortion, times: 100, fault: { kind: 'stall', afterBytes: 0 } })
  run.abort()
  const start = Date.now()
  await writer.abort()
  assert.ok(Date.now() - start < 2000)
  assert.ok(host.lines.some((line) => line.startsWith('warning: Parts of the unfinished backup')))
  assert.equal(host.tasks.size, 1, 'the post step tries again')
  await bed.witness.removeUploads()
})

/** A backup whose archive is there and whose manifest is on its way when the run is aborted. */
async function abortedAtManifest(fault: Fault) {
  proxy.add({ when: manifestPut, fault })
  const { run, writer, host, id, file } = await begun({ ...quick, idleTimeoutMs: 60_000 })
  await file.close()
  const commit = writer.commit(`${id}.manifest.json`, Buffer.from('{}'))
  const outcome = commit.then(
    () => 'kept',
    (error: Error) => error.name,
  )
  while (!proxy.seen.some((line) => line.includes('.manifest.json'))) await sleep(1)
  run.abort()
  const result = await outcome
  await writer.abort()
  return { result, host, id }
}

const manifests = async () =>
  (await bed.witness.keys()).filter((key) => key.endsWith('.manifest.json')).length

const left = async (id: string) =>
  (await bed.witness.keys()).filter((key) => key.includes(id)).map((key) => key.split(id)[1])

test('a manifest that is on its way when the run is aborted makes it a backup', async () => {
  const { result, host, id } = await abortedAtManifest({ kind: 'delay', ms: 300 })
  assert.equal(result, 'kept')
  assert.deepEqual(await left(id), ['.dump', '.manifest.json'])
  assert.equal(host.tasks.size, 0)
})

test('a manifest that is not confirmed in time goes, also if it arrives while the rest does', async () => {
  const isRemoval = ({ method, path }: SeenRequest) => method === 'DELETE' && path.endsWith('.dump')
  const removal = Promise.withResolvers<void>()
  const arrived = Promise.withResolvers<void>()
  const note = (seen: SeenRequest) => {
    if (isRemoval(seen)) removal.resolve()
    return isRemoval(seen)
  }
  proxy.add({ when: note, fault: { kind: 'hold', until: arrived.promise } })
  const before = await manifests()
  const aborted = abortedAtManifest({ kind: 'hold', until: removal.promise })
  while ((await manifests()) === before) await sleep(5)
  arrived.resolve()
  const { result, host, id } = await aborted
  assert.equal(result, 'AbortError')
  assert.deepEqual(await left(id), [])
  assert.equal(host.tasks.size, 0)
})

for (const [what, when, size] of [
  ['small archive', archivePut, 1000],
  ['completion of an archive', completion, 12 * MiB],
] as const) {
  test(`a ${what} that is on its way when the run is aborted is removed`, async () => {
    proxy.add({ when, fault: { kind: 'delay', ms: 300 } })
    const { run, writer, host, id, file } = await begun(quick, size)
    const seen = proxy.seen.length
    const closing = assert.rejects(file.close(), { name: 'AbortError' })
    while (!proxy.seen.slice(seen).some((line) => /PutObject|POST .*uploadId/.test(line)))
      await sleep(1)
    run.abort()
    await closing
    await writer.abort()
    // By now the request has reached the server in any case.
    await sleep(400)
    assert.deepEqual(await left(id), [])
    assert.deepEqual(await bed.witness.uploads(), [])
    assert.equal(host.tasks.size, 0)
  })
}

test('a file that is on its way when another one fails is removed', async () => {
  proxy.add({ when: archivePut, fault: { kind: 'delay', ms: 300 } })
  const { writer, host, id, file } = await begun(quick, 1000)
  const closing = assert.rejects(file.close(), { name: 'AbortError' })
  while (!proxy.seen.some((line) => line.includes(id))) await sleep(1)
  await writer.abort()
  await closing
  // By now the request has reached the server in any case.
  await sleep(400)
  assert.deepEqual(await left(id), [])
  assert.equal(host.tasks.size, 0)
})
