import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import test, { after, before, beforeEach } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ObjectTuning } from '../../src/destinations/objects/tuning.ts'
import type { CleanupTask } from '../../src/host/host.ts'
import { recordingHost } from '../unit/destinations/recording-host.ts'
import {
  type AzureBed,
  backUp as backUpTo,
  behind,
  MiB,
  makeAzureBed,
  never,
  newBackup,
  open,
  quick,
  azureRefusal as refusal,
  azureRequests as requests,
  useCredentials,
} from './stand-ins/azure-bed.ts'
import { type Answer, type FaultProxy, startFaultProxy } from './stand-ins/fault-proxy.ts'
import { removeUnfinished, storeAt } from './stand-ins/object-stores.ts'

let bed: AzureBed
let proxy: FaultProxy

before(async () => {
  bed = await makeAzureBed()
  proxy = await startFaultProxy(new URL(bed.server.endpoint).origin)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
})
beforeEach(() => {
  proxy.reset()
  useCredentials(bed.server.env)
})

const url = () => bed.url({ endpoint: behind(proxy, bed.server) })
const backUp = (size?: number, tuning: Partial<ObjectTuning> = quick) =>
  backUpTo(bed, url(), tuning, size)
const blocksSent = () => proxy.seen.filter((line) => line.includes('comp=block&')).length

for (const [status, code] of [
  [503, 'ServerBusy'],
  [500, 'OperationTimedOut'],
  [400, 'Md5Mismatch'],
] as const) {
  test(`${status} ${code} on a block: only that block is sent again`, async () => {
    const fault = { kind: 'answer', answer: refusal(status, code) } as const
    proxy.add({ when: requests.block, skip: 1, times: 2, fault })
    const { destination } = await backUp()
    assert.equal(destination.retries, 2)
    assert.equal(blocksSent(), 5)
  })
}

test('a refusal for good is told at once, with nothing left', async () => {
  const fault = { kind: 'answer', answer: refusal(403, 'AuthorizationFailure') } as const
  proxy.add({ when: requests.block, skip: 1, times: 100, fault })
  await assert.rejects(backUp(), {
    code: 'E_CREDENTIALS',
    message: /AuthorizationFailure it is\.$/,
  })
  assert.ok(blocksSent() <= 3)
})

for (const [what, from, to] of [
  ['another size', /<Size>5242880</, '<Size>5242879<'],
  ['another block', /<Name>[^<]+</, '<Name>MDAwMDAx<'],
  ['a block less', /<Block>.*?<\/Block>/s, ''],
] as const) {
  test(`a blob that the store says has ${what} is removed and E_INTEGRITY`, async () => {
    const alter = (answer: Required<Answer>) => {
      assert.match(answer.body, from)
      const { 'transfer-encoding': _, ...headers } = answer.headers
      return { ...answer, headers, body: answer.body.replace(from, to) }
    }
    proxy.add({ when: requests.committed, fault: { kind: 'alter', alter } })
    await assert.rejects(backUp(), { code: 'E_INTEGRITY', message: /not made of the blocks/ })
  })
}

for (const [size, header, value, message] of [
  [12 * MiB, 'content-length', '12', /12582912 bytes were sent, 12 are there/],
  [1000, 'content-length', '999', /1000 bytes were sent, 999 are there/],
  [1000, 'content-md5', 'AAAAAAAAAAAAAAAAAAAAAA==', /checksum is another one/],
] as const) {
  test(`${header} of ${size} bytes is not what was sent: removed and E_INTEGRITY`, async () => {
    const alter = (answer: Required<Answer>) => ({
      ...answer,
      headers: { ...answer.headers, [header]: value },
    })
    proxy.add({ when: requests.head('.dump'), fault: { kind: 'alter', alter } })
    await assert.rejects(backUp(size), { code: 'E_INTEGRITY', message })
  })
}

for (const [what, when, size] of [
  ['list of blocks', requests.blockList, 12 * MiB],
  ['manifest', requests.manifest, 12 * MiB],
  ['small archive', requests.archive, 1000],
] as const) {
  test(`the answer to the ${what} is lost after the store did the work`, async () => {
    proxy.add({ when, fault: { kind: 'lose-answer' } })
    assert.equal((await backUp(size)).destination.retries, 1)
  })
}

test('no answer to the list of blocks ever comes: the blob is looked for, and there', async () => {
  proxy.add({ when: requests.blockList, times: 100, fault: { kind: 'lose-answer' } })
  await backUp(12 * MiB, { ...quick, attempts: 1 })
})

for (const [what, when, size] of [
  ['manifest', requests.manifest, 12 * MiB],
  ['small archive', requests.archive, 1000],
] as const) {
  test(`no answer to the ${what} ever comes: nothing stays, whatever the store did`, async () => {
    proxy.add({ when, times: 100, fault: { kind: 'lose-answer' } })
    await assert.rejects(backUp(size, { ...quick, attempts: 1 }), { code: 'E_UPLOAD' })
  })
}

