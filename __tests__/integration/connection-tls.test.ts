import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, describe } from 'node:test'
import { promisify } from 'node:util'
import type { CertificateFault } from '../../scripts/rig/certificates.ts'
import { run } from '../../scripts/rig/command.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { errorCode } from '../../src/errors.ts'
import { libpqEnvironment } from '../../src/postgres/environment.ts'
import { type ParseOptions, parseConnection } from '../../src/postgres/parse-connection.ts'
import { connect } from '../../src/postgres/session.ts'

const execute = promisify(execFile)
const { signal } = new AbortController()
const sql = 'SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'))
})
after(() => rm(folder, { recursive: true }))

type Outcome = 'tls' | 'plain' | string

/** What both readers make of one connection: `tls`, `plain`, or the code of the error. */
async function outcomes(
  server: PostgresServer,
  text: string,
  options: Partial<ParseOptions> = {},
): Promise<readonly [nodePostgres: Outcome, libpq: Outcome]> {
  const settings = parseConnection(text, { environment: {}, ...options })
  const ours = await connect(settings, signal, { budgetMs: 0 })
    .then(async (session) => {
      const [row] = await session.query<{ ssl: boolean }>(sql)
      await session.end()
      return row?.ssl ? 'tls' : 'plain'
    })
    .catch((error) => errorCode(error) ?? String(error))
  const directory = await mkdtemp(join(folder, 'libpq-'))
  const [host] = settings.hosts
  assert.ok(host)
  const { environment, connectionArguments } = await libpqEnvironment(settings, host, directory)
  const args = [...connectionArguments, '-X', '-A', '-t', '-c', sql]
  const theirs = await execute(join(server.binDir, 'psql'), args, { env: environment })
    .then(({ stdout }) => (stdout.trim() === 't' ? 'tls' : 'plain'))
    .catch(() => 'refused')
  return [ours, theirs]
}

async function expectBoth(
  server: PostgresServer,
  text: string,
  expected: Outcome,
  options?: Partial<ParseOptions>,
) {
  const [ours, theirs] = await outcomes(server, text, options)
  assert.equal(ours, expected, `node-postgres, ${text.replace(/.*\?/, '')}`)
  assert.equal(
    theirs,
    expected.startsWith('E_') ? 'refused' : expected,
    `libpq, ${text.replace(/.*\?/, '')}`,
  )
}

