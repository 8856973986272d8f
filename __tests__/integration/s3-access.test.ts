import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { inspect } from 'node:util'
import { makeCertificates } from '../../scripts/rig/certificates.ts'
import { ObjectDestination } from '../../src/destinations/objects/object-destination.ts'
import { openStorage } from '../../src/destinations/objects/open-storage.ts'
import { defaultTuning } from '../../src/destinations/objects/tuning.ts'
import { UserError } from '../../src/errors.ts'
import {
  type Answer,
  type FaultProxy,
  type SeenRequest,
  startFaultProxy,
} from './stand-ins/fault-proxy.ts'
import {
  type Bed,
  backUp,
  MiB,
  makeBed,
  never,
  newBackup,
  open,
  quick,
  RecordingHost,
  s3Url,
  useKeys,
} from './stand-ins/s3-bed.ts'
import { part, refusal } from './stand-ins/s3-requests.ts'

const second = { name: 'second', accessKeyId: 'SECOND', secretAccessKey: 'second-secret' }
let bed: Bed
let proxy: FaultProxy
let folder: string

before(async () => {
  const actions = ['Admin', 'Read', 'Write', 'List']
  bed = await makeBed({ identities: [{ ...second, actions }] })
  proxy = await startFaultProxy(bed.server.endpoint)
  folder = await mkdtemp(join(tmpdir(), 's3-access-'))
})
after(async () => {
  await proxy[Symbol.asyncDispose]()
  await bed[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  proxy.reset()
  useKeys(bed.server)
})

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
  await backUp(bed, proxy.endpoint)
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
  const first = give(bed.server.accessKeyId, bed.server.secretAccessKey)
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
    seen.method === 'PUT' && !!seen.headers.authorization?.includes(bed.server.accessKeyId)
  const fault = { kind: 'answer', answer: refusal(400, 'ExpiredToken') } as const
  proxy.add({ when: isOld, times: 100, fault })
  assert.equal((await backUp(bed, proxy.endpoint)).destination.retries, 0)
})

/** What is masked of a profile's credentials file, of which the log and the error are searched. */
async function checkWithProfile(profile: string): Promise<{ masked: string[]; lines: string[] }> {
  const [masked, { log, cleanup, lines }] = [[] as string[], new RecordingHost()]
  const host = { log, addSecret: (secret: string) => void masked.push(secret) }
  const url = s3Url(proxy.endpoint, { profile })
  const storage = await openStorage(url, host, { ...defaultTuning, ...quick })
  await new ObjectDestination(storage, cleanup).check({ name: 'shop' }, never)
  return { masked, lines }
}

const profiles = `[offsite]
aws_access_key_id = ${second.accessKeyId}
aws_secret_access_key = ${second.secretAccessKey}
[wrong]
aws_access_key_id = ${second.accessKeyId}
aws_secret_access_key = file-secret
[broken]
credential_process = sh -c "echo file-secret >&2; exit 1"
`

test('a destination with a profile takes its credentials, and no other', async () => {
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials')
  await writeFile(join(folder, 'credentials'), profiles)
  const signers = new Set<string | undefined>()
  const note = ({ headers }: SeenRequest) => {
    signers.add(/Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1])
    return false
  }
  proxy.add({ when: note, fault: { kind: 'lose-answer' }, times: 1 })
  const { masked, lines } = await checkWithProfile('offsite')
  assert.deepEqual([...signers], [second.accessKeyId])
  assert.deepEqual(new Set(masked), new Set([second.secretAccessKey]))
  assert.deepEqual(lines, [])
  const missing = /^No AWS credentials could be obtained from the profile gone: .*\[gone\]/
  await assert.rejects(checkWithProfile('gone'), failsWith(missing, /AWS_SHARED_CREDENTIALS_FILE/))
  await assert.rejects(checkWithProfile('wrong'), failsWith(/does not accept/, /of the profile/))
  await assert.rejects(
    checkWithProfile('broken'),
    failsWith(/credential_process failed\.$/, /^Check that/),
  )
})

