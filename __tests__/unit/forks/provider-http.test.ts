import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import { freePort } from '../../../scripts/rig/ports.ts'
import { type Call, type Reply, ScriptedHttp } from '../../../scripts/rig/scripted-http.ts'
import { UserError } from '../../../src/errors.ts'
import {
  type ApiCall,
  ApiFailure,
  ProviderApi,
  type ProviderApiOptions,
} from '../../../src/forks/provider-http.ts'
import { serviceAddress } from '../../../src/forks/service-address.ts'

const GET = { method: 'GET', path: '/thing' } as const
const POST = { method: 'POST', path: '/thing', body: { name: 'x' } } as const
const DELETE = { method: 'DELETE', path: '/thing' } as const
const GZIP = { 'content-encoding': 'gzip' }
const calm = new AbortController().signal

class Service extends ScriptedHttp {
  reply: (call: Call) => Reply = () => ({ status: 200, body: { ok: true } })

  protected override async answer(call: Call): Promise<Reply> {
    return this.reply(call)
  }
}

async function setUp(options: Partial<ProviderApiOptions> = {}) {
  const service = new Service()
  await service.listen('api', 'other')
  const lines: string[] = []
  const sleeps: number[] = []
  const api = new ProviderApi({
    provider: 'Heroku',
    baseUrl: new URL(service.urlOf('api')),
    headers: { authorization: 'Bearer the-key' },
    clock: {
      now: () => new Date('2026-11-24T12:00:00Z'),
      sleep: async (milliseconds) => void sleeps.push(milliseconds),
      timeout: () => calm,
    },
    tell: (line) => void lines.push(line),
    ...options,
  })
  const failure = async (call: ApiCall, signal = calm) => {
    const error = await api.send(call, signal).catch((thrown) => thrown)
    assert.ok(error instanceof ApiFailure, String(error))
    return error
  }
  return { service, api, lines, sleeps, failure, [Symbol.asyncDispose]: () => service.stop() }
}

for (const call of [GET, DELETE]) {
  for (const fault of [
    { status: 500, body: '<h1>Internal Server Error</h1>' },
    { status: 502, body: '' },
    { status: 503, body: { id: 'service_unavailable', message: 'Later.' } },
    { socket: 'cut' },
    { socket: 'truncated' },
    { status: 200, body: '<h1>Not JSON</h1>' },
  ] as const) {
    test(`${call.method} is sent again after ${JSON.stringify(fault)}`, async () => {
      await using bed = await setUp()
      bed.service.fail({ on: `${call.method} /thing`, times: 2, ...fault })
      const { body } = await bed.api.send(call, calm)
      assert.deepEqual(body, { ok: true })
      assert.equal(bed.service.calls.length, 3)
      assert.deepEqual(bed.sleeps, [1000, 2000])
    })
  }
}

test('a request that only reads may be a POST, and is then sent again', async () => {
  await using bed = await setUp()
  bed.service.fail({ on: 'POST /thing', status: 500 })
  await bed.api.send({ ...POST, isRepeatable: true }, calm)
  assert.equal(bed.service.calls.length, 2)
})

for (const fault of [
  { status: 500 },
  { status: 503 },
  { socket: 'cut' },
  { socket: 'truncated' },
]) {
  test(`POST is not sent again after ${JSON.stringify(fault)}`, async () => {
    await using bed = await setUp()
    bed.service.fail({ on: 'POST /thing', ...(fault as object) })
    const { mayBeDone } = await bed.failure(POST)
    assert.equal(mayBeDone, true)
    assert.equal(bed.service.calls.length, 1)
  })
}

test('POST is sent again where no connection was made at all', async () => {
  const port = await freePort()
  await using bed = await setUp({ baseUrl: new URL(`http://127.0.0.1:${port}`) })
  const { mayBeDone, status } = await bed.failure(POST)
  assert.equal(mayBeDone, false)
  assert.equal(status, undefined)
  assert.equal(bed.sleeps.length, 4)
})

test('a server that stays broken is given up after five attempts', async () => {
  await using bed = await setUp()
  bed.service.fail({ on: 'GET /thing', times: 99, status: 500, body: '' })
  const { message, status } = await bed.failure(GET)
  assert.equal(status, 500)
  assert.equal(message, 'Heroku answered 500')
  assert.equal(bed.service.calls.length, 5)
  assert.deepEqual(bed.sleeps, [1000, 2000, 4000, 8000])
})