describe('a server with TLS', () => {
  let server: PostgresServer
  let otherRoot: string
  before(async () => {
    const auth = [
      'hostnossl all encrypted_only all reject',
      'hostssl all plain_only all reject',
      'hostssl all with_certificate all scram-sha-256 clientcert=verify-ca',
    ]
    server = await startPostgres({ major: 17, tls: {}, auth })
    for (const name of ['encrypted_only', 'plain_only', 'with_certificate']) {
      await server.query(`CREATE ROLE ${name} LOGIN PASSWORD 'pw'`)
    }
    otherRoot = join(folder, 'other.crt')
    const flags = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other'.split(' ')
    await run('openssl', [...flags, '-keyout', join(folder, 'other.key'), '-out', otherRoot])
  })
  after(() => server.stop())

  function url(mode: string, more: Record<string, string> = {}, host = '127.0.0.1'): string {
    return server.url('postgres', { sslmode: mode, ...more }).replace('127.0.0.1', host)
  }

  test('each mode means the same to both readers', async () => {
    const { ca } = server.certificates ?? assert.fail()
    await expectBoth(server, url('disable'), 'plain')
    await expectBoth(server, url('allow'), 'plain')
    await expectBoth(server, url('prefer'), 'tls')
    await expectBoth(server, url('require'), 'tls')
    await expectBoth(server, url('verify-ca', { sslrootcert: ca }), 'tls')
    await expectBoth(server, url('verify-full', { sslrootcert: ca }), 'tls')
    await expectBoth(server, url('verify-full', { sslrootcert: ca }, 'localhost'), 'tls')
  })

  test('a root certificate is checked in every mode', async () => {
    await expectBoth(server, url('require', { sslrootcert: otherRoot }), 'E_TLS')
    await expectBoth(server, url('verify-ca', { sslrootcert: otherRoot }), 'E_TLS')
    await expectBoth(server, url('verify-full', { sslrootcert: otherRoot }), 'E_TLS')
    // libpq checks in every mode once there is something to check with, and prefers no TLS to that.
    await expectBoth(server, url('prefer', { sslrootcert: otherRoot }), 'plain')
  })

  test('without a root certificate, verify-full trusts the public authorities only', async () => {
    await expectBoth(server, url('verify-full'), 'E_TLS')
  })

  test('a root certificate as text wins over the one of the URL', async () => {
    const rootCertificate = await readFile(server.certificates?.ca ?? '', 'utf8')
    await expectBoth(server, url('verify-full', { sslrootcert: otherRoot }), 'tls', {
      rootCertificate,
    })
  })

  test('what pg_hba.conf rejects one way is tried the other way', async () => {
    const as = (user: string, mode: string) =>
      `host=127.0.0.1 port=${server.port} user=${user} password=pw dbname=postgres sslmode=${mode}`
    await expectBoth(server, as('encrypted_only', 'allow'), 'tls')
    await expectBoth(server, as('encrypted_only', 'disable'), 'E_AUTH')
    await expectBoth(server, as('plain_only', 'prefer'), 'plain')
    await expectBoth(server, as('plain_only', 'require'), 'E_AUTH')
  })

  test('a client certificate, its absence, and one with a passphrase', async () => {
    const { clientCert, clientKey } = server.certificates ?? assert.fail()
    const text = `host=127.0.0.1 port=${server.port} user=with_certificate password=pw dbname=postgres sslmode=require`
    await expectBoth(server, text, 'E_TLS')
    await expectBoth(server, text, 'tls', { clientCertificate: clientCert, clientKey })
    const locked = join(folder, 'locked.key')
    await run('openssl', [
      'pkcs8',
      '-topk8',
      '-in',
      clientKey,
      '-out',
      locked,
      '-passout',
      'pass:sesame',
    ])
    await expectBoth(
      server,
      `${text} sslcert=${clientCert} sslkey=${locked} sslpassword=sesame`,
      'tls',
    )
    assert.throws(
      () => parseConnection(`${text} sslcert=${clientCert} sslkey=${locked}`, { environment: {} }),
      {
        code: 'E_INPUT',
        message: /private key/,
      },
    )
    assert.throws(
      () => parseConnection(`${text} sslcert=${clientCert}`, { environment: {} }),
      /ssl-key/,
    )
  })

  test('channel binding and protocol versions are demanded by both', async () => {
    await expectBoth(server, url('require', { channel_binding: 'require' }), 'tls')
    await expectBoth(server, url('require', { ssl_min_protocol_version: 'TLSv1.3' }), 'tls')
    await expectBoth(server, url('require', { sslnegotiation: 'direct' }), 'tls')
    await server.query("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.2'")
    await server.query('SELECT pg_reload_conf()')
    await expectBoth(server, url('require', { ssl_min_protocol_version: 'TLSv1.3' }), 'E_TLS')
    await server.query('ALTER SYSTEM RESET ALL')
    await server.query('SELECT pg_reload_conf()')
  })
})

test('channel_binding=require refuses a server that asks for the password in another way', async () => {
  const auth = ['hostssl all all 127.0.0.1/32 password']
  await using server = await startPostgres({ major: 17, tls: {}, auth })
  const text = server.url('postgres', { sslmode: 'require' })
  await expectBoth(server, text, 'tls')
  await expectBoth(server, `${text}&channel_binding=require`, 'E_AUTH')
})

const faults: readonly (readonly [CertificateFault, Record<string, Outcome>])[] = [
  ['expired', { require: 'tls', 'verify-ca': 'E_TLS', 'verify-full': 'E_TLS' }],
  ['wrong-host', { require: 'tls', 'verify-ca': 'tls', 'verify-full': 'E_TLS' }],
]
for (const [fault, expected] of faults) {
  test(`a certificate that is ${fault}`, async () => {
    await using server = await startPostgres({ major: 17, tls: { fault } })
    const rootCertificate = server.certificates?.ca
    await expectBoth(
      server,
      server.url('postgres', { sslmode: 'require' }),
      expected['require'] ?? '',
    )
    for (const mode of ['verify-ca', 'verify-full']) {
      await expectBoth(server, server.url('postgres', { sslmode: mode }), expected[mode] ?? '', {
        rootCertificate,
      })
    }
  })
}

test('mTLS: the certificate is the login', async () => {
  await using server = await startPostgres({ major: 17, tls: { clientCertificate: true } })
  const { ca, clientCert, clientKey } = server.certificates ?? assert.fail()
  const text = `host=localhost port=${server.port} user=postgres dbname=postgres sslmode=verify-full`
  await expectBoth(server, text, 'E_TLS', { rootCertificate: ca })
  const all = { rootCertificate: ca, clientCertificate: clientCert, clientKey }
  await expectBoth(server, text, 'tls', all)
  await expectBoth(server, text.replace('user=postgres', 'user=other'), 'E_AUTH', all)
})
