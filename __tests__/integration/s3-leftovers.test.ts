import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import test, { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { CleanupTask } from '../../src/host/host.ts'
import { startFaultProxy } from './stand-ins/fault-proxy.ts'
import { removeUnfinished } from './stand-ins/object-stores.ts'
import {
  type Bed,
  makeBed,
  never,
  newBackup,
  open,
  quick,
  RecordingHost,
  s3Url,
  useKeys,
} from './stand-ins/s3-bed.ts'
import { refusal } from './stand-ins/s3-requests.ts'

let bed: Bed

before(async () => {
  bed = await makeBed()
  useKeys(bed.server)
})
after(() => bed[Symbol.asyncDispose]())

test('uploads of ours older than a day are swept, and nothing else', async () => {
  const id = 'shop-20251231T000000Z-abc123'
  const ours = [`team/a/shop/${id}.dump`, `team/a/shop/${id}/1.dat`]
  const others = [
    'team/a/shop/notes.txt',
    `team/a/shop2/${id}.dump`,
    `team/a/shopping/${id}.dump`,
    `team/a/${id}.dump`,
  ]
  for (const Key of [...ours, ...others]) {
    await bed.client.send(new CreateMultipartUploadCommand({ Bucket: 'backups', Key }))
  }
  const check = async (hours: number) => {
    const now = () => new Date(Date.now() + hours * 3_600_000)
    const { destination } = open(s3Url(bed.server.endpoint), { ...quick, now })
    await destination.check({ name: 'shop' }, never)
    return (await bed.witness.uploads()).sort()
  }
  assert.deepEqual(await check(23), [...ours, ...others].sort())
  assert.deepEqual(await check(25), [...others].sort())
  for (const key of others) await bed.witness.removeUploads(key)
})

test('an upload that was begun days ago and still gets parts is left alone', async () => {
  await using proxy = await startFaultProxy(bed.server.endpoint)
  const [alive, dead] = ['abc123', 'abc124'].map((end) => `shop-20251231T000000Z-${end}.dump`)
  for (const path of [alive, dead]) {
    const target = { Bucket: 'backups', Key: `team/a/shop/${path}` }
    const { UploadId } = await bed.client.send(new CreateMultipartUploadCommand(target))
    const part = { ...target, UploadId, PartNumber: 1, Body: randomBytes(10) }
    if (path === alive) await bed.client.send(new UploadPartCommand(part))
  }
  const long = new Date(Date.now() - 50 * 3_600_000).toISOString()
  const body = (xml: string) => xml.replace(/<Initiated>[^<]*/g, `<Initiated>${long}`)
  proxy.add({
    when: ({ method, query }) => method === 'GET' && query.includes('uploads'),
    fault: { kind: 'alter', alter: (answer) => ({ ...answer, body: body(answer.body) }) },
  })
  const { destination, host } = open(s3Url(proxy.endpoint))
  await destination.check({ name: 'shop' }, never)
  assert.deepEqual(await bed.witness.uploads(), [`team/a/shop/${alive}`], host.lines.join())
  await bed.witness.removeUploads()
})

test('an upload that has ended since it was listed keeps no other from being swept', async () => {
  await using proxy = await startFaultProxy(bed.server.endpoint)
  for (const end of ['abc123', 'abc124']) {
    const Key = `team/a/shop/shop-20251231T000000Z-${end}.dump`
    await bed.client.send(new CreateMultipartUploadCommand({ Bucket: 'backups', Key }))
  }
  proxy.add({
    when: ({ path, query }) => path.includes('abc123') && query.includes('part-number-marker'),
    fault: { kind: 'answer', answer: refusal(404, 'NoSuchUpload') },
  })
  const now = () => new Date(Date.now() + 25 * 3_600_000)
  const { destination, host } = open(s3Url(proxy.endpoint), { ...quick, now })
  await destination.check({ name: 'shop' }, never)
  assert.deepEqual(await bed.witness.uploads(), ['team/a/shop/shop-20251231T000000Z-abc123.dump'])
  assert.doesNotMatch(host.lines.join(), /warning/)
  await bed.witness.removeUploads()
})

test('an upload whose parts may not be looked at is left, with a warning', async () => {
  await using proxy = await startFaultProxy(bed.server.endpoint)
  const Key = 'team/a/shop/shop-20251231T000000Z-abc123.dump'
  await bed.client.send(new CreateMultipartUploadCommand({ Bucket: 'backups', Key }))
  proxy.add({
    when: ({ method, query }) => method === 'GET' && query.includes('part-number-marker'),
    fault: { kind: 'answer', answer: refusal(403, 'AccessDenied') },
  })
  const now = () => new Date(Date.now() + 25 * 3_600_000)
  const { destination, host } = open(s3Url(proxy.endpoint), { ...quick, now })
  await destination.check({ name: 'shop' }, never)
  assert.deepEqual(await bed.witness.uploads(), [Key])
  assert.match(host.lines.join(), /warning: .*may not look for unfinished uploads/)
  await bed.witness.removeUploads()
})

test('a clock that is a day ahead sweeps no upload that was just begun', async (t) => {
  const Key = 'team/a/shop/shop-20251231T000000Z-abc123.dump'
  await bed.client.send(new CreateMultipartUploadCommand({ Bucket: 'backups', Key }))
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 25 * 3_600_000 })
  const { destination } = open(s3Url(bed.server.endpoint))
  await destination.check({ name: 'shop' }, never)
  t.mock.timers.reset()
  assert.deepEqual(await bed.witness.uploads(), [Key])
  await bed.witness.removeUploads()
})

