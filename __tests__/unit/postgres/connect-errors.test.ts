import assert from 'node:assert/strict'
import test from 'node:test'
import pg from 'pg'
import { explainConnectError } from '../../../src/postgres/connect-errors.ts'
import { parseConnection } from '../../../src/postgres/parse-connection.ts'
import { poolerByName } from '../../../src/postgres/pooler.ts'

const settings = parseConnection('postgres://ann:hunter2@db.example.com/shop', { environment: {} })
const host = { host: 'db.example.com', port: 5432 }

function explain(message: string, code?: string) {
  return explainConnectError(Object.assign(new Error(message), { code }), host, settings)
}

// The texts of servers and poolers that cannot be run here, as their users report them.
const cases: readonly (readonly [
  message: string,
  code: string,
  expected: string,
  retry: boolean,
])[] = [
  ['Tenant or user not found', 'XX000', 'E_AUTH', false],
  ['MaxClientsInSessionMode: max clients reached', 'XX000', 'E_CONNECT', true],
  ['no more connections allowed (max_client_conn)', '08P01', 'E_CONNECT', true],
  [
    'server login has been failing, try again later (server_login_retry)',
    '08P01',
    'E_CONNECT',
    true,
  ],
  ['unsupported startup parameter in options: geqo', '08P01', 'E_POOLER', false],
  ['SASL authentication failed', '08P01', 'E_AUTH', false],
  ['the database system is starting up', '57P03', 'E_CONNECT', true],
  ['remaining connection slots are reserved', '53300', 'E_CONNECT', true],
  ['no pg_hba.conf entry for host "1.2.3.4", user "ann", no encryption', '28000', 'E_AUTH', false],
  ['connection requires a valid client certificate', '28000', 'E_TLS', false],
  ['certificate has expired', 'CERT_HAS_EXPIRED', 'E_TLS', false],
  ['self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN', 'E_TLS', false],
  ['read ECONNRESET', 'ECONNRESET', 'E_CONNECT', true],
  ['something new', 'XX000', 'E_CONNECT', false],
]

test('what a server answers is not taken for the answer of something else', async () => {
  const refusal = new pg.DatabaseError('database "shop" is not accepting connections', 60, 'error')
  refusal.code = '55000'
  const answered = await explainConnectError(refusal, host, settings)
  assert.match(answered.error.next, /the answer of the server/)
  const other = await explain('unexpected message 0x48')
  assert.match(other.error.next, /belong to a PostgreSQL server/)
})

test('what is said of a connection that failed, and what is tried again', async () => {
  for (const [message, code, expected, retry] of cases) {
    const failure = await explain(message, code)
    assert.deepEqual([failure.error.code, failure.retry], [expected, retry], message)
    assert.match(failure.error.message, /db\.example\.com:5432/)
    assert.match(failure.error.message, /[.!?]$/)
    assert.notEqual(failure.error.next, '')
    assert.doesNotMatch(failure.error.message + failure.error.next, /hunter2/)
  }
})

test('several addresses that fail together are one failure', async () => {
  const one = Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' })
  const { error, retry } = await explainConnectError(new AggregateError([one, one]), host, settings)
  assert.match(error.message, /nothing listens there \(ECONNREFUSED\)\.$/)
  assert.equal(retry, true)
})

test('providers’ poolers are known by name and port', () => {
  const find = (name: string, port = 5432, user = 'u') => {
    const fact = poolerByName({ host: name, port }, user)
    return fact && `${fact.product} ${fact.mode}: ${fact.directHint ?? ''}`
  }
  assert.equal(
    find('ep-cool-1-pooler.eu-central-1.aws.neon.tech'),
    'Neon transaction: the host ep-cool-1.eu-central-1.aws.neon.tech',
  )
  assert.equal(find('ep-cool-1.eu-central-1.aws.neon.tech'), null)
  assert.equal(
    find('aws-0-eu.pooler.supabase.com', 6543, 'postgres.abcd'),
    'Supavisor transaction: port 5432, or the host db.abcd.supabase.co (IPv6 only)',
  )
  assert.equal(find('aws-0-eu.pooler.supabase.com', 5432), 'Supavisor session: ')
  assert.equal(find('db.abcd.supabase.co', 6543), 'PgBouncer transaction: port 5432')
  assert.equal(find('10.0.0.1', 6432), 'PgBouncer unknown: port 5432')
  assert.equal(find('10.0.0.1'), null)
})
