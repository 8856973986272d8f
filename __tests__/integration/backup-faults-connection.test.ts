import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { makeCertificates } from '../../scripts/rig/certificates.ts'
import { pgbouncer, postgres } from '../../scripts/rig/parts.ts'
import { startPooler } from '../../scripts/rig/pooler.ts'
import { freePort } from '../../scripts/rig/ports.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import { TestRole } from './test-role.ts'
import { startBackup } from './watched-run.ts'

describe('what is wrong before the dump', { concurrency: 4 }, () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17, tls: {} })
    await server.createDatabase('shop')
    await server.query('CREATE TABLE customers (id int); CREATE TABLE orders (id serial)', 'shop')
  })
  after(() => server?.stop())

  test('a host name that does not exist', async () => {
    await using place = await Workplace.make()
    const role = new TestRole(server)
    const url = role.url('shop').replace(server.host, 'no-such-host.invalid')
    const run = startBackup(place, url, [], { secrets: [role.password] })
    await run.fails('E_CONNECT', /no-such-host\.invalid/, /name/, /Tried for \d+ s/)
  })

  test('a port that nothing listens on', async () => {
    await using place = await Workplace.make()
    const role = new TestRole(server)
    const port = await freePort()
    const run = startBackup(place, role.url('shop', port), [], { secrets: [role.password] })
    await run.fails('E_CONNECT', new RegExp(`127\\.0\\.0\\.1:${port}`), /nothing listens/)
  })

  test('a wrong password, which is tried once', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const wrong = `wrong ${role.password}`
    const url = role.url('shop', server.port, wrong)
    const run = startBackup(place, url, [], { secrets: [wrong, role.password] })
    await run.fails('E_AUTH', new RegExp(`password of user "${role.name}"`))
    const attempts = (await role.logged()).filter((line) => line.includes('FATAL'))
    assert.equal(attempts.length, 1, attempts.join('\n'))
  })

  test('a certificate that does not verify', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const other = await makeCertificates(path.join(place.folder, 'ca'), 'none', role.name)
    const url = `${role.url('shop')}?sslmode=verify-full`
    const run = startBackup(place, url, ['--ssl-root-cert', other.ca], { secrets: [role.password] })
    await run.fails('E_TLS', /certificate cannot be verified/, /ssl-root-cert/)
    assert.deepEqual(await role.sessions(), [])
  })

  test('a pooler in transaction mode', async (t) => {
    const part = await pgbouncer()
    if (part.path === undefined) return t.skip(part.reason)
    await using place = await Workplace.make()
    await using pooler = await startPooler(server, 'transaction')
    const run = startBackup(place, pooler.url('shop'), [], { secrets: [server.password] })
    await run.fails('E_POOLER', /transaction mode/, /server itself/)
  })

  for (const [how, flags] of Object.entries({
    'a client-dir of an older major': async () => {
      return ['--client-dir', path.join(await postgres(16), 'bin')]
    },
    'an older client-version': async () => ['--client-version', '16'],
  })) {
    test(`a server newer than the client: ${how}`, async () => {
      await using place = await Workplace.make()
      const role = await TestRole.make(server)
      const secrets = [role.password]
      const run = startBackup(place, role.url('shop'), await flags(), { secrets })
      await run.fails('E_VERSION', /16/, /17/)
    })
  }

  test('a server that no client can be had for', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server)
    const flags = ['--client-source', 'wheel', '--client-version', '99']
    const run = startBackup(place, role.url('shop'), flags, { secrets: [role.password] })
    await run.fails('E_CLIENT', /no PostgreSQL 99 client/, /wheel/)
  })

  test('what may not be read is listed, all of it at once', async () => {
    await using place = await Workplace.make()
    const role = await TestRole.make(server, '')
    const run = startBackup(place, role.url('shop'), [], { secrets: [role.password] })
    const { error } = await run.fails('E_PERMISSION', /cannot read/, /GRANT SELECT/)
    for (const relation of ['table public.customers', 'table public.orders', 'orders_id_seq']) {
      assert.ok(error.includes(relation), `${relation} is not in: ${error}`)
    }
  })
})
