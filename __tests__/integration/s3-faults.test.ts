import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { type S3Server, startS3 } from '../../scripts/rig/s3-server.ts'
import type { FileWriter } from '../../src/destinations/destination.ts'
import type { S3Tuning } from '../../src/destinations/s3/connection.ts'
import {
  type Answer,
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from './stand-ins/fault-proxy.ts'
import { MiB, never, newBackup, open, quick, s3Url, Witness, warmUp } from './stand-ins/s3-bed.ts'

const second = { name: 'second', accessKeyId: 'SECOND', secretAccessKey: 'second-secret' }
let server: S3Server
let proxy: FaultProxy
let client: S3Client
let witness: Witness
let folder: string

before(async () => {
  server = await startS3({
    identities: [{ ...second, actions: ['Admin', 'Read', 'Write', 'List'] }],
  })
  await server.createBucket('backups')
  proxy = await startFaultProxy(server.endpoint)
  client = await server.client()
  witness = new Witness(client)
  await warmUp(client)
  folder = await mkdtemp(join(tmpdir(), 's3-faults-'))
})
after(async () => {
  client.destroy()
  await proxy[Symbol.asyncDispose]()
  await server.stop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  proxy.reset()
  Object.assign(process.env, server.env)
  delete process.env['AWS_ENDPOINT_URL_S3']
})

const part = (number: number) => (seen: SeenRequest) =>
  seen.method === 'PUT' && new URLSearchParams(seen.query).get('partNumber') === String(number)
const completion = (seen: SeenRequest) => seen.method === 'POST' && seen.query.includes('uploadId=')
const creation = (seen: SeenRequest) => seen.method === 'POST' && seen.query.startsWith('uploads')
const manifestPut = (seen: SeenRequest) =>
  seen.method === 'PUT' && seen.path.endsWith('.manifest.json')
const headOf = (ext: string) => (seen: SeenRequest) =>
  seen.method === 'HEAD' && seen.path.endsWith(ext)

function refusal(status: number, code: string, headers: Record<string, string> = {}): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} it is</Message><UploadId>id-in-error</UploadId></Error>`
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body }
}

/** A backup of three parts through the proxy; what the user would get of it. */
async function backUp(tuning: Partial<S3Tuning> = quick, size = 12 * MiB) {
  const backup = newBackup()
  const content = randomBytes(size)
  const { destination, host } = open(s3Url(proxy.endpoint), tuning)
  const writer = await destination.begin(backup, never)
  const put = async (file: FileWriter) => {
    await file.write(content)
    await file.close()
  }
  const key = `team/a/shop/${backup.id}.dump`
  try {
    await put(await writer.openFile(`${backup.id}.dump`))
    await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
    assert.ok(content.equals(await witness.read(key)))
    return { destination, host }
  } catch (error) {
    await writer.abort()
    assert.ok(!(await witness.keys()).some((found) => found.includes(backup.id)))
    assert.equal(host.tasks.size, 0)
    throw error
  } finally {
    assert.deepEqual(await witness.uploads(), [])
  }
}

const partRequests = () => proxy.seen.filter((line) => line.includes('partNumber=')).length

for (const [status, code] of [
  [503, 'SlowDown'],
  [500, 'InternalError'],
  [429, 'TooManyRequests'],
  [400, 'RequestTimeout'],
  [400, 'BadDigest'],
] as const) {
  test(`${status} ${code} on a part: only that part is sent again`, async () => {
    proxy.add({ when: part(2), times: 2, fault: { kind: 'answer', answer: refusal(status, code) } })
    const { destination } = await backUp()
    assert.equal(destination.retries, 2)
    assert.equal(partRequests(), 5)
  })
}

test('a connection cut in the middle of a part', async () => {
  proxy.add({ when: part(1), fault: { kind: 'cut', afterBytes: MiB } })
  assert.equal((await backUp()).destination.retries, 1)
  assert.equal(partRequests(), 4)
})

test('a part that stalls is given up and sent again', async () => {
  proxy.add({ when: part(2), fault: { kind: 'stall', afterBytes: MiB } })
  const { destination } = await backUp({ ...quick, idleTimeoutMs: 300 })
  assert.equal(destination.retries, 1)
})

test('a store that stays busy is E_UPLOAD after the last attempt, with nothing left', async () => {
  const fault = { kind: 'answer', answer: refusal(503, 'SlowDown') } as const
  proxy.add({ when: part(2), times: 100, fault })
  await assert.rejects(backUp(), (error: Error & { code: string; next: string }) => {
    assert.equal(error.code, 'E_UPLOAD')
    assert.match(error.message, /^Could not write s3:\/\/backups\/.*: SlowDown/)
    assert.match(error.next, /several times/)
    assert.doesNotMatch(JSON.stringify(Object.getOwnPropertyDescriptors(error)), /id-in-error/)
    return true
  })
  assert.equal(proxy.seen.filter((line) => line.includes('partNumber=2')).length, 4)
})

test('data that arrives damaged every time is E_INTEGRITY', async () => {
  const fault = { kind: 'answer', answer: refusal(400, 'BadDigest') } as const
  proxy.add({ when: part(2), times: 100, fault })
  await assert.rejects(backUp(), { code: 'E_INTEGRITY' })
})

test('an answer with another checksum of a part is E_INTEGRITY', async () => {
  const alter = (answer: Required<Answer>) => ({
    ...answer,
    headers: { ...answer.headers, 'x-amz-checksum-crc32': 'AAAAAA==' },
  })
  proxy.add({ when: part(2), fault: { kind: 'alter', alter } })
  await assert.rejects(backUp(), { code: 'E_INTEGRITY', message: /in part 2 of/ })
})

for (const [header, value, message] of [
  ['content-length', '12', /12582912 bytes were sent, 12 are there/],
  ['x-amz-checksum-crc32', 'AAAAAA==-3', /checksum is another one/],
] as const) {
  test(`an object whose ${header} is not what was sent is removed and E_INTEGRITY`, async () => {
    const alter = (answer: Required<Answer>) => ({
      ...answer,
      headers: { ...answer.headers, [header]: value },
    })
    proxy.add({ when: headOf('.dump'), fault: { kind: 'alter', alter } })
    await assert.rejects(backUp(), { code: 'E_INTEGRITY', message })
  })
}

test('a store that does not tell the checksum of the whole', async () => {
  const alter = (answer: Required<Answer>) => {
    const { 'x-amz-checksum-crc32': _, ...headers } = answer.headers
    return { ...answer, headers }
  }
  proxy.add({ when: headOf('.dump'), times: 100, fault: { kind: 'alter', alter } })
  assert.equal((await backUp()).destination.retries, 0)
})

test('an error inside a 200 on completion is no success: it is asked again', async () => {
  const answer = { ...refusal(200, 'InternalError') }
  proxy.add({ when: completion, fault: { kind: 'answer', answer } })
  assert.equal((await backUp()).destination.retries, 1)
  assert.equal(proxy.seen.filter((line) => /^POST .*uploadId=/.test(line)).length, 2)
})

test('an error inside every 200 on completion fails the backup', async () => {
  const fault = { kind: 'answer', answer: refusal(200, 'InternalError') } as const
  proxy.add({ when: completion, times: 100, fault })
  await assert.rejects(backUp(), { code: 'E_UPLOAD', message: /InternalError/ })
})

for (const [what, when] of [
  ['completion', completion],
  ['manifest', manifestPut],
  ['small archive', (seen: SeenRequest) => seen.method === 'PUT' && seen.path.endsWith('.dump')],
] as const) {
  test(`the answer to the ${what} is lost after the store did the work`, async () => {
    proxy.add({ when, fault: { kind: 'lose-answer' } })
    await backUp(quick, what === 'small archive' ? 1000 : 12 * MiB)
  })

  test(`all answers to the ${what} are lost: nothing stays that could be taken for a backup`, async () => {
    proxy.add({ when, times: 100, fault: { kind: 'lose-answer' } })
    // The first attempt worked, unknown to us; each later one meets what it left.
    await backUp({ ...quick, attempts: 1 }, what === 'small archive' ? 1000 : 12 * MiB).catch(
      (error: Error & { code: string }) => assert.equal(error.code, 'E_UPLOAD'),
    )
  })
}

test('an upload whose id was lost is aborted all the same', async () => {
  proxy.add({ when: creation, times: 100, fault: { kind: 'lose-answer' } })
  await assert.rejects(backUp(), { code: 'E_UPLOAD' })
})

test('a store that does not know If-None-Match is looked at first', async () => {
  const conditional = (seen: SeenRequest) => seen.headers['if-none-match'] !== undefined
  const fault = { kind: 'answer', answer: refusal(501, 'NotImplemented') } as const
  proxy.add({ when: conditional, times: 100, fault })
  const { host, destination } = await backUp()
  assert.ok(host.lines.some((line) => line.includes('If-None-Match')))
  const key = (await witness.keys()).findLast((found) => found.endsWith('.manifest.json')) ?? ''
  const id = key.slice('team/a/shop/'.length, -'.manifest.json'.length)
  const writer = await destination.begin({ name: 'shop', id }, never)
  const commit = writer.commit(`${id}.manifest.json`, Buffer.from('{"second":true}'))
  await assert.rejects(commit, { code: 'E_UPLOAD', message: /exists already/ })
  await writer.abort()
  assert.equal((await witness.read(key)).toString(), '{}')
})

/** A backup whose first parts are on their way through the proxy. */
async function begun(tuning: Partial<S3Tuning> = quick) {
  const backup = newBackup()
  const { destination, host } = open(s3Url(proxy.endpoint), tuning)
  const run = new AbortController()
  const writer = await destination.begin(backup, run.signal)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(12 * MiB))
  return { host, run, writer }
}

test('a run cancelled while the upload is being begun leaves none', async () => {
  proxy.add({ when: creation, fault: { kind: 'delay', ms: 300 } })
  const { host, run, writer } = await begun()
  while (!proxy.seen.some((line) => line.startsWith('POST'))) await sleep(1)
  run.abort()
  await writer.abort()
  // By now the request has reached the server in any case.
  await sleep(400)
  assert.deepEqual(await witness.uploads(), [])
  assert.equal(host.tasks.size, 0)
})

test('an abort that is not answered ends in time and says what may be left', async () => {
  const { host, run, writer } = await begun({ ...quick, idleTimeoutMs: 60_000, abortMs: 300 })
  await witness.firstUpload()
  const abortion = (seen: SeenRequest) => seen.method === 'DELETE'
  proxy.add({ when: abortion, times: 100, fault: { kind: 'stall', afterBytes: 0 } })
  run.abort()
  const start = Date.now()
  await writer.abort()
  assert.ok(Date.now() - start < 2000)
  assert.ok(host.lines.some((line) => line.startsWith('warning: Parts of the unfinished backup')))
  assert.equal(host.tasks.size, 1, 'the post step tries again')
  await removeUploads()
})

async function removeUploads(): Promise<void> {
  const page = await client.send(new ListMultipartUploadsCommand({ Bucket: 'backups' }))
  for (const { Key, UploadId } of page.Uploads ?? []) {
    await client.send(new AbortMultipartUploadCommand({ Bucket: 'backups', Key, UploadId }))
  }
}

/** Makes the server answer as Amazon's does for a bucket in a region. */
function putBucketIn(region: string): void {
  const header = { 'x-amz-bucket-region': region }
  const elsewhere = (seen: SeenRequest) => !seen.headers.authorization?.includes(`/${region}/s3/`)
  const isHead = (seen: SeenRequest) => seen.method === 'HEAD' && seen.path.split('/').length < 4
  proxy.add({
    when: (seen) => isHead(seen) && elsewhere(seen),
    times: 100,
    fault: { kind: 'answer', answer: { status: 400, headers: header } },
  })
  proxy.add({
    when: elsewhere,
    times: 100,
    fault: { kind: 'answer', answer: refusal(301, 'PermanentRedirect', header) },
  })
  const alter = (answer: Required<Answer>) => ({
    ...answer,
    headers: { ...answer.headers, ...header },
  })
  proxy.add({ when: isHead, times: 100, fault: { kind: 'alter', alter } })
}

test('without a wanted region the bucket is followed to where it is', async () => {
  putBucketIn('eu-west-1')
  await backUp()
  const redirected = proxy.seen.filter((line) => line.startsWith('PUT')).length
  assert.equal(redirected, 4, 'three parts and the manifest, none of them sent twice')
})

test('a bucket in another region than wanted is E_REGION, and nothing was written', async () => {
  putBucketIn('eu-west-1')
  const { destination } = open(s3Url(proxy.endpoint))
  await assert.rejects(destination.check({ name: 'shop', region: 'eu-central-1' }, never), {
    code: 'E_REGION',
    message: 'The bucket backups is in eu-west-1, not in eu-central-1.',
  })
  assert.ok(!proxy.seen.some((line) => line.startsWith('PUT')))
  await destination.check({ name: 'shop', region: 'eu-west-1' }, never)
})

test('credentials that expire on the way are fetched again', async () => {
  // The chain's process provider gives other keys each time it is asked, as OIDC does.
  const give = (id: string, key: string) =>
    `echo '${JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: key })}'`
  const script = join(folder, 'credentials.sh')
  const first = give(server.accessKeyId, server.secretAccessKey)
  const again = give(second.accessKeyId, second.secretAccessKey)
  await writeFile(
    script,
    `cd ${folder}\nif mkdir asked 2>/dev/null; then ${first}; else ${again}; fi\n`,
  )
  const config = join(folder, 'config')
  await writeFile(config, `[default]\ncredential_process = sh ${script}\n`)
  process.env['AWS_CONFIG_FILE'] = config
  delete process.env['AWS_ACCESS_KEY_ID']
  delete process.env['AWS_SECRET_ACCESS_KEY']
  const isOld = (seen: SeenRequest) =>
    seen.method === 'PUT' && !!seen.headers.authorization?.includes(server.accessKeyId)
  const fault = { kind: 'answer', answer: refusal(400, 'ExpiredToken') } as const
  proxy.add({ when: isOld, times: 100, fault })
  assert.equal((await backUp()).destination.retries, 0)
})

test('static credentials that expire are E_CREDENTIALS', async () => {
  const fault = { kind: 'answer', answer: refusal(400, 'ExpiredToken') } as const
  proxy.add({ when: part(2), times: 100, fault })
  await assert.rejects(backUp(), {
    code: 'E_CREDENTIALS',
    message: /^The AWS credentials expired; could not write/,
  })
  assert.equal(proxy.seen.filter((line) => line.includes('partNumber=2')).length, 1)
})

test('a server that is not there is told within seconds', async () => {
  const { destination } = open(s3Url('http://127.0.0.1:1'))
  const check = destination.check({ name: 'shop' }, never)
  await assert.rejects(check, { code: 'E_UPLOAD', message: /ECONNREFUSED/ })
})
