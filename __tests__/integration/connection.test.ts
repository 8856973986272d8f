import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before, describe } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../../scripts/rig/ports.ts'
import { type PostgresServer, quoteName, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { UserError } from '../../src/errors.ts'
import type { ConnectionSettings } from '../../src/postgres/connection.ts'
import { libpqEnvironment } from '../../src/postgres/environment.ts'
import { type ParseOptions, parseConnection } from '../../src/postgres/parse-connection.ts'
import { connect, type Session } from '../../src/postgres/session.ts'

const execute = promisify(execFile)
const { signal } = new AbortController()

/** What a runner may have in its environment; neither reader may look at it. */
const misleading: Record<string, string> = {
  PGHOST: '192.0.2.1',
  PGPORT: '1',
  PGUSER: 'wrong',
  PGPASSWORD: 'wrong',
  PGDATABASE: 'wrong',
  PGOPTIONS: '-c geqo=off',
  PGAPPNAME: 'wrong',
  PGSSLMODE: 'verify-full',
  GITHUB_TOKEN: 'a token of the runner',
}

async function withMisleadingEnvironment<T>(action: () => Promise<T>): Promise<T> {
  Object.assign(process.env, misleading)
  try {
    return await action()
  } finally {
    for (const name of Object.keys(misleading)) delete process.env[name]
  }
}

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connection-'))
})
after(() => rm(folder, { recursive: true }))

function parse(text: string, options: Partial<ParseOptions> = {}): ConnectionSettings {
  return parseConnection(text, { environment: {}, ...options })
}

/** Opens a session at once or not at all, asks something, and closes it. */
async function ask<Row extends object>(
  settings: ConnectionSettings,
  sql: string,
  budgetMs = 0,
): Promise<{ row: Row; session: Session }> {
  const session = await connect(settings, signal, { budgetMs })
  try {
    const [row] = await session.query<Row>(sql)
    assert.ok(row)
    return { row, session }
  } finally {
    await session.end()
  }
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise
  } catch (error) {
    assert.ok(error instanceof UserError, String(error))
    return error
  }
  return assert.fail('nothing was thrown')
}

/** The same connection through libpq, as a dump makes it. */
async function libpq(
  server: PostgresServer,
  settings: ConnectionSettings,
  program: string,
  args: string[],
) {
  const directory = await mkdtemp(join(folder, 'libpq-'))
  const host = settings.hosts[0]
  assert.ok(host)
  const { environment, connectionArguments } = await libpqEnvironment(settings, host, directory)
  const { stdout } = await execute(
    join(server.binDir, program),
    [...connectionArguments, ...args],
    {
      env: environment,
    },
  )
  return { stdout, environment, directory, connectionArguments }
}

async function psql(server: PostgresServer, settings: ConnectionSettings, sql: string) {
  return (await libpq(server, settings, 'psql', ['-X', '-A', '-t', '-c', sql])).stdout.trim()
}

async function countInLog(server: PostgresServer, text: string): Promise<number> {
  return (await readFile(server.logFile, 'utf8')).split(text).length - 1
}

