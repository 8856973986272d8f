import assert from 'node:assert/strict'
import type { IncomingHttpHeaders } from 'node:http'
import test, { after, before, beforeEach } from 'node:test'
import { GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3'
import { parseS3Url } from '../../src/inputs/parse-s3-url.ts'
import { type FaultProxy, type SeenRequest, startFaultProxy } from './stand-ins/fault-proxy.ts'
import { type Bed, backUp, MiB, makeBed, never, open, quick, useKeys } from './stand-ins/s3-bed.ts'
import { part, refusal } from './stand-ins/s3-requests.ts'

let bed: Bed
let proxy: FaultProxy

before(async () => {
  bed = await makeBed()
  proxy = await startFaultProxy(bed.server.endpoint)
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
})
beforeEach(() => {
  proxy.reset()
  useKeys(bed.server)
})

/** The destination with these parameters, as it is written in a workflow. */
function urlWith(parameters: string) {
  const rest = `backups/team/a?endpoint=${proxy.endpoint}&${parameters}`
  return parseS3Url(`s3://${rest}`, rest)
}

/** The requests that make an object, by what they make, and their headers. */
async function made(parameters: string, size = 12 * MiB) {
  const headers = new Map<string, IncomingHttpHeaders>()
  const watch = (seen: SeenRequest) => {
    const isMaking = seen.query.startsWith('uploads') || seen.query === 'x-id=PutObject'
    const [ext = ''] = /\.(dump|manifest\.json|pg-backup-probe)$/.exec(seen.path) ?? []
    if (isMaking) headers.set(ext.slice(1), seen.headers)
    return false
  }
  proxy.add({ when: watch, fault: { kind: 'lose-answer' } })
  const url = urlWith(parameters)
  await open(url).destination.check({ name: 'shop' }, never)
  const { backup } = await backUp(bed, url, quick, size)
  const [archive, manifest, probe] = ['dump', 'manifest.json', 'pg-backup-probe'].map((ext) =>
    headers.get(ext),
  )
  assert.ok(archive && manifest && probe)
  return { archive, manifest, probe, key: `team/a/shop/${backup.id}.dump` }
}

for (const [what, size] of [
  ['in parts', 12 * MiB],
  ['in one request', 1000],
] as const) {
  test(`the storage class is the archive's alone, sent ${what}`, async () => {
    const { archive, manifest, probe, key } = await made('storageClass=STANDARD_IA', size)
    const name = 'x-amz-storage-class'
    assert.deepEqual(
      [archive[name], manifest[name], probe[name]],
      ['STANDARD_IA', undefined, undefined],
    )
    const head = await bed.client.send(new HeadObjectCommand({ Bucket: 'backups', Key: key }))
    assert.equal(head.StorageClass, 'STANDARD_IA')
  })
}

test('everything is tagged, and the store has the tags', async () => {
  const { archive, manifest, probe, key } = await made('tags=team=data base,keep=1%2By')
  for (const { 'x-amz-tagging': tagging } of [archive, manifest, probe]) {
    assert.equal(tagging, 'team=data+base&keep=1%2By')
  }
  for (const Key of [key, key.replace('.dump', '.manifest.json')]) {
    const input = { Bucket: 'backups', Key }
    const { TagSet } = await bed.client.send(new GetObjectTaggingCommand(input))
    assert.deepEqual(
      Object.fromEntries((TagSet ?? []).map((tag) => [tag.Key, tag.Value])),
      { team: 'data base', keep: '1+y' },
      Key,
    )
  }
})

test('a key of KMS is asked for on everything that is made', async () => {
  // The server here has no KMS: what would be sent to it is looked at, and taken off.
  const keys: unknown[] = []
  const isEncrypted = (seen: SeenRequest) => {
    const { 'x-amz-server-side-encryption': sse } = seen.headers
    if (sse) keys.push([sse, seen.headers['x-amz-server-side-encryption-aws-kms-key-id']])
    return sse !== undefined
  }
  const refused = { kind: 'answer', answer: refusal(403, 'AccessDenied') } as const
  proxy.add({ when: isEncrypted, times: 100, fault: refused })
  const url = urlWith('sse=aws:kms:dsse&kmsKey=alias/backups')
  const check = open(url).destination.check({ name: 'shop' }, never)
  await assert.rejects(check, { code: 'E_CREDENTIALS', next: /the use of the key/ })
  await assert.rejects(backUp(bed, url, quick, 1000), { code: 'E_CREDENTIALS' })
  await assert.rejects(backUp(bed, url), { code: 'E_CREDENTIALS' })
  assert.equal(keys.length, 3)
  for (const key of keys) assert.deepEqual(key, ['aws:kms:dsse', 'alias/backups'])
})

/** As Backblaze's B2 does with what it does not know. */
const hasChecksum = ({ headers }: SeenRequest) =>
  Object.keys(headers).some((name) => /^x-amz-(sdk-)?checksum/.test(name))
const unsupported = {
  ...refusal(400, 'InvalidArgument'),
  body: `<?xml version="1.0"?><Error><Code>InvalidArgument</Code><Message>Unsupported header 'x-amz-checksum-crc32' received for this API call.</Message></Error>`,
}

test('checksums=false: none is sent or asked for, and the MD5 of each part is', async () => {
  const fault = { kind: 'answer', answer: unsupported } as const
  proxy.add({ when: hasChecksum, times: 1000, fault })
  const check = open(urlWith('checksums=true')).destination.check({ name: 'shop' }, never)
  await assert.rejects(check, {
    code: 'E_UPLOAD',
    next: 'Add `checksums=false` to the destination.',
  })
  const sums: unknown[] = []
  proxy.add({
    when: (seen) => seen.query.includes('partNumber') && sums.push(seen.headers['content-md5']) < 0,
    fault,
  })
  const { manifest } = await made('checksums=false')
  assert.equal(sums.length, 3)
  for (const sum of [...sums, manifest['content-md5']]) assert.match(String(sum), /^[\w+/]{22}==$/)
})

test('checksums=false: bytes that are altered on the way are still found', async () => {
  proxy.add({ when: part(2), times: 100, fault: { kind: 'flip', atByte: 1000 } })
  await assert.rejects(backUp(bed, urlWith('checksums=false')), { code: 'E_INTEGRITY' })
})

test('maxParts: an archive that needs more is told so, and not left', async () => {
  const small = { ...quick, partSize: () => 5 * MiB, idleTimeoutMs: 10_000 }
  await assert.rejects(backUp(bed, urlWith('maxParts=10'), small, 51 * MiB), {
    code: 'E_UPLOAD',
    message: /would need more than 10 parts/,
  })
  await backUp(bed, urlWith('maxParts=10'), small, 50 * MiB)
})

test('region: what requests are signed for, whatever the environment says', async () => {
  process.env['AWS_REGION'] = 'eu-central-1'
  const regions = new Set<unknown>()
  const watch = ({ headers }: SeenRequest) => {
    regions.add(headers.authorization?.split('/')[2])
    return false
  }
  proxy.add({ when: watch, fault: { kind: 'lose-answer' } })
  await backUp(bed, urlWith('region=fr-par'), quick, 1000)
  assert.deepEqual([...regions], ['fr-par'])
})
