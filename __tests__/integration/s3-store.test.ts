import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after, before, beforeEach } from 'node:test'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { PARTS_AT_ONCE } from '../../src/destinations/objects/object-reader.ts'
import type { ObjectTuning } from '../../src/destinations/objects/tuning.ts'
import { UserError } from '../../src/errors.ts'
import {
  type Answer,
  type Fault,
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from './stand-ins/fault-proxy.ts'
import { storeAt } from './stand-ins/object-stores.ts'
import {
  type Bed,
  MiB,
  makeBed,
  never,
  quick,
  RecordingHost,
  s3Url,
  useKeys,
} from './stand-ins/s3-bed.ts'
import { refusal } from './stand-ins/s3-requests.ts'
import { eventually } from './watched-run.ts'

const reader = { name: 'reader', accessKeyId: 'READER', secretAccessKey: 'reader-secret' }
const path = 'shop-20261124T081500Z-000001.dump'
/** Three parts, the last one short. */
const content = randomBytes(20 * MiB)
let bed: Bed
let proxy: FaultProxy

const put = (key: string, Body: Uint8Array) =>
  bed.client.send(new PutObjectCommand({ Bucket: 'backups', Key: `team/a/${key}`, Body }))

before(async () => {
  bed = await makeBed({ identities: [{ ...reader, actions: ['List:backups'] }] })
  proxy = await startFaultProxy(bed.server.endpoint)
  await put(`shop/${path}`, content)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
})
beforeEach(() => {
  proxy.reset()
  useKeys(bed.server)
})

const open = (tuning: Partial<ObjectTuning> = quick, more = {}) =>
  storeAt(s3Url(proxy.endpoint, more), new RecordingHost().log, tuning)

async function readAll(store = open(), file = path): Promise<Buffer> {
  const chunks = await Array.fromAsync(store.read('shop', file, never))
  return Buffer.concat(chunks)
}

/** The GET of the part that starts at so many MiB. */
const part = (start: number) => (seen: SeenRequest) =>
  seen.method === 'GET' && (seen.headers.range ?? '').startsWith(`bytes=${start * MiB}-`)
const gets = () => proxy.seen.filter((line) => line.startsWith('GET /backups/team')).length

const fails = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError, String(error))
  assert.equal(error.code, code, error.message)
  assert.match(`${error.message} ${error.next}`, text)
  return true
}

const busy = { kind: 'answer', answer: refusal(503, 'SlowDown') } as const
const passing: Readonly<Record<string, readonly [start: number, fault: Fault]>> = {
  'a busy store on the first part': [0, busy],
  'a busy store on a later part': [8, busy],
  'a cut in the first part': [0, { kind: 'cut-answer', afterBytes: 3 * MiB }],
  'a cut in a later part': [16, { kind: 'cut-answer', afterBytes: 3 * MiB }],
  'a cut before the first byte': [8, { kind: 'cut-answer', afterBytes: 1 }],
  'an answer that stalls': [8, { kind: 'stall-answer', afterBytes: MiB }],
}
for (const [name, [start, fault]] of Object.entries(passing)) {
  test(`${name}: only that part is asked for again`, async () => {
    proxy.add({ when: part(start), fault })
    const store = open({ ...quick, idleTimeoutMs: 300 })
    assert.ok((await readAll(store)).equals(content))
    assert.equal(store.retries, 1)
    assert.equal(gets(), 6)
  })
}

test('goes on where the connection broke, and names the object it began with', async () => {
  const ranges: (readonly [range: string, etag: string | undefined])[] = []
  const watch = (seen: SeenRequest) => {
    if (seen.headers.range) ranges.push([seen.headers.range, seen.headers['if-match']])
    return false
  }
  proxy.add({ when: watch, fault: busy })
  const cut = (bytes: number) => ({ kind: 'cut-answer', afterBytes: bytes }) as const
  proxy.add({ when: part(0), fault: cut(2 * MiB) })
  proxy.add({ when: part(2), fault: cut(MiB) })
  assert.ok((await readAll()).equals(content))
  const first = ranges.filter(([range]) => range.endsWith(`-${4 * MiB - 1}`))
  assert.deepEqual(
    first.map(([range]) => range),
    [0, 2, 3].map((start) => `bytes=${start * MiB}-${4 * MiB - 1}`),
  )
  assert.equal(first[0]?.[1], undefined)
  for (const [range, etag] of ranges.slice(1)) assert.match(etag ?? '', /^"[0-9a-f-]+"$/, range)
})

test('keeps the order although later parts come first, and reads ahead', async () => {
  proxy.add({ when: part(8), fault: { kind: 'delay', ms: 150 } })
  assert.ok((await readAll()).equals(content))
  const order = proxy.seen.filter((line) => line.startsWith('GET /backups/team'))
  assert.equal(order.length, 5)
})