describe('a server without TLS', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({
      major: 17,
      settings: { log_connections: true, max_connections: 12 },
    })
    await server.query("CREATE ROLE limited LOGIN PASSWORD 'pw'")
  })
  after(() => server.stop())

  test('a session asks as the user, with settings of its own', async () => {
    await server.query(`ALTER ROLE limited SET statement_timeout = 10;
      ALTER ROLE limited SET lock_timeout = 5; ALTER ROLE limited SET transaction_timeout = 10;
      ALTER ROLE limited SET idle_session_timeout = 10; ALTER ROLE limited SET search_path = public`)
    const settings = parse(
      `host=127.0.0.1 port=${server.port} user=limited password=pw dbname=postgres`,
    )
    const sql = `SELECT current_user AS who, current_setting('lock_timeout') AS lock,
      current_setting('search_path') AS path, current_setting('geqo') AS geqo,
      current_setting('application_name') AS app, pg_sleep(0.05) IS NULL AS nothing`
    const { row, session } = await withMisleadingEnvironment(() =>
      ask<Record<string, unknown>>(settings, sql),
    )
    const expected = { who: 'limited', lock: '3s', path: '', geqo: 'on', app: 'pg-backup' }
    assert.deepEqual(row, { ...expected, nothing: false })
    assert.deepEqual(session.searchPath, ['public'])
    await server.query('ALTER ROLE limited RESET ALL')
  })

  test('a wrong password is tried once and names neither password nor URL', async () => {
    for (const mode of ['prefer', 'allow', 'disable']) {
      const failed = 'password authentication failed'
      const seen = await countInLog(server, failed)
      const url = `postgres://postgres:hunter2hunter2@127.0.0.1:${server.port}/postgres?sslmode=${mode}`
      const started = Date.now()
      const error = await failure(connect(parse(url), signal))
      assert.equal(error.code, 'E_AUTH')
      assert.match(
        error.message,
        /127\.0\.0\.1:\d+: the server refused the password of user "postgres"/,
      )
      assert.doesNotMatch(error.message + error.next, /hunter2|postgres:\/\//)
      assert.equal(await countInLog(server, failed), seen + 1, mode)
      assert.ok(Date.now() - started < 2_000)
    }
  })

  test('no password, no such database, no right to connect', async () => {
    const bare = `host=127.0.0.1 port=${server.port} user=limited`
    const nowhere = { environment: { PGPASSFILE: '/nonexistent' } }
    const noPassword = await failure(connect(parse(`${bare} dbname=postgres`, nowhere), signal))
    assert.deepEqual(
      [noPassword.code, /asks for a password/.test(noPassword.message)],
      ['E_AUTH', true],
    )
    const noDatabase = await failure(connect(parse(`${bare} password=pw dbname=gone`), signal))
    assert.deepEqual(
      [noDatabase.code, /no database "gone"/.test(noDatabase.message)],
      ['E_CONNECT', true],
    )
    await server.query('CREATE DATABASE closed')
    await server.query('REVOKE CONNECT ON DATABASE closed FROM PUBLIC')
    const noRight = await failure(connect(parse(`${bare} password=pw dbname=closed`), signal))
    assert.equal(noRight.code, 'E_PERMISSION')
    assert.match(noRight.next, /GRANT CONNECT ON DATABASE "closed" TO "limited"/)
  })

  test('sslmode=require wants TLS, prefer does not', async () => {
    const error = await failure(
      connect(parse(server.url('postgres', { sslmode: 'require' })), signal),
    )
    assert.equal(error.code, 'E_TLS')
    assert.match(error.message, /does not speak TLS/)
    for (const mode of ['prefer', 'allow', 'disable']) {
      const { row } = await ask<{ ssl: boolean }>(
        parse(server.url('postgres', { sslmode: mode })),
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      )
      assert.equal(row.ssl, false)
    }
  })

  test('unix sockets, in a URL and in a keyword string', async () => {
    const { socketDir, port, user, password } = server
    const encoded = encodeURIComponent(socketDir)
    for (const text of [
      `postgres://${user}:${password}@${encoded}:${port}/postgres?sslmode=require`,
      `postgres://${user}:${password}@/postgres?host=${socketDir}&port=${port}`,
      `host=${socketDir} port=${port} user=${user} password=${password} dbname=postgres`,
    ]) {
      const settings = parse(text)
      const sql = 'SELECT inet_server_addr() IS NULL AS local'
      assert.equal((await ask<{ local: boolean }>(settings, sql)).row.local, true)
      assert.equal(await psql(server, settings, sql), 't')
    }
  })

  test('the first of several hosts that answers', async () => {
    const closed = await freePort()
    const list = `127.0.0.1:${closed},127.0.0.1:${server.port}`
    const settings = parse(`postgres://postgres:${server.password}@${list}/postgres`)
    const { session } = await ask(settings, 'SELECT 1')
    assert.deepEqual(session.host, { host: '127.0.0.1', port: server.port })
    const standby = { ...settings, parameters: { target_session_attrs: 'standby' } }
    const error = await failure(connect(standby, signal, { budgetMs: 0 }))
    assert.match(error.message, /target_session_attrs=standby/)
    const { row } = await ask(
      { ...settings, parameters: { target_session_attrs: 'prefer-standby' } },
      'SELECT 1 AS one',
    )
    assert.deepEqual(row, { one: 1 })
  })

  test('a server that starts late is waited for', async () => {
    await server.kill()
    const session = connect(parse(server.url()), signal, { budgetMs: 20_000 })
    const [opened] = await Promise.all([session, server.start()])
    await opened.end()
  })

  test('too many connections are waited for within the budget', async () => {
    const clients = await Promise.all(Array.from({ length: 9 }, () => server.connect()))
    const settings = parse(
      `host=127.0.0.1 port=${server.port} user=limited password=pw dbname=postgres`,
    )
    try {
      const error = await failure(connect(settings, signal, { budgetMs: 300 }))
      assert.equal(error.code, 'E_CONNECT')
      assert.match(error.message, /slots|too many/)
      const waiting = connect(settings, signal)
      await clients.pop()?.end()
      await (await waiting).end()
    } finally {
      await Promise.all(clients.map((client) => client.end()))
    }
  })

  test('a closed port and an unknown name use the budget up, then say so', async () => {
    const port = await freePort()
    const started = Date.now()
    const refused = parse(`postgres://u:hunter2@127.0.0.1:${port}/d`)
    const error = await failure(connect(refused, signal, { budgetMs: 700 }))
    assert.equal(error.code, 'E_CONNECT')
    assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED.*Tried for`))
    assert.ok(Date.now() - started >= 500)
    const unknown = await failure(
      connect(parse('postgres://u:p@no-such-host.invalid/d'), signal, { budgetMs: 0 }),
    )
    assert.equal(unknown.code, 'E_CONNECT')
    assert.match(unknown.message, /no-such-host\.invalid:5432.*(ENOTFOUND|EAI_)/)
    assert.doesNotMatch(error.message + unknown.message, /hunter2/)
  })

  test('a host that never answers costs its connect_timeout', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as { port: number }
    const settings = parse(`postgres://u:p@127.0.0.1:${port}/d?sslmode=disable&connect_timeout=1`)
    const error = await failure(connect(settings, signal, { budgetMs: 0 }))
    silent.close()
    assert.equal(error.code, 'E_CONNECT')
    assert.match(error.message, /no answer/)
  })

  test('a host with IPv6 only that cannot be reached, with the way out', async () => {
    // The network of the documentation (RFC 3849), to which there is no way from anywhere.
    const settings = parse('postgres://u:p@[2001:db8::1]/d?connect_timeout=1')
    const error = await failure(connect(settings, signal, { budgetMs: 0 }))
    assert.equal(error.code, 'E_CONNECT')
    assert.match(error.message, /2001:db8::1 has IPv6 addresses only/)
    assert.match(error.next, /IPv4/)
  })

  test('an abort ends connecting, waiting and a running query at once', async () => {
    const started = Date.now()
    const stop = new AbortController()
    const refused = parse(`postgres://u:p@127.0.0.1:${await freePort()}/d`)
    const waiting = assert.rejects(connect(refused, stop.signal), { name: 'AbortError' })
    const session = await connect(parse(server.url()), stop.signal)
    const running = assert.rejects(session.query('SELECT pg_sleep(60)'), { name: 'AbortError' })
    setTimeout(() => stop.abort(), 100)
    await Promise.all([waiting, running])
    await session.end()
    await assert.rejects(connect(parse(server.url()), stop.signal), { name: 'AbortError' })
    assert.ok(Date.now() - started < 2_000)
  })

  test('a session that is terminated says that its connection was lost', async () => {
    const session = await connect(parse(server.url()), signal)
    const killed = failure(session.query('SELECT pg_terminate_backend(pg_backend_pid())'))
    assert.equal((await killed).code, 'E_CONNECT')
    assert.equal((await failure(session.query('SELECT 1'))).code, 'E_CONNECT')
    await session.end()
  })

  test('a child gets nothing of the runner, and keeps its secrets in private files', async () => {
    const sql =
      "SELECT current_user || current_setting('geqo') || current_setting('application_name')"
    const { stdout, environment, directory, connectionArguments } = await withMisleadingEnvironment(
      () => libpq(server, parse(server.url()), 'psql', ['-X', '-A', '-t', '-c', sql]),
    )
    assert.equal(stdout.trim(), 'postgresonpg-backup')
    const text = JSON.stringify([environment, connectionArguments])
    assert.ok(!text.includes(server.password))
    assert.ok(
      !Object.keys(environment).some((name) => /^(GITHUB|ACTIONS|AWS)_|^PGPASSWORD$/.test(name)),
    )
    for (const name of await readdir(directory)) {
      assert.equal((await stat(join(directory, name))).mode & 0o777, 0o600, name)
    }
  })

  test('an existing file is never overwritten', async () => {
    const directory = join(folder, 'taken')
    await mkdir(directory)
    const settings = parse(server.url())
    const [host] = settings.hosts
    assert.ok(host)
    await libpqEnvironment(settings, host, directory)
    await assert.rejects(libpqEnvironment(settings, host, directory), { code: 'EEXIST' })
  })

  test('options of the connection reach both readers', async () => {
    const settings = parse(
      `${server.url()}?options=${encodeURIComponent('-c geqo=off -c my.word=a\\ b')}`,
    )
    const sql = "SELECT current_setting('geqo') || current_setting('my.word') AS set"
    assert.equal((await ask<{ set: string }>(settings, sql)).row.set, 'offa b')
    assert.equal(await psql(server, settings, sql), 'offa b')
  })

  // As 010_dump_connstr.pl of PostgreSQL: every printable character of LATIN1 in names.
  const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
    .filter((character) => !/[\0-\x1f\x7f-\x9f]/.test(character))
    .join('')
  const pieces = characters.match(/.{1,24}/gsu) ?? []
  const names = [
    ...pieces,
    `a'b\\c=d e"f`,
    'host=elsewhere',
    'postgres://x',
    ' ends ',
    '漢字😀',
    '-Fc',
  ]

  test('any name and password goes through both readers', async () => {
    for (const [index, name] of names.entries()) {
      const password = `${name}:${index}`
      const user = name === ' ends ' ? 'ends' : name
      await server.query(
        `CREATE ROLE ${quoteName(user)} LOGIN SUPERUSER PASSWORD '${password.replaceAll("'", "''")}'`,
      )
      await server.query(`CREATE DATABASE ${quoteName(name)} TEMPLATE template0`)
      const encode = encodeURIComponent
      const settings = parse(
        `postgres://${encode(user)}:${encode(password)}@127.0.0.1:${server.port}/${encode(name)}`,
      )
      const { row } = await ask<{ who: string; db: string }>(
        settings,
        'SELECT current_user::text AS who, current_database()::text AS db',
      )
      assert.deepEqual(row, { who: user, db: name })
      const { stdout } = await libpq(server, settings, 'pg_dump', ['--create', '--schema-only'])
      assert.ok(
        stdout.includes(`CREATE DATABASE ${/^[a-z_]+$/.test(name) ? name : quoteName(name)}`),
        name,
      )
    }
  })

  test('a parallel dump of an odd database, by a URL', async () => {
    const name = `a'b\\c=d e"f`
    await server.query('CREATE TABLE t AS SELECT 1 AS i', name)
    const settings = parse(server.url(name))
    const output = join(folder, 'parallel')
    await libpq(server, settings, 'pg_dump', ['-Fd', '-j2', '-f', output])
    assert.ok((await readdir(output)).includes('toc.dat'))
  })
})