const failsWith = (message: RegExp, next: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError)
  assert.equal(error.code, 'E_CREDENTIALS')
  assert.match(error.message, message)
  assert.match(error.next, next)
  assert.doesNotMatch(inspect(error, { depth: 5 }), /file-secret/)
  return true
}

test('static credentials that expire are E_CREDENTIALS', async () => {
  const fault = { kind: 'answer', answer: refusal(400, 'ExpiredToken') } as const
  proxy.add({ when: part(2), times: 100, fault })
  await assert.rejects(backUp(bed, proxy.endpoint), {
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

/** Answers AssumeRoleWithWebIdentity as AWS STS does, or refuses. Resolves to its endpoint. */
async function startSts(answer: { readonly status: number; readonly body: string }) {
  const asked: URLSearchParams[] = []
  const sts = createServer(async (request, response) => {
    asked.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()))
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body)
  })
  sts.listen(0, '127.0.0.1')
  await once(sts, 'listening')
  const { port } = sts.address() as AddressInfo
  const dispose = async () => {
    sts.closeAllConnections()
    await new Promise((resolve) => sts.close(resolve))
  }
  return { asked, endpoint: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: dispose }
}

async function useWebIdentity(endpoint: string): Promise<void> {
  const token = join(folder, 'token')
  await writeFile(token, 'oidc-token')
  process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = token
  process.env['AWS_ROLE_ARN'] = 'arn:aws:iam::123456789012:role/backup'
  process.env['AWS_ENDPOINT_URL_STS'] = endpoint
  delete process.env['AWS_ACCESS_KEY_ID']
  delete process.env['AWS_SECRET_ACCESS_KEY']
}

test('OIDC: a web identity is changed for the credentials of a role', async () => {
  const body = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${bed.server.accessKeyId}</AccessKeyId><SecretAccessKey>${bed.server.secretAccessKey}</SecretAccessKey><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
  await using sts = await startSts({ status: 200, body })
  await useWebIdentity(sts.endpoint)
  await open(s3Url(bed.server.endpoint)).destination.check({ name: 'shop' }, never)
  assert.equal(sts.asked[0]?.get('WebIdentityToken'), 'oidc-token')
  assert.equal(sts.asked[0]?.get('RoleArn'), 'arn:aws:iam::123456789012:role/backup')
})

test('OIDC: a role that does not trust the workflow is E_CREDENTIALS', async () => {
  const message = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`
  await using sts = await startSts({ status: 403, body })
  await useWebIdentity(sts.endpoint)
  const check = open(s3Url(bed.server.endpoint)).destination.check({ name: 'shop' }, never)
  await assert.rejects(check, {
    code: 'E_CREDENTIALS',
    message: `No AWS credentials could be obtained: AccessDenied: ${message}.`,
  })
})

test('over TLS the data is not hashed for the signature, and connections are used again', async () => {
  const files = await makeCertificates(join(folder, 'tls'), 'none', 'nobody')
  const tls = { cert: await readFile(files.serverCert), key: await readFile(files.serverKey) }
  setDefaultCACertificates([...getCACertificates(), await readFile(files.ca, 'utf8')])
  await using secure = await startFaultProxy(bed.server.endpoint, tls)
  const hashes = new Set<unknown>()
  const look = (seen: SeenRequest) => {
    if (seen.query.includes('partNumber')) hashes.add(seen.headers['x-amz-content-sha256'])
    return false
  }
  secure.add({ when: look, fault: { kind: 'delay', ms: 0 } })
  const backup = newBackup()
  const { destination } = open(s3Url(secure.endpoint), { ...quick, idleTimeoutMs: 5000 })
  await destination.check(backup, never)
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  for (let i = 0; i < 100; i++) await file.write(Buffer.alloc(MiB, i))
  assert.equal((await file.close()).sizeBytes, 100 * MiB)
  await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  assert.deepEqual([...hashes], ['UNSIGNED-PAYLOAD'])
  assert.ok(secure.connections < 20, `${secure.connections} connections for 20 parts`)
})
