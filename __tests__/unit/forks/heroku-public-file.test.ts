import assert from 'node:assert/strict'
import test from 'node:test'
import { type Call, type Reply, ScriptedHttp } from '../../../scripts/rig/scripted-http.ts'
import { PublicFile } from '../../../src/forks/heroku/public-file.ts'

const calm = new AbortController().signal
const BYTES = Buffer.from(Array.from({ length: 20_000 }, (_, index) => index % 251))

/** A store of one file; `cuts` are after how many bytes its next whole answers break. */
class Store extends ScriptedHttp {
  etag = '"1"'
  knowsRanges = true
  readonly cuts: number[] = []

  protected override async answer({ headers }: Call): Promise<Reply> {
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
    const start = this.knowsRanges ? Number(from) : 0
    const end = to === '' || !this.knowsRanges ? BYTES.length : Number(to) + 1
    const body = BYTES.subarray(start, end)
    const cutAfter = to === '' ? this.cuts.shift() : undefined
    const range = { 'content-range': `bytes ${start}-${end - 1}/${BYTES.length}` }
    return {
      status: this.knowsRanges ? 206 : 200,
      headers: { etag: this.etag, ...(this.knowsRanges ? range : {}) },
      body,
      ...(cutAfter === undefined ? {} : { cutAfter }),
    }
  }
}

async function setUp() {
  const store = new Store()
  await store.listen('store')
  const urls: string[] = []
  const clock = { now: () => new Date(), sleep: async () => {}, timeout: () => calm }
  const file = new PublicFile(async () => {
    const url = `${store.urlOf('store')}/file?signature=${urls.length}-geheim`
    urls.push(url)
    return url
  }, clock)
  const read = async () => Buffer.concat(await Array.fromAsync(file.read(calm)))
  return { store, file, read, urls, [Symbol.asyncDispose]: () => store.stop() }
}

test('the head and the size are known before it is read', async () => {
  await using bed = await setUp()
  await bed.file.open(calm)
  assert.equal(bed.file.sizeBytes, BYTES.length)
  assert.deepEqual(Buffer.from(bed.file.head), BYTES.subarray(0, 4096))
  assert.deepEqual(await bed.read(), BYTES)
})

test('also of a store that knows no ranges', async () => {
  await using bed = await setUp()
  bed.store.knowsRanges = false
  await bed.file.open(calm)
  assert.equal(bed.file.sizeBytes, BYTES.length)
  assert.equal(bed.file.head.length, 4096)
  assert.deepEqual(await bed.read(), BYTES)
})

test('it is taken up where it broke, however often, as long as bytes come', async () => {
  await using bed = await setUp()
  await bed.file.open(calm)
  bed.store.cuts.push(...Array(8).fill(1000))
  assert.deepEqual(await bed.read(), BYTES)
})

test('where nothing comes any more it is given up', async () => {
  await using bed = await setUp()
  await bed.file.open(calm)
  bed.store.fail({ on: 'GET /file', times: 99, socket: 'cut' })
  await assert.rejects(bed.read(), { code: 'E_DOWNLOAD' })
  assert.equal(bed.store.calls.length, 6)
})

test('a store that cannot go on in the middle does not begin anew', async () => {
  await using bed = await setUp()
  await bed.file.open(calm)
  bed.store.cuts.push(1000)
  const reading = bed.file.read(calm)
  await reading.next()
  bed.store.knowsRanges = false
  const rest = (async () => {
    for await (const _ of reading);
  })()
  await assert.rejects(rest, (error: Error) => /cannot be taken up again/.test(error.message))
})

test('another file in its place is E_INTEGRITY', async () => {
  await using bed = await setUp()
  await bed.file.open(calm)
  bed.store.etag = '"2"'
  await assert.rejects(bed.read(), { code: 'E_INTEGRITY' })
})

test('an address that has run out is asked for anew, and stands in no error', async () => {
  await using bed = await setUp()
  bed.store.fail({ on: 'GET /file', status: 403, body: '<Error/>' })
  await bed.file.open(calm)
  assert.equal(bed.urls.length, 2)
  bed.store.fail({ on: 'GET /file', times: 99, status: 403, body: '<Error/>' })
  await assert.rejects(bed.read(), (error: Error) => {
    assert.match(error.message, /the store answered 403/)
    return !error.message.includes('geheim')
  })
})

test('an address that is not https is not followed', async () => {
  const clock = { now: () => new Date(), sleep: async () => {}, timeout: () => calm }
  for (const url of ['http://backups.example.com/x', 'ftp://127.0.0.1/x', 'geheim', '']) {
    const file = new PublicFile(async () => url, clock)
    await assert.rejects(file.open(calm), { code: 'E_DOWNLOAD', message: /no https address/ })
  }
})