test('what is fetched ahead is bounded, for all files of a store together', async (t) => {
  const big = randomBytes(80 * MiB)
  await put('shop/big-1.dump', big)
  await put('shop/big-2.dump', big)
  const store = open()
  const files = ['big-1.dump', 'big-2.dump']
  const [one, other] = files.map((file) => store.read('shop', file, never)[Symbol.asyncIterator]())
  assert.ok(one && other)
  t.after(() => Promise.all([one.return(undefined), other.return(undefined)]))
  const seen = await one.next()
  const waiting = other.next()
  // Whatever may be asked for has been asked for when nothing new comes for a while.
  for (let before = -1; before !== gets(); ) {
    before = gets()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  assert.equal(gets(), PARTS_AT_ONCE)
  const rest = async (reader: typeof one, first: typeof seen) => {
    const chunks: Uint8Array[] = []
    for (let step = first; !step.done; step = await reader.next()) chunks.push(step.value)
    return Buffer.concat(chunks)
  }
  const both = await Promise.all([rest(one, seen), waiting.then((first) => rest(other, first))])
  for (const bytes of both) assert.ok(bytes.equals(big))
})

test('small files are read many at once, and what is larger than it was to be still whole', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `small-${at}.json`)
  await Promise.all(names.map((name) => put(`shop/${name}`, Buffer.from(name))))
  const held = Promise.withResolvers<void>()
  const fault = { kind: 'hold', until: held.promise } as const
  proxy.add({ when: part(0), times: 100, fault })
  const store = open()
  const reading = names.map((name) => Array.fromAsync(store.read('shop', name, never, true)))
  await eventually(() => gets() >= 32, '32 are under way')
  assert.equal(gets(), 32)
  held.resolve()
  const read = (await Promise.all(reading)).map((chunks) => Buffer.concat(chunks).toString())
  assert.deepEqual(read, names)
  const chunks = await Array.fromAsync(store.read('shop', path, never, true))
  assert.ok(Buffer.concat(chunks).equals(content))
})

test('an object that is replaced while it is read is E_INTEGRITY', async () => {
  await put('shop/changing.dump', content)
  const reading = open().read('shop', 'changing.dump', never)
  const answered = Promise.withResolvers<void>()
  const later = (seen: SeenRequest) => {
    if (part(8)(seen) || part(16)(seen)) answered.resolve()
    return part(8)(seen) || part(16)(seen)
  }
  const replaced = Promise.withResolvers<void>()
  proxy.add({ when: later, times: 100, fault: { kind: 'hold', until: replaced.promise } })
  const whole = Array.fromAsync(reading)
  await answered.promise
  await put('shop/changing.dump', randomBytes(20 * MiB))
  replaced.resolve()
  await assert.rejects(whole, fails('E_INTEGRITY', /changing\.dump: it was altered/))
})

test('a store that does not know If-Match is caught by its own ETag', async () => {
  const alter = (answer: Required<Answer>) => ({
    ...answer,
    headers: { ...answer.headers, etag: '"another"' },
  })
  proxy.add({ when: part(16), times: 100, fault: { kind: 'alter', alter } })
  await assert.rejects(readAll(), fails('E_INTEGRITY', /was altered/))
})

test('a store that knows no ranges is told as such, before its whole answer was read', async () => {
  const alter = (answer: Required<Answer>) => {
    const { 'content-range': _, ...headers } = answer.headers
    return { status: 200, headers, body: 'x'.repeat(9 * MiB) }
  }
  proxy.add({ when: part(0), times: 100, fault: { kind: 'alter', alter } })
  await assert.rejects(readAll(), fails('E_DOWNLOAD', /does not answer for a part/))
})

test('lists names with odd characters, and only what lies directly there', async () => {
  const odd = ['a b+c%20&<>"\'é日本\u{1f600}.json', 'a\nb.json', '100%.json', 'a=b?c#d.json']
  const hidden = ['.pg-backup-probe', 'folder/deeper.json', 'folder/and/deeper.json']
  for (const name of [...odd, ...hidden]) await put(`list/${name}`, Buffer.from('x'))
  const listed = await Array.fromAsync(open().list('list', never))
  assert.deepEqual(listed.sort(), [...odd, 'folder'].sort())
})

test('a list that ends half-way is an error, not a shorter list', async () => {
  const alter = (answer: Required<Answer>) => ({
    ...answer,
    body: answer.body.replace(/<IsTruncated>false/, '<IsTruncated>true'),
  })
  const isList = ({ query }: SeenRequest) => query.includes('list-type=2')
  proxy.add({ when: isList, fault: { kind: 'alter', alter } })
  await assert.rejects(Array.fromAsync(open().list('shop', never)), fails('E_DOWNLOAD', /half-way/))
})

test('a list that gives its first page again and again is an error', async () => {
  const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken>'
  let page: string | undefined
  const alter = (answer: Required<Answer>) => {
    page ??= answer.body.replace('<IsTruncated>false</IsTruncated>', more)
    return { ...answer, body: page }
  }
  const when = ({ query }: SeenRequest) => query.includes('list-type=2')
  proxy.add({ when, times: 5, fault: { kind: 'alter', alter } })
  await assert.rejects(Array.fromAsync(open().list('shop', never)), fails('E_DOWNLOAD', /again/))
})

test('keys that may only list are told what is missing', async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: reader.accessKeyId,
    AWS_SECRET_ACCESS_KEY: reader.secretAccessKey,
  })
  await assert.rejects(readAll(), fails('E_CREDENTIALS', /may not read .*s3:GetObject/))
})

test('an object in an archive storage class says what to do', async () => {
  const fault = { kind: 'answer', answer: refusal(403, 'InvalidObjectState') } as const
  proxy.add({ when: part(0), fault })
  await assert.rejects(
    readAll(),
    fails('E_NOT_FOUND', /archive storage class\. Restore the object/),
  )
})

test('follows the bucket to its region', async () => {
  const regions: string[] = []
  const isElsewhere = ({ headers, method }: SeenRequest) => {
    const region = headers.authorization?.split('/')[2] ?? ''
    if (method === 'GET') regions.push(region)
    return method === 'HEAD' && region !== 'eu-north-1'
  }
  const answer = (status: number) =>
    ({
      kind: 'answer',
      answer: { status, headers: { 'x-amz-bucket-region': 'eu-north-1' } },
    }) as const
  proxy.add({ when: isElsewhere, times: 100, fault: answer(400) })
  proxy.add({ when: ({ method }) => method === 'HEAD', times: 100, fault: answer(200) })
  assert.ok((await readAll()).equals(content))
  assert.deepEqual([...new Set(regions)], ['eu-north-1'])
})
