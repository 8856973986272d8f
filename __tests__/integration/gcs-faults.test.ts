import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after, afterEach, before, beforeEach } from 'node:test'
import type { GcsServer } from '../../scripts/rig/gcs-server.ts'
import type { ObjectTuning } from '../../src/destinations/objects/tuning.ts'
import { errorLine } from '../../src/errors.ts'
import { type Answer, type FaultProxy, startFaultProxy } from './stand-ins/fault-proxy.ts'
import {
  gcsRefusal,
  gcsRequests,
  gsUrl,
  makeGcsBed,
  openGcs,
  quickParts,
  useGoogle,
} from './stand-ins/gcs-bed.ts'
import { storeAt } from './stand-ins/object-stores.ts'
import { MiB, never, newBackup, RecordingHost } from './stand-ins/s3-bed.ts'

const { begin, part, lastPart, state, giveUp, put, manifest, head, token, download } = gcsRequests

let server: GcsServer
let proxy: FaultProxy

before(async () => {
  server = await makeGcsBed()
  proxy = await startFaultProxy(server.endpoint)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await server.stop()
})
beforeEach(() => {
  proxy.reset()
  useGoogle(server.env)
})

afterEach(() => assert.deepEqual(server.sessions.open, []))

/**
 * Takes a backup, as the operation does: written, committed and read again, or aborted. Either way
 * no upload may be left, and after an abort nothing at all; and nobody may see an upload's address.
 */
async function backUp(tuning: Partial<ObjectTuning> = quickParts, size = 3 * MiB + 7) {
  const backup = newBackup()
  const content = randomBytes(size)
  const { destination, host } = openGcs(gsUrl(proxy.endpoint), tuning)
  const writer = await destination.begin(backup, never)
  try {
    const file = await writer.openFile(`${backup.id}.dump`)
    await file.write(content)
    await file.close()
    await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
    assert.ok(content.equals(await server.read('backups', `team/a/shop/${backup.id}.dump`)))
    return destination.retries
  } catch (error) {
    await writer.abort()
    assert.ok(!(await server.keys('backups')).some((found) => found.includes(backup.id)))
    assert.equal(host.tasks.size, 0)
    assert.doesNotMatch(errorLine(error) + host.lines.join(), /upload_id/)
    throw error
  }
}

/** The parts that were sent, `0-1048575`, in order. */
const ranges: string[] = []
const noteRanges = () => {
  ranges.length = 0
  const when = (seen: Parameters<typeof part>[0]) => {
    if (part(seen)) ranges.push(String(seen.headers['content-range']).replace('bytes ', ''))
    return false
  }
  proxy.add({ when, fault: { kind: 'answer', answer: gcsRefusal(500) } })
}

test('of a part that was cut only what the store lacks is sent again', async () => {
  noteRanges()
  proxy.add({ when: part, skip: 1, fault: { kind: 'cut-through', afterBytes: 700_000 } })
  assert.equal(await backUp(), 1)
  const [first, second, rest, ...others] = ranges
  assert.deepEqual([first, second], ['0-1048575/*', '1048576-2097151/*'])
  const from = Number(rest?.split('-')[0])
  assert.ok(from > MiB && from < 2 * MiB && from % (256 * 1024) === 0, rest)
  assert.deepEqual(others, ['2097152-3145727/*', '3145728-3145734/3145735'])
})

for (const status of [500, 503, 429, 408]) {
  test(`${status} on a part: the store is asked how far it got, and gets the part again`, async () => {
    proxy.add({ when: part, times: 2, fault: { kind: 'answer', answer: gcsRefusal(status) } })
    assert.equal(await backUp(), 2)
  })
}

test('403 is a refusal, unless it says that there was too much at once', async () => {
  const busy = gcsRefusal(403, 'Slow down.', 'userRateLimitExceeded')
  proxy.add({ when: part, fault: { kind: 'answer', answer: busy } })
  assert.equal(await backUp(), 1)
  const refusal = gcsRefusal(403, 'rig does not have storage.objects.create access.', 'forbidden')
  proxy.add({ when: begin, fault: { kind: 'answer', answer: refusal } })
  await assert.rejects(backUp(), { code: 'E_CREDENTIALS', message: /storage.objects.create/ })
})

for (const [what, when, size] of [
  ['the first part', part, 3 * MiB],
  ['the last part', lastPart, 3 * MiB],
  ['the manifest', manifest, 3 * MiB],
  ['a small archive', put, 1000],
] as const) {
  test(`the answer to ${what} is lost after the store did the work`, async () => {
    noteRanges()
    proxy.add({ when, fault: { kind: 'lose-answer' } })
    assert.equal(await backUp(quickParts, size), 1)
    assert.equal(new Set(ranges).size, ranges.length, 'nothing was sent twice')
  })
}

test('the answer about the state is lost as well', async () => {
  proxy.add({ when: part, fault: { kind: 'lose-answer' } })
  proxy.add({ when: state, fault: { kind: 'lose-answer' } })
  assert.equal(await backUp(), 2)
})

test('the answer to the start is lost: another upload is begun, and Google forgets the first', async () => {
  proxy.add({ when: begin, fault: { kind: 'lose-answer' } })
  assert.equal(await backUp(), 1)
  assert.equal(server.sessions.open.length, 1)
  server.sessions.forget()
})

test('the answer to the last part is lost, and then the store knows no such upload', async () => {
  proxy.add({ when: lastPart, fault: { kind: 'lose-answer' } })
  proxy.add({ when: state, fault: { kind: 'answer', answer: gcsRefusal(410, 'Gone.', 'gone') } })
  assert.equal(await backUp(), 1)
})

