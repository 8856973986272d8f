import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type Identity, type S3Server, startS3 } from '../../scripts/rig/s3-server.ts'
import { type Run, startCommandLine, Workplace } from './command-line.ts'
import { MiB, never, newBackup, open, quick, s3Url, useKeys, Witness } from './stand-ins/s3-bed.ts'

interface Statement {
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: string
}
interface Policy {
  readonly Version: string
  readonly Statement: readonly Statement[]
}

const policy = await documentedPolicy()
const rights = policy.Statement.flatMap(({ Action }) => Action)
const bucket = /:::([^/]+)$/.exec(policy.Statement[0]?.Resource ?? '')?.[1] ?? ''
const prefix = /:::[^/]+\/(.+)\/\*$/.exec(policy.Statement[1]?.Resource ?? '')?.[1] ?? ''

/** The policy of docs/recipes.md, word for word. */
async function documentedPolicy(): Promise<Policy> {
  const recipes = await readFile(path.join(projectFolder, 'docs', 'recipes.md'), 'utf8')
  const blocks = [...recipes.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => json)
  return JSON.parse(blocks.find((json) => json.includes('s3:PutObject')) ?? '')
}

function without(right: string): Policy {
  const statements = policy.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => action !== right),
  }))
  return { ...policy, Statement: statements.filter(({ Action }) => Action.length > 0) }
}

const keysOf = (name: string, allowed: Policy): Identity => ({
  name,
  accessKeyId: `KEY${name.replaceAll(/\W/g, '')}`,
  secretAccessKey: `secret of ${name}`,
  actions: [],
  policy: allowed,
})

const exact = keysOf('exact', policy)
const lacking = new Map(rights.map((right) => [right, keysOf(right, without(right))]))

let server: PostgresServer
let s3: S3Server
let place: Workplace

before(async () => {
  ;[server, s3, place] = await Promise.all([
    startPostgres({ major: 17 }),
    startS3({ identities: [exact, ...lacking.values()] }),
    Workplace.make(),
  ])
  await s3.createBucket(bucket)
  await server.createDatabase('shop')
  await server.query('create table orders as select generate_series(1, 100) as id', 'shop')
})
after(async () => {
  await place?.[Symbol.asyncDispose]()
  await Promise.all([server?.stop(), s3?.stop()])
})
beforeEach(() => useKeys(s3))

const here = () => `s3://${bucket}/${prefix}?endpoint=${s3.endpoint}`

function run(identity: Identity | undefined, ...command: string[]): Promise<Run> {
  assert.ok(identity)
  const { AWS_ENDPOINT_URL_S3: _, ...env } = s3.env
  return startCommandLine(command, {
    ...place.environment,
    ...env,
    AWS_ACCESS_KEY_ID: identity.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity.secretAccessKey,
    PG_BACKUP_DATABASE_URL: server.url('shop'),
  }).finished
}

const client = () => `--client-dir=${server.binDir}`
const backup = (identity: Identity | undefined, destination = here()) =>
  run(identity, 'backup', client(), `--destination=${destination}`)
const list = (identity: Identity | undefined) =>
  run(identity, 'list', `--source=${here()}`, '--name=shop')
const prune = (identity: Identity | undefined) =>
  run(identity, 'prune', `--source=${here()}`, '--name=shop', '--keep=last=1', '--dry-run=false')

const refused = ({ status, error, log }: Run, text: RegExp) => {
  assert.notEqual(status, 0, log)
  assert.match(error, /^E_CREDENTIALS: /)
  assert.match(error, text)
}

test('the policy names a bucket and a prefix, and no right twice', () => {
  assert.deepEqual([bucket, prefix], ['acme-backups', 'nightly'])
  assert.equal(new Set(rights).size, rights.length)
})

test('with exactly these rights backups are taken, verified, listed and pruned', async () => {
  for (let count = 0; count < 2; count++) {
    const taken = await backup(exact)
    assert.equal(taken.status, 0, taken.everything)
    assert.doesNotMatch(taken.everything, /may not /)
  }
  const verified = await run(exact, 'verify', client(), `--source=${here()}`, '--name=shop')
  assert.equal(verified.status, 0, verified.everything)
  const listed = await list(exact)
  assert.equal(listed.outputs['count'], '2', listed.everything)
  const pruned = await prune(exact)
  assert.equal(JSON.parse(pruned.outputs['removed'] ?? '[]').length, 1, pruned.everything)
  assert.equal((await list(exact)).outputs['count'], '1')
})

test('with exactly these rights an archive goes in parts, and one given up leaves none', async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: exact.accessKeyId,
    AWS_SECRET_ACCESS_KEY: exact.secretAccessKey,
  })
  const admin = await s3.client()
  const witness = new Witness(admin, bucket)
  for (const isGivenUp of [false, true]) {
    const { destination } = open(s3Url(s3.endpoint, { bucket, prefix }), quick)
    const backup = newBackup()
    const writer = await destination.begin(backup, never)
    const file = await writer.openFile(`${backup.id}.dump`)
    await file.write(randomBytes(12 * MiB))
    if (isGivenUp) await writer.abort()
    else await file.close()
    assert.deepEqual(await witness.uploads(), [])
    const isThere = (await witness.keys()).some((key) => key.includes(backup.id))
    assert.equal(isThere, !isGivenUp)
  }
  admin.destroy()
})

test('with exactly these rights what a killed run left is swept', async () => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: exact.accessKeyId,
    AWS_SECRET_ACCESS_KEY: exact.secretAccessKey,
  })
  const admin = await s3.client()
  const Key = `${prefix}/shop/${newBackup().id}.dump`
  await admin.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }))
  const now = () => new Date(Date.now() + 25 * 3_600_000)
  const { destination, host } = open(s3Url(s3.endpoint, { bucket, prefix }), { ...quick, now })
  await destination.check({ name: 'shop' }, never)
  assert.deepEqual(await new Witness(admin, bucket).uploads(), [])
  assert.doesNotMatch(host.lines.join(), /may not/)
  admin.destroy()
})

test('another prefix of the bucket is not theirs', async () => {
  const elsewhere = `s3://${bucket}/elsewhere?endpoint=${s3.endpoint}`
  refused(await backup(exact, elsewhere), /may not write s3:\/\/acme-backups\/elsewhere/)
})

test('one right less: the error names it', async () => {
  await backup(exact)
  for (const right of ['s3:PutObject', 's3:GetObject']) {
    refused(await backup(lacking.get(right)), new RegExp(`Allow .*${right}`))
  }
  refused(await list(lacking.get('s3:ListBucket')), /Allow s3:ListBucket/)
  refused(await list(lacking.get('s3:GetObject')), /Allow .*s3:GetObject/)
  await backup(exact)
  refused(await prune(lacking.get('s3:DeleteObject')), /Allow .*s3:DeleteObject/)
})

test('without the rights to clean up a backup is taken, with a warning', async () => {
  for (const [right, text] of [
    ['s3:DeleteObject', /may not remove s3:.*\.pg-backup-probe/],
    ['s3:ListBucketMultipartUploads', /may not look for unfinished uploads/],
  ] as const) {
    const { status, log } = await backup(lacking.get(right))
    assert.equal(status, 0, log)
    assert.match(log, text)
  }
})
