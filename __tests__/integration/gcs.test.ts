import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type GcsServer, objectUser } from '../../scripts/rig/gcs-server.ts'
import { GcsConnection } from '../../src/destinations/gcs/connection.ts'
import { makeLink } from '../../src/destinations/gcs/link.ts'
import { defaultTuning } from '../../src/destinations/objects/tuning.ts'
import { UserError } from '../../src/errors.ts'
import type { CleanupTask } from '../../src/host/host.ts'
import { startFaultProxy } from './stand-ins/fault-proxy.ts'
import { gsUrl, makeGcsBed, openGcs, quickParts, useGoogle } from './stand-ins/gcs-bed.ts'
import { removeUnfinished, storeAt } from './stand-ins/object-stores.ts'
import { MiB, never, newBackup, RecordingHost } from './stand-ins/s3-bed.ts'

let server: GcsServer

before(async () => {
  server = await makeGcsBed()
})
after(() => server.stop())
beforeEach(() => useGoogle(server.env))

type More = Parameters<typeof gsUrl>[1]

async function putBackup(content: Buffer, more: More = {}, endpoint = server.endpoint) {
  const backup = newBackup()
  const { destination, host } = openGcs(gsUrl(endpoint, more))
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  for (let at = 0; at < content.length; at += 65_537) {
    await file.write(content.subarray(at, at + 65_537))
  }
  const stored = await file.close()
  const kept = await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  return { backup, destination, host, stored, kept, key: `team/a/shop/${backup.id}` }
}

async function check(more: More = {}, region?: string): Promise<void> {
  await openGcs(gsUrl(server.endpoint, more)).destination.check({ name: 'shop', region }, never)
}