test('what a killed process left is removed by its cleanup task', async () => {
  const keys = await bed.witness.keys()
  const script = fileURLToPath(new URL('stand-ins/unfinished-upload.ts', import.meta.url))
  const child = spawn(process.execPath, [script, bed.server.endpoint])
  const [text] = await once(child.stdout, 'data')
  const [task] = JSON.parse(String(text)) as CleanupTask[]
  assert.ok(task?.kind === 'remove-unfinished')
  await bed.witness.firstUpload()
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.deepEqual(await bed.witness.uploads(), [task.key])
  const url = s3Url(bed.server.endpoint)
  await removeUnfinished(url, task.key, new RecordingHost().log, quick)
  assert.deepEqual(await bed.witness.uploads(), [])
  assert.deepEqual(await bed.witness.keys(), keys)
})

/** A finished backup; its id. */
async function keep() {
  const backup = newBackup()
  const writer = await open(s3Url(bed.server.endpoint)).destination.begin(backup, never)
  await (await writer.openFile(`${backup.id}.dump`)).close()
  await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  return backup
}

test('a cleanup task removes a manifest without an archive', async () => {
  const { id } = newBackup()
  const Key = `team/a/shop/${id}.manifest.json`
  for (const archive of [`${id}.dump`, `${id}/`]) {
    await bed.client.send(new PutObjectCommand({ Bucket: 'backups', Key, Body: '{}' }))
    const { log } = new RecordingHost()
    await removeUnfinished(s3Url(bed.server.endpoint), `team/a/shop/${archive}`, log, quick)
    assert.ok(!(await bed.witness.keys()).includes(Key), archive)
  }
})

test('a cleanup task removes an archive without a manifest, and no other', async () => {
  const kept = await keep()
  const left = newBackup()
  const { destination } = open(s3Url(bed.server.endpoint))
  const writer = await destination.begin(left, never)
  for (const path of ['toc.dat', '1.dat']) {
    const file = await writer.openFile(`${left.id}/${path}`)
    await file.write(randomBytes(10))
    await file.close()
  }
  const url = s3Url(bed.server.endpoint)
  const { log } = new RecordingHost()
  await removeUnfinished(url, `team/a/shop/${left.id}/`, log, quick)
  await removeUnfinished(url, `team/a/shop/${kept.id}.dump`, log, quick)
  const keys = await bed.witness.keys()
  assert.ok(keys.includes(`team/a/shop/${kept.id}.dump`))
  assert.ok(!keys.some((key) => key.includes(left.id)))
  await assert.rejects(removeUnfinished(url, 'team/a/shop/', log, quick))
})