test('blocks that the store has lost are E_UPLOAD', async () => {
  const fault = { kind: 'answer', answer: refusal(400, 'InvalidBlockList') } as const
  proxy.add({ when: requests.blockList, times: 100, fault })
  await assert.rejects(backUp(), { code: 'E_UPLOAD', message: /InvalidBlockList/ })
})

test('a container that keeps everything for a time can be written to every night', async () => {
  const locked = { kind: 'answer', answer: refusal(409, 'BlobImmutableDueToPolicy') } as const
  const isProbe = ({ method, path }: { method: string; path: string }) =>
    path.endsWith('.pg-backup-probe') && method !== 'HEAD'
  proxy.add({ when: isProbe, times: 100, fault: locked })
  const { destination, host } = open(url())
  await destination.check({ name: 'shop' }, never)
  assert.deepEqual(host.lines, [])
})

test('a blob in the tier Archive says what to do', async () => {
  const { backup } = await backUp(1000)
  const fault = { kind: 'answer', answer: refusal(409, 'BlobArchived') } as const
  proxy.add({ when: requests.download, times: 100, fault })
  const store = storeAt(url(), recordingHost(tmpdir()).log, quick)
  const reading = Array.fromAsync(store.read('shop', `${backup.id}.dump`, never))
  await assert.rejects(reading, { code: 'E_NOT_FOUND', next: /Set its tier to Hot or Cool/ })
})

test('a blob that is replaced while it is read is E_INTEGRITY', async () => {
  const blob = bed.container.getBlockBlobClient('team/a/shop/changing.dump')
  const content = randomBytes(40 * MiB)
  await blob.upload(content, content.length)
  const store = storeAt(url(), recordingHost(tmpdir()).log, quick)
  const reading = async () => {
    let isFirst = true
    for await (const _ of store.read('shop', 'changing.dump', never)) {
      // The fifth part is asked for when the first has been read to its end.
      if (isFirst) await blob.upload(content, content.length)
      isFirst = false
    }
  }
  await assert.rejects(reading(), { code: 'E_INTEGRITY', message: /altered while it was read/ })
})

test('a run cancelled in the middle of a block leaves nothing that is seen', async () => {
  const keys = await bed.keys()
  proxy.add({ when: requests.block, times: 100, fault: { kind: 'delay', ms: 200 } })
  const backup = newBackup()
  const { destination, host } = open(url())
  const run = new AbortController()
  const writer = await destination.begin(backup, run.signal)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(12 * MiB))
  run.abort()
  await assert.rejects(file.close(), { name: 'AbortError' })
  await writer.abort()
  assert.deepEqual(await bed.keys(), keys)
  assert.equal(host.left.size, 0)
})

test('an abort that is not answered ends in time and says what may be left', async () => {
  const backup = newBackup()
  const { destination, host } = open(url(), { ...quick, idleTimeoutMs: 60_000, abortMs: 300 })
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.close()
  const isDelete = ({ method }: { method: string }) => method === 'DELETE'
  proxy.add({ when: isDelete, times: 100, fault: { kind: 'stall', afterBytes: 0 } })
  const start = Date.now()
  await writer.abort()
  assert.ok(Date.now() - start < 2000)
  assert.ok(host.lines.some((line) => line.startsWith('warning: Parts of the unfinished backup')))
  assert.equal(host.left.size, 1, 'the post step tries again')
  await bed.container.deleteBlob(`team/a/shop/${backup.id}.dump`)
})

test('what a killed process left is removed by its cleanup task', async () => {
  const keys = await bed.keys()
  const script = fileURLToPath(new URL('stand-ins/unfinished-azure-upload.ts', import.meta.url))
  const killed = bed.url({ prefix: 'killed' })
  const child = spawn(process.execPath, [script, JSON.stringify(killed)])
  const [text] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [task] = JSON.parse(String(text)) as CleanupTask[]
  assert.ok(task?.kind === 'remove-unfinished')
  assert.equal((await bed.keys()).length, keys.length + 1, 'a file of it was complete')
  await removeUnfinished(killed, task.key, recordingHost(tmpdir()).log, quick)
  assert.deepEqual(await bed.keys(), keys)
})

test('a cleanup task removes nothing that has a manifest', async () => {
  const { backup } = await backUp(1000)
  const { log } = recordingHost(tmpdir())
  await removeUnfinished(bed.url(), `team/a/shop/${backup.id}.dump`, log, quick)
  assert.ok((await bed.keys()).includes(`team/a/shop/${backup.id}.dump`))
  await assert.rejects(removeUnfinished(bed.url(), 'team/a/shop/', log, quick))
})