async function checkError(more: More = {}, region?: string): Promise<UserError> {
  const error = await check(more, region).then(
    () => assert.fail('check passed'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof UserError, String(error))
  return error
}

for (const size of [0, 1, MiB - 1, MiB, MiB + 1, 2 * MiB, 9 * MiB + 7]) {
  test(`an archive of ${size} bytes arrives as it was`, async () => {
    const content = randomBytes(size)
    const { stored, kept, key, host, destination } = await putBackup(content)
    assert.equal(stored.sizeBytes, size)
    assert.equal(kept.location, `gs://backups/${key}.dump`)
    assert.ok(content.equals(await server.read('backups', `${key}.dump`)))
    assert.deepEqual([server.sessions.open, host.tasks.size, destination.retries], [[], 0, 0])
  })
}

test('class, tags and key of a destination; the manifest is not put into cold storage', async (t) => {
  const proxy = await startFaultProxy(server.endpoint)
  t.after(() => proxy[Symbol.asyncDispose]())
  const kmsKey = 'projects/p/locations/l/keyRings/r/cryptoKeys/k'
  const more = { storageClass: 'COLDLINE', tags: { team: 'db', 'kept for': 'a year' }, kmsKey }
  for (const size of [1000, 2 * MiB]) {
    const { key } = await putBackup(randomBytes(size), more, proxy.endpoint)
    const archive = await server.describe('backups', `${key}.dump`)
    const manifest = await server.describe('backups', `${key}.manifest.json`)
    const { 'pg-backup-writer': writer, ...tags } = archive['metadata'] as Record<string, string>
    assert.deepEqual([archive['storageClass'], tags], ['COLDLINE', more.tags])
    assert.match(writer ?? '', /^[0-9a-f-]{36}$/)
    assert.equal(manifest['storageClass'], 'STANDARD')
  }
  const made = proxy.seen.filter((line) => line.startsWith('POST /upload/'))
  assert.equal(made.length, 4)
  for (const line of made) assert.match(line, /kmsKeyName=projects%2Fp%2F/)
})

test('the region is compared without regard to case, also that of two regions', async () => {
  await check({}, 'europe-west1')
  const dataLocations = ['US-EAST1', 'US-WEST1']
  await server.createBucket('pair', { location: 'US', customPlacementConfig: { dataLocations } })
  await server.createBucket('multi', { location: 'EU' })
  await check({ bucket: 'pair' }, 'us-west1+us-east1')
  await check({ bucket: 'multi' }, 'eu')
  for (const [bucket, wanted, place] of [
    ['backups', 'europe-west10', 'europe-west1'],
    ['pair', 'us-east1', 'us-east1+us-west1'],
    ['pair', 'us', 'us-east1+us-west1'],
    ['multi', 'europe-west1', 'eu'],
  ] as const) {
    const error = await checkError({ bucket }, wanted)
    assert.equal(error.code, 'E_REGION')
    assert.equal(error.message, `The bucket ${bucket} is in ${place}, not in ${wanted}.`)
  }
})

test('the role for objects alone is enough, for the region as well', async () => {
  useGoogle(server.envOf(await server.addAccount('object-user', objectUser)))
  await check({}, 'europe-west1')
  assert.equal((await checkError({}, 'us')).code, 'E_REGION')
  assert.equal((await checkError({ bucket: 'nowhere' })).code, 'E_BUCKET')
})

test('a region that may not be asked for is not taken on trust', async () => {
  const may = ['objects.create', 'objects.get', 'objects.delete'] as const
  useGoogle(server.envOf(await server.addAccount('no-list', may)))
  await check()
  const error = await checkError({}, 'europe-west1')
  assert.equal(error.code, 'E_REGION')
  assert.match(error.message, /may not ask/)
})

test('an account that may only read is refused before the dump', async () => {
  const may = ['buckets.get', 'objects.get', 'objects.list'] as const
  useGoogle(server.envOf(await server.addAccount('reader', may)))
  const error = await checkError()
  assert.equal(error.code, 'E_CREDENTIALS')
  assert.match(error.message, /may not write gs:\/\/backups\/team\/a\/shop\//)
  assert.match(error.next, /roles\/storage\.objectUser/)
})

test('where a retention policy keeps everything, a check passes every night, and a backup is made', async () => {
  await server.createBucket('retained')
  server.hold('retained')
  const { destination, host } = openGcs(gsUrl(server.endpoint, { bucket: 'retained' }))
  for (let night = 1; night <= 2; night++) await destination.check({ name: 'shop' }, never)
  assert.deepEqual(host.lines, [])
  await putBackup(randomBytes(2 * MiB), { bucket: 'retained' })
  const store = storeAt(gsUrl(server.endpoint, { bucket: 'retained' }), host.log)
  const [backup] = await Array.fromAsync(store.list('shop', never))
  await assert.rejects(store.remove('shop', backup ?? '', never), {
    code: 'E_UPLOAD',
    next: /retention policy/,
  })
})

test('create=true makes a bucket in the region, once, and nobody can make it public', async (t) => {
  const proxy = await startFaultProxy(server.endpoint)
  t.after(() => proxy[Symbol.asyncDispose]())
  const more = { bucket: 'made', create: true, endpoint: proxy.endpoint }
  for (let run = 1; run <= 2; run++) await check(more, 'europe-north1')
  await check({ bucket: 'made' }, 'EUROPE-NORTH1')
  const { location, iamConfiguration } = server.creationOf('made')
  assert.equal(location, 'europe-north1')
  assert.deepEqual(iamConfiguration, {
    uniformBucketLevelAccess: { enabled: true },
    publicAccessPrevention: 'enforced',
  })
  assert.equal(proxy.seen.filter((line) => line.startsWith('POST /storage/v1/b?')).length, 1)
  await check({ bucket: 'made-pair', create: true }, 'europe-west1+europe-north1')
  const error = await checkError({ bucket: 'nowhere' })
  assert.equal(error.code, 'E_BUCKET')
  assert.match(error.next, /\?create=true/)
})

test('credentials that are refused where tokens are given, and none at all', async () => {
  useGoogle(server.envOf(await server.unknownAccount()))
  const refused = await checkError()
  assert.equal(refused.code, 'E_CREDENTIALS')
  assert.match(refused.message, /^No Google credentials could be obtained: .*invalid_grant/)
  assert.match(refused.next, /id-token: write.*google-github-actions\/auth/)
  useGoogle({ GOOGLE_APPLICATION_CREDENTIALS: '/nowhere/key.json' })
  assert.equal((await checkError()).code, 'E_CREDENTIALS')
  useGoogle({})
  const none = await checkError()
  assert.deepEqual([none.code, none.next], ['E_CREDENTIALS', refused.next])
})

test('a token that expired in the middle of a run is got anew', async () => {
  const { destination } = openGcs(gsUrl(server.endpoint))
  await destination.check({ name: 'shop' }, never)
  server.expireTokens()
  await destination.check({ name: 'shop' }, never)
  assert.equal(destination.retries, 0)
})

test('the address of the environment is used, and an emulator is asked without a token', async () => {
  useGoogle({ STORAGE_EMULATOR_HOST: server.emulator.replace('http://', '') })
  const { endpoint: _, ...url } = gsUrl('')
  const { destination } = openGcs(url)
  await destination.check({ name: 'shop' }, never)
  assert.equal(destination.label, 'gs://backups/team/a')
})

async function keyFile(email: string, privateKey: string) {
  const folder = await mkdtemp(join(tmpdir(), 'gcs-key-'))
  const file = join(folder, 'key.json')
  const key = { type: 'service_account', client_email: email, private_key: privateKey }
  await writeFile(file, JSON.stringify(key))
  return { file, remove: () => rm(folder, { recursive: true }) }
}

test('a link is signed with the key of a key file, for this object and so long', async (t) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const { file, remove } = await keyFile('rig@example.com', pem)
  t.after(remove)
  useGoogle({ GOOGLE_APPLICATION_CREDENTIALS: file })
  const { endpoint: _, ...url } = gsUrl('')
  const connection = new GcsConnection(url, new RecordingHost().log, defaultTuning)
  const link = new URL(await makeLink(connection, 'team/a/shop/a b.dump', 600, never))
  assert.equal(
    link.origin + link.pathname,
    'https://storage.googleapis.com/backups/team/a/shop/a%20b.dump',
  )
  const query = link.searchParams
  assert.ok(['600', '599'].includes(query.get('X-Goog-Expires') ?? ''))
  const signature = Buffer.from(query.get('X-Goog-Signature') ?? '', 'hex')
  assert.ok(verify('sha256', stringToSign(link), publicKey, signature))
  const tooLong = makeLink(connection, 'team/a/shop/a.dump', 8 * 86_400, never)
  await assert.rejects(tooLong, { code: 'E_INPUT' })
})

/** Cloud Storage, "Signatures": V4, canonical requests. */
function stringToSign(link: URL): Buffer {
  const query = link.search
    .slice(1)
    .split('&')
    .filter((pair) => !pair.startsWith('X-Goog-Signature='))
    .sort()
    .join('&')
  const canonical = [
    'GET',
    link.pathname,
    query,
    `host:${link.host}`,
    '',
    'host',
    'UNSIGNED-PAYLOAD',
  ]
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex')
  const date = link.searchParams.get('X-Goog-Date') ?? ''
  const scope = `${date.slice(0, 8)}/auto/storage/goog4_request`
  return Buffer.from(['GOOG4-RSA-SHA256', date, scope, hash].join('\n'))
}

test('credentials that cannot sign are told what they need', async () => {
  const store = storeAt(gsUrl(server.endpoint), new RecordingHost().log)
  await assert.rejects(store.link?.('shop', 'a.dump', 600, never) ?? assert.fail(), {
    code: 'E_CREDENTIALS',
    message: /^The Google credentials cannot sign/,
  })
})

test('what a killed process left is removed by its cleanup task, and a backup is not', async () => {
  const { key, backup } = await putBackup(randomBytes(10))
  const script = fileURLToPath(new URL('stand-ins/unfinished-gcs.ts', import.meta.url))
  const child = spawn(process.execPath, [script, server.endpoint], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [text] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [task] = JSON.parse(String(text)) as CleanupTask[]
  assert.ok(task?.kind === 'remove-unfinished')
  const isLeft = async () => (await server.keys('backups')).some((one) => one.startsWith(task.key))
  assert.ok(await isLeft(), 'it had closed a file')
  const { log } = new RecordingHost()
  const url = gsUrl(server.endpoint)
  await removeUnfinished(url, task.key, log, quickParts)
  assert.ok(!(await isLeft()))
  await removeUnfinished(url, `${key}.dump`, log, quickParts)
  assert.ok((await server.keys('backups')).includes(`${key}.dump`), backup.id)
  await assert.rejects(removeUnfinished(url, 'team/a/shop/', log, quickParts))
})
