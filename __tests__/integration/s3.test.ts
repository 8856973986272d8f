import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after, before, beforeEach } from 'node:test'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { UserError } from '../../src/errors.ts'
import {
  type Bed,
  MiB,
  makeBed,
  never,
  newBackup,
  open,
  s3Url,
  useKeys,
  Witness,
} from './stand-ins/s3-bed.ts'

let bed: Bed

before(async () => {
  const reader = { accessKeyId: 'READER', secretAccessKey: 'reader', name: 'reader' }
  bed = await makeBed({ identities: [{ ...reader, actions: ['Read', 'List'] }] })
})
after(() => bed[Symbol.asyncDispose]())
beforeEach(() => useKeys(bed.server))

async function putBackup(content: Buffer, more: Parameters<typeof s3Url>[1] = {}, ext = 'dump') {
  const backup = newBackup()
  const { destination, host } = open(s3Url(bed.server.endpoint, more))
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.${ext}`)
  for (let at = 0; at < content.length; at += 65_537) {
    await file.write(content.subarray(at, at + 65_537))
  }
  const stored = await file.close()
  const kept = await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  return { backup, destination, host, stored, kept, writer }
}

test('a small archive is one object, and its manifest lies beside it', async () => {
  const content = randomBytes(100_000)
  const { backup, stored, kept, host } = await putBackup(content)
  const key = `team/a/shop/${backup.id}.dump`
  assert.deepEqual(stored, { path: `${backup.id}.dump`, sizeBytes: 100_000 })
  assert.equal(kept.location, `s3://backups/${key}`)
  assert.ok(content.equals(await bed.witness.read(key)))
  assert.equal((await bed.witness.read(`team/a/shop/${backup.id}.manifest.json`)).toString(), '{}')
  assert.equal(host.tasks.size, 0)
})

test('an archive that somebody has removed by then gets no manifest', async () => {
  const backup = newBackup()
  const { destination } = open(s3Url(bed.server.endpoint))
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  await file.write(randomBytes(1000))
  await file.close()
  const key = `team/a/shop/${backup.id}.dump`
  await bed.client.send(new DeleteObjectCommand({ Bucket: 'backups', Key: key }))
  await assert.rejects(writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}')), {
    code: 'E_UPLOAD',
    message: `s3://backups/${key} was removed before its manifest was written.`,
  })
  await writer.abort()
})

test('a folder of files, several of them larger than a part, written at once', async () => {
  const backup = newBackup()
  const { destination, host } = open(s3Url(bed.server.endpoint))
  const writer = await destination.begin(backup, never)
  const contents = Array.from({ length: 30 }, (_, i) => randomBytes(i % 10 ? 1000 * i : 12 * MiB))
  await Promise.all(
    contents.map(async (content, index) => {
      const file = await writer.openFile(`${backup.id}/${index}.dat`)
      await file.write(content)
      await file.close()
    }),
  )
  assert.deepEqual(
    [...host.tasks].map((task) => 'key' in task && task.key),
    [`team/a/shop/${backup.id}/`],
  )
  const { location } = await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  assert.equal(location, `s3://backups/team/a/shop/${backup.id}/`)
  for (const [index, content] of contents.entries()) {
    assert.ok(content.equals(await bed.witness.read(`team/a/shop/${backup.id}/${index}.dat`)))
  }
})

test('the endpoint of the environment is used', async () => {
  process.env['AWS_ENDPOINT_URL_S3'] = bed.server.endpoint
  const url = { kind: 's3', text: 's3://backups', bucket: 'backups', prefix: '' } as const
  const { destination } = open({ ...url, pathStyle: false, create: false })
  await destination.check({ name: 'shop' }, never)
  assert.equal(destination.label, 's3://backups')
})

test('without any region us-east-1 is where the way is asked', async () => {
  delete process.env['AWS_REGION']
  const { destination } = open(s3Url(bed.server.endpoint))
  await destination.check({ name: 'shop' }, never)
})

async function checkError(more: Parameters<typeof s3Url>[1], region?: string): Promise<UserError> {
  const { destination } = open(s3Url(bed.server.endpoint, more))
  const error = await destination.check({ name: 'shop', region }, never).then(
    () => assert.fail('check passed'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof UserError)
  return error
}

test('a bucket name S3 does not allow is E_BUCKET', async () => {
  assert.equal((await checkError({ bucket: 'B', create: true })).code, 'E_BUCKET')
})

test('create=true makes the bucket, once', async () => {
  for (let run = 1; run <= 2; run++) {
    const { destination } = open(s3Url(bed.server.endpoint, { bucket: 'made', create: true }))
    await destination.check({ name: 'shop' }, never)
  }
  assert.deepEqual(await new Witness(bed.client, 'made').keys(), [])
})

test('wrong keys are E_CREDENTIALS, and the message has no secret', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not-the-secret'
  const error = await checkError({})
  assert.equal(error.code, 'E_CREDENTIALS')
  assert.match(error.message, /SignatureDoesNotMatch/)
  process.env['AWS_ACCESS_KEY_ID'] = 'NOBODY'
  assert.match((await checkError({})).message, /InvalidAccessKeyId/)
  assert.match(error.next, /^Check the keys: AWS_ACCESS_KEY_ID .* profile/)
  assert.doesNotMatch(error.message + error.next, /not-the-secret/)
})

test('no credentials at all is E_CREDENTIALS', async () => {
  delete process.env['AWS_ACCESS_KEY_ID']
  delete process.env['AWS_SECRET_ACCESS_KEY']
  const error = await checkError({})
  assert.equal(error.code, 'E_CREDENTIALS')
  assert.match(error.message, /^No AWS credentials could be obtained: /)
})

test('keys that may only read are refused before the dump', async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'READER', AWS_SECRET_ACCESS_KEY: 'reader' })
  const error = await checkError({})
  assert.equal(error.code, 'E_CREDENTIALS')
  assert.match(error.message, /may not write s3:\/\/backups\/team\/a\/shop\//)
  assert.match(error.next, /s3:PutObject/)
})