test('no answer to the last part ever comes: nothing stays, whatever the store did', async () => {
  proxy.add({ when: lastPart, times: 100, fault: { kind: 'lose-answer' } })
  await assert.rejects(backUp({ ...quickParts, attempts: 1 }), { code: 'E_UPLOAD' })
})

test('a manifest that is answered 200 and was never made is E_INTEGRITY', async () => {
  proxy.add({ when: manifest, fault: { kind: 'answer', answer: { status: 200 } } })
  await assert.rejects(backUp(), { code: 'E_INTEGRITY', message: /it is not there/ })
})

test('an upload that the store has forgotten is E_UPLOAD', async () => {
  const forgotten = gcsRefusal(404, 'No such upload.', 'notFound')
  proxy.add({ when: part, skip: 1, fault: { kind: 'answer', answer: forgotten } })
  await assert.rejects(backUp(), { code: 'E_UPLOAD', message: /does not know the upload/ })
})

test('a store that takes back what it had confirmed is E_UPLOAD', async () => {
  const alter = (answer: Required<Answer>) => ({ ...answer, headers: { range: 'bytes=0-262143' } })
  proxy.add({ when: part, skip: 1, fault: { kind: 'alter', alter } })
  await assert.rejects(backUp(), { code: 'E_UPLOAD', message: /lost a part/ })
})

test('another backup of this id that appears meanwhile stays as it is', async () => {
  const backup = newBackup()
  const { destination } = openGcs(gsUrl(proxy.endpoint))
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(2 * MiB))
  const key = `team/a/shop/${backup.id}.dump`
  await server.write('backups', key, Buffer.from('theirs'))
  await assert.rejects(file.close(), { code: 'E_UPLOAD', message: /exists already/ })
  await writer.abort()
  assert.equal((await server.read('backups', key)).toString(), 'theirs')
})

for (const [field, value, message] of [
  ['size', '12', /3145735 bytes were sent, 12 are there/],
  ['crc32c', 'AAAAAA==', /checksum is another one/],
] as const) {
  test(`an object whose ${field} is not what was sent is removed and E_INTEGRITY`, async () => {
    const alter = ({ status, headers, body }: Required<Answer>) => ({
      status,
      headers,
      body: JSON.stringify({ ...JSON.parse(body), [field]: value }),
    })
    proxy.add({ when: head, fault: { kind: 'alter', alter } })
    await assert.rejects(backUp(), { code: 'E_INTEGRITY', message })
  })
}

test('a byte that is altered on the way is found: at once in a small file, at the end in parts', async () => {
  proxy.add({ when: put, fault: { kind: 'flip', atByte: 5000 } })
  assert.equal(await backUp(quickParts, 10_000), 1)
  proxy.add({ when: part, fault: { kind: 'flip', atByte: 5000 } })
  await assert.rejects(backUp(), { code: 'E_INTEGRITY', message: /checksum is another one/ })
})

test('a token service that fails for longer than the SDK is patient is asked again', async () => {
  proxy.add({ when: token, times: 5, fault: { kind: 'answer', answer: gcsRefusal(503) } })
  useGoogle(server.envOf(await server.addAccountBehind(proxy.endpoint)))
  assert.ok((await backUp()) >= 1)
})

test('a token service that does not answer is given up, and asked again', async () => {
  proxy.add({ when: token, fault: { kind: 'stall-answer', afterBytes: 0 } })
  useGoogle(server.envOf(await server.addAccountBehind(proxy.endpoint)))
  assert.ok((await backUp()) >= 1)
})

/** A backup whose first parts are on their way through the proxy. */
async function begun(tuning: Partial<ObjectTuning>) {
  const backup = newBackup()
  const { destination, host } = openGcs(gsUrl(proxy.endpoint), tuning)
  const run = new AbortController()
  const writer = await destination.begin(backup, run.signal)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(3 * MiB))
  return { host, run, writer, file }
}

test('a run cancelled while the upload is being begun leaves none', async () => {
  proxy.add({ when: begin, fault: { kind: 'delay', ms: 200 } })
  const { host, run, writer } = await begun(quickParts)
  run.abort()
  await writer.abort()
  assert.equal(host.tasks.size, 0)
})

test('an abort that is not answered ends in time and says what may be left', async () => {
  const { host, run, writer } = await begun({ ...quickParts, idleTimeoutMs: 60_000, abortMs: 300 })
  while (server.sessions.open.length === 0) await new Promise((resolve) => setImmediate(resolve))
  proxy.add({ when: giveUp, times: 100, fault: { kind: 'stall', afterBytes: 0 } })
  run.abort()
  const start = Date.now()
  await writer.abort()
  assert.ok(Date.now() - start < 2000)
  assert.ok(host.lines.some((line) => line.startsWith('warning: Parts of the unfinished backup')))
  assert.doesNotMatch(host.lines.join(), /upload_id/)
  assert.equal(host.tasks.size, 1, 'the post step tries again')
  server.sessions.forget()
})

test('an object that is replaced while it is read is E_INTEGRITY', async () => {
  const key = 'team/a/shop/shop-20260101T000000Z-repled.dump'
  await server.write('backups', key, randomBytes(20 * MiB))
  const store = storeAt(gsUrl(proxy.endpoint), new RecordingHost().log, quickParts)
  proxy.add({ when: download, skip: 1, fault: { kind: 'delay', ms: 500 } })
  let isReplaced = false
  const read = store.read('shop', key.split('/').at(-1) ?? '', never)
  const reading = (async () => {
    for await (const _ of read) {
      if (isReplaced) continue
      isReplaced = true
      await server.write('backups', key, Buffer.from('another'))
    }
  })()
  await assert.rejects(reading, { code: 'E_INTEGRITY', message: /altered while it was read/ })
})
