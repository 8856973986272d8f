import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { makeCertificates } from '../../scripts/rig/certificates.ts'
import { type S3Server, startS3 } from '../../scripts/rig/s3-server.ts'
import { type SeenRequest, startFaultProxy } from './stand-ins/fault-proxy.ts'
import { MiB, never, newBackup, open, quick, s3Url, warmUp } from './stand-ins/s3-bed.ts'

let server: S3Server
let folder: string

before(async () => {
  server = await startS3()
  await server.createBucket('backups')
  const client = await server.client()
  await warmUp(client)
  client.destroy()
  folder = await mkdtemp(join(tmpdir(), 's3-credentials-'))
})
after(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  Object.assign(process.env, server.env)
  delete process.env['AWS_ENDPOINT_URL_S3']
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
  const body = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${server.accessKeyId}</AccessKeyId><SecretAccessKey>${server.secretAccessKey}</SecretAccessKey><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`
  await using sts = await startSts({ status: 200, body })
  await useWebIdentity(sts.endpoint)
  await open(s3Url(server.endpoint)).destination.check({ name: 'shop' }, never)
  assert.equal(sts.asked[0]?.get('WebIdentityToken'), 'oidc-token')
  assert.equal(sts.asked[0]?.get('RoleArn'), 'arn:aws:iam::123456789012:role/backup')
})

test('OIDC: a role that does not trust the workflow is E_CREDENTIALS', async () => {
  const message = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`
  await using sts = await startSts({ status: 403, body })
  await useWebIdentity(sts.endpoint)
  const check = open(s3Url(server.endpoint)).destination.check({ name: 'shop' }, never)
  await assert.rejects(check, {
    code: 'E_CREDENTIALS',
    message: `No AWS credentials could be obtained: AccessDenied: ${message}.`,
  })
})

test('over TLS the data is not hashed for the signature, and connections are used again', async () => {
  const files = await makeCertificates(join(folder, 'tls'), 'none', 'nobody')
  const tls = { cert: await readFile(files.serverCert), key: await readFile(files.serverKey) }
  setDefaultCACertificates([...getCACertificates(), await readFile(files.ca, 'utf8')])
  await using proxy = await startFaultProxy(server.endpoint, tls)
  const hashes = new Set<unknown>()
  const look = (seen: SeenRequest) => {
    if (seen.query.includes('partNumber')) hashes.add(seen.headers['x-amz-content-sha256'])
    return false
  }
  proxy.add({ when: look, fault: { kind: 'delay', ms: 0 } })
  const backup = newBackup()
  const { destination } = open(s3Url(proxy.endpoint), { ...quick, idleTimeoutMs: 5000 })
  await destination.check(backup, never)
  const writer = await destination.begin(backup, never)
  const file = await writer.openFile(`${backup.id}.dump`)
  for (let i = 0; i < 100; i++) await file.write(Buffer.alloc(MiB, i))
  assert.equal((await file.close()).sizeBytes, 100 * MiB)
  await writer.commit(`${backup.id}.manifest.json`, Buffer.from('{}'))
  assert.deepEqual([...hashes], ['UNSIGNED-PAYLOAD'])
  assert.ok(proxy.connections < 20, `${proxy.connections} connections for 20 parts`)
})