for (const status of [400, 401, 402, 403, 404, 406, 409, 410, 422, 423]) {
  test(`${status} is final, and tells the request's id`, async () => {
    await using bed = await setUp()
    const headers = { 'request-id': 'r-1' }
    bed.service.fail({ on: 'GET /thing', status, headers, body: { id: 'some_id', message: 'No.' } })
    const failure = await bed.failure(GET)
    assert.equal(failure.message, `Heroku answered ${status} (some_id): No. [request r-1]`)
    assert.equal(failure.id, 'some_id')
    assert.equal(failure.mayBeDone, false)
    assert.equal(bed.service.calls.length, 1)
  })
}

test('a rate limit is waited for as the header says, whatever the method', async () => {
  await using bed = await setUp()
  const limit = { on: 'POST /thing', status: 429, body: { id: 'rate_limit', message: 'Wait.' } }
  bed.service.fail({ ...limit, headers: { 'retry-after': '2' } })
  bed.service.fail({ ...limit, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:00:07 GMT' } })
  bed.service.fail({ ...limit, headers: { 'retry-after': '1353003093' } })
  bed.service.fail(limit)
  await bed.api.send(POST, calm)
  assert.deepEqual(bed.sleeps, [2_000, 7_000, 60_000, 60_000])
  assert.equal(bed.lines[0], 'Heroku limits our requests: trying again in 2 s.')
})

test('a rate limit that stays is given up', async () => {
  await using bed = await setUp()
  bed.service.fail({ on: 'GET /thing', times: 99, status: 429 })
  assert.equal((await bed.failure(GET)).status, 429)
  assert.equal(bed.service.calls.length, 10)
})

test('a status that the provider calls harmless is sent again, also by POST', async () => {
  await using bed = await setUp({ harmlessStatuses: [423] })
  bed.service.fail({ on: 'POST /thing', times: 2, status: 423 })
  await bed.api.send(POST, calm)
  assert.equal(bed.service.calls.length, 3)
})

test('no key goes to another origin, and what is there is not asked', async () => {
  await using bed = await setUp()
  const location = `${bed.service.urlOf('other')}/thing`
  bed.service.fail({ on: 'GET /thing', status: 302, headers: { location } })
  const { message } = await bed.failure(GET)
  assert.match(message, /sent us on to http:\/\/127.0.0.1:\d+, where we do not follow/)
  assert.deepEqual(
    bed.service.calls.map(({ listener }) => listener),
    ['api'],
  )
})

test('a redirect within the origin is followed by GET, and by nothing else', async () => {
  await using bed = await setUp()
  bed.service.fail({
    on: /^(GET|POST) \/thing$/,
    times: 2,
    status: 307,
    headers: { location: '/new' },
  })
  await bed.api.send(GET, calm)
  assert.deepEqual(
    bed.service.calls.map(({ path }) => path),
    ['/thing', '/new'],
  )
  assert.equal(bed.service.calls[1]?.headers.authorization, 'Bearer the-key')
  await bed.failure(POST)
  assert.equal(bed.service.callsTo('POST /new').length, 0)
})

test('redirects in a circle end', async () => {
  await using bed = await setUp()
  bed.service.fail({ on: 'GET /thing', times: 99, status: 302, headers: { location: '/thing' } })
  await bed.failure(GET)
  assert.equal(bed.service.calls.length, 6)
})

test('a server that says nothing is given up', async () => {
  await using bed = await setUp({ timeoutMs: 50 })
  bed.service.fail({ on: 'POST /thing', socket: 'silent' })
  const { message, mayBeDone } = await bed.failure(POST)
  assert.equal(message, 'Heroku gave no answer within 0.05 s')
  assert.equal(mayBeDone, true)
})

/** Sends one piece again and again for as long as somebody reads, and counts the bytes. */
async function endlessServer(status: number, headers: Readonly<Record<string, string>>) {
  const piece = Buffer.alloc(100_000, '<p>Bad gateway</p>')
  const seen = { requests: 0, bytes: 0 }
  const server = createServer((_request, response) => {
    seen.requests += 1
    response.writeHead(status, { 'content-type': 'text/html', ...headers })
    const body = Readable.from(endless(piece))
    const zip = headers['content-encoding'] === 'gzip' ? createGzip() : new PassThrough()
    const count = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        seen.bytes += chunk.length
        yield chunk
      }
    }
    void pipeline(body, zip, count, response).catch(() => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const baseUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { seen, baseUrl, [Symbol.asyncDispose]: stop }
}

function* endless(piece: Buffer) {
  for (;;) yield piece
}

for (const [what, headers] of [
  ['of HTML without an end', {}],
  ['that is small on the wire and has no end when it is decompressed', GZIP],
] as const) {
  test(`an answer ${what} is one error, and is not read to the end`, {
    timeout: 30_000,
  }, async () => {
    await using server = await endlessServer(200, headers)
    await using bed = await setUp({ baseUrl: server.baseUrl })
    const { message, mayBeDone, status } = await bed.failure(GET)
    assert.equal(message, 'Heroku answered 200 with more than 16 MB')
    assert.deepEqual([status, mayBeDone], [200, true])
    assert.equal(server.seen.requests, 1, 'it is not asked for again')
    const { bytes } = server.seen
    assert.ok(bytes < 32_000_000, `${bytes} bytes were sent`)
    assert.deepEqual(bed.lines, [])
  })
}

test('a server error without an end is one of a server that is given up', async () => {
  await using server = await endlessServer(502, GZIP)
  await using bed = await setUp({ baseUrl: server.baseUrl })
  const { message, status } = await bed.failure(GET)
  assert.deepEqual([status, message], [502, 'Heroku answered 502 with more than 16 MB'])
  assert.equal(server.seen.requests, 5)
})

test('a large answer is read whole, and a long message is cut', async () => {
  await using bed = await setUp()
  const text = 'x'.repeat(15_000_000)
  bed.service.reply = () => ({ status: 200, body: { text } })
  assert.deepEqual((await bed.api.send(GET, calm)).body, { text })
  bed.service.reply = () => ({ status: 404, body: { id: 'not_found', message: text } })
  const { message } = await bed.failure(GET)
  assert.equal(message, `Heroku answered 404 (not_found): ${'x'.repeat(1000)}`)
})

test('an interruption ends a request, and is not taken for a lost answer', async () => {
  await using bed = await setUp()
  bed.service.fail({ on: 'GET /thing', socket: 'silent' })
  const stop = new AbortController()
  const asked = bed.api.send(GET, stop.signal)
  while (bed.service.calls.length === 0) await setImmediate()
  stop.abort(new Error('stop it'))
  await assert.rejects(asked, /stop it/)
  assert.equal(bed.service.calls.length, 1)
})

test("the provider's time is that of its last answer, and ours before there was one", async () => {
  await using bed = await setUp()
  assert.equal(bed.api.now().toISOString(), '2026-11-24T12:00:00.000Z')
  const date = 'Tue, 24 Nov 2026 07:00:00 GMT'
  bed.service.reply = () => ({ status: 200, headers: { date }, body: {} })
  await bed.api.send(GET, calm)
  assert.equal(bed.api.now().toISOString(), '2026-11-24T07:00:00.000Z')
})

test('a list is read page by page', async () => {
  await using bed = await setUp()
  bed.service.reply = ({ headers }) =>
    headers.range === 'id 2..'
      ? { status: 200, body: ['c'] }
      : { status: 206, headers: { 'next-range': 'id 2..' }, body: ['a', 'b'] }
  assert.deepEqual(await bed.api.sendForList(GET, calm), ['a', 'b', 'c'])
  assert.equal(bed.service.calls[0]?.headers.range, undefined)
})

test('the path of the base address is kept', async () => {
  await using bed = await setUp()
  const baseUrl = new URL(`${bed.service.urlOf('api')}/api/v2`)
  const api = new ProviderApi({
    provider: 'Neon',
    baseUrl,
    headers: {},
    clock: { now: () => new Date(), sleep: async () => {}, timeout: () => calm },
    tell: () => {},
  })
  await api.send(GET, calm)
  assert.equal(bed.service.calls[0]?.path, '/api/v2/thing')
})

test('the key goes to hosts of the provider and to this machine only', () => {
  const address = (text: string | undefined) =>
    serviceAddress('HEROKU_API_URL', text, 'https://api.heroku.com', ['heroku.com']).href
  assert.equal(address(undefined), 'https://api.heroku.com/')
  assert.equal(address(''), 'https://api.heroku.com/')
  assert.equal(address('https://api.staging.heroku.com'), 'https://api.staging.heroku.com/')
  assert.equal(address('http://127.0.0.1:1234'), 'http://127.0.0.1:1234/')
  assert.equal(address('http://[::1]:1234'), 'http://[::1]:1234/')
  for (const wrong of [
    'http://api.heroku.com',
    'https://api.heroku.com.example.com',
    'https://notheroku.com',
    'https://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'api.heroku.com',
  ]) {
    assert.throws(
      () => address(wrong),
      (error) => error instanceof UserError && error.code === 'E_INPUT',
    )
  }
})
