import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { connect } from '../../src/postgres/session.ts'
import { calm, FORK_NAME, type HerokuBed, herokuBed } from './heroku-bed.ts'

const CIDR = '203.0.113.7/32'
const ENDPOINT = `/postgres/v0/databases/${FORK_NAME}/tls-endpoint`
let server: PostgresServer

before(async () => {
  server = await startPostgres({ major: 17, tls: { clientCertificate: true } })
})
after(() => server.stop())

/** A private source that does not answer here, and forks that ask for a client certificate. */
async function privateBed(): Promise<HerokuBed> {
  const bed = await herokuBed({ forkUrl: server.url() })
  Object.assign(bed.service.source, { plan: 'heroku-postgresql:private-0' })
  bed.service.mutualTls.certificates = server.certificates
  bed.service.hurry()
  return bed
}

test('a private fork is opened to this machine, and read with the certificate', async () => {
  await using bed = await privateBed()
  const fork = await bed.create(bed.provider({ mtlsCidr: CIDR }))
  const settings = await fork.ready(bed.tell, calm)
  const session = await connect(settings, calm)
  const sql = 'SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
  assert.deepEqual(await session.query(sql), [{ client_dn: '/CN=postgres' }])
  await session.end()
  assert.equal(settings.sslMode, 'verify-ca')
  const key = await readFile(server.certificates?.clientKey ?? '', 'utf8')
  assert.ok(bed.secrets.includes(key))
  assert.ok(!bed.lines.join('\n').includes('PRIVATE KEY'))
  const endpoint = bed.service.mutualTls.endpoints.get(FORK_NAME)
  assert.deepEqual(
    endpoint?.rules.map(({ cidr }) => cidr),
    [CIDR],
  )
  assert.equal(endpoint?.certificates, 1)
  assert.ok(bed.lines.includes('tell: Endpoint for mutual TLS: provisioning'))
})

test('asked again, it makes no second endpoint, rule or certificate', async () => {
  await using bed = await privateBed()
  const fork = await bed.create(bed.provider({ mtlsCidr: CIDR }))
  await fork.ready(bed.tell, calm)
  await fork.ready(bed.tell, calm)
  assert.equal(bed.service.callsTo(new RegExp(`^POST ${ENDPOINT}`)).length, 3)
})

test("a server's error about the endpoint is waited out", async () => {
  await using bed = await privateBed()
  bed.service.fail({ on: `GET ${ENDPOINT}`, times: 12, status: 500, body: '' })
  await (await bed.create(bed.provider({ mtlsCidr: CIDR }))).ready(bed.tell, calm)
  assert.ok(bed.lines.includes('tell: Endpoint for mutual TLS: unknown'))
})

test('an endpoint that ends otherwise is a failure', async () => {
  await using bed = await privateBed()
  bed.service.mutualTls.ends = 'Deprovisioning'
  const fork = await bed.create(bed.provider({ mtlsCidr: CIDR }))
  await assert.rejects(
    fork.ready(bed.tell, calm),
    /Endpoint for mutual TLS: Heroku says Deprovisioning/,
  )
})

test('a private source that answers here is forked without an endpoint', async () => {
  await using bed = await privateBed()
  bed.service.source.url = server.url()
  const { refusal, connection } = await bed.provider().findSource(calm)
  assert.equal(refusal, undefined)
  assert.notEqual(connection, undefined)
})

test('with a fork-plan outside of the network, the log says that the data leave it', async () => {
  await using bed = await privateBed()
  const { refusal, notes } = await bed.provider({ forkPlan: 'standard-0' }).findSource(calm)
  assert.equal(refusal, undefined)
  assert.ok(notes.includes('With fork-plan standard-0 the data leave the private network.'))
})
