import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import test, { describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import pg from 'pg'
import { runWorkflow, startWorkflow } from '../../scripts/rig/actions-runner.ts'
import { commitAll } from '../../scripts/rig/clean-clone.ts'
import { pgbouncer, postgresMajors } from '../../scripts/rig/parts.ts'
import { startPooler } from '../../scripts/rig/pooler.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startFork, startReplica, untilCaughtUp } from '../../scripts/rig/replica.ts'
import { startS3 } from '../../scripts/rig/s3-server.ts'
import { startTcpProxy } from '../../scripts/rig/tcp-proxy.ts'

/** Runs one query over TCP, as the product does, and closes the connection. */
async function ask(connectionString: string, sql: string, ssl?: pg.ClientConfig['ssl']) {
  const client = new pg.Client({ connectionString, ...(ssl === undefined ? {} : { ssl }) })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows[0]
  } finally {
    // A connection that was cut does not answer the goodbye.
    await Promise.race([client.end(), sleep(100, undefined, { ref: false })])
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy() && resolve(true))
    socket.once('error', () => resolve(false))
  })
}

async function untilTrue(what: string, condition: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 10_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ten seconds: ${what}`)
    await sleep(20)
  }
}

/** A wrong password, on the same server. */
function wrongUrl(server: PostgresServer): string {
  const url = new URL(server.url())
  url.password = 'wrong'
  return url.href
}

describe('PostgreSQL', () => {
  for (const major of postgresMajors) {
    test(`${major} answers, refuses a wrong password, and is gone after stop`, async () => {
      const server = await startPostgres({ major })
      const row = await ask(server.url(), "SELECT current_setting('server_version') AS version")
      assert.match(row.version, new RegExp(`^${major}\\.`))
      await assert.rejects(ask(wrongUrl(server), 'SELECT 1'), { code: '28P01' })
      await server.stop()
      assert.equal(await accepts(server.port), false)
      assert.equal(existsSync(dirname(server.dataDir)), false)
    })
  }

  test('a database with an odd name is created, used and dropped', async () => {
    await using server = await startPostgres({ major: 17 })
    const name = `a'b"c\\d é`
    await server.createDatabase(name)
    assert.equal((await server.psql('SELECT current_database()', name)).trim(), name)
    assert.deepEqual(await ask(server.url(name), 'SELECT current_database() AS name'), { name })
    await server.dropDatabase(name)
    await assert.rejects(server.query('SELECT 1', name), { code: '3D000' })
  })

  test('settings and rules of access hold', async () => {
    const settings = { max_connections: 7, application_name: "it's" }
    const auth = ['host all all 127.0.0.1/32 reject']
    await using server = await startPostgres({ major: 17, settings, auth })
    const [row] = await server.query('SHOW max_connections')
    assert.deepEqual(row, { max_connections: '7' })
    await assert.rejects(ask(server.url(), 'SELECT 1'), { code: '28000' })
  })

  test('survives a crash and keeps its port and data', async () => {
    await using server = await startPostgres({ major: 16 })
    const { port } = server
    await server.query('CREATE TABLE kept AS SELECT 1 AS n')
    await server.kill()
    assert.equal(await accepts(port), false)
    await server.start()
    await server.restart()
    assert.equal(server.port, port)
    assert.deepEqual(await server.query('SELECT n FROM kept'), [{ n: 1 }])
  })

  test('TLS: the right certificate is accepted, the others are not', async () => {
    const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
    const faults = {
      none: '',
      expired: 'CERT_HAS_EXPIRED',
      'wrong-host': 'ERR_TLS_CERT_ALTNAME_INVALID',
    }
    for (const [fault, code] of Object.entries(faults)) {
      const tls = { fault: fault as keyof typeof faults }
      await using server = await startPostgres({ major: 17, tls })
      const ca = await readFile(server.certificates?.ca ?? '', 'utf8')
      const answer = ask(server.url(), encrypted, { ca })
      if (code === '') assert.deepEqual(await answer, { ssl: true })
      else await assert.rejects(answer, { code })
    }
  })

  test('mTLS: only a client certificate opens', async () => {
    await using server = await startPostgres({ major: 17, tls: { clientCertificate: true } })
    const read = (path: string | undefined) => readFile(path ?? '', 'utf8')
    const ca = await read(server.certificates?.ca)
    const cert = await read(server.certificates?.clientCert)
    const key = await read(server.certificates?.clientKey)
    assert.deepEqual(await ask(server.url(), 'SELECT 1 AS n', { ca, cert, key }), { n: 1 })
    await assert.rejects(ask(server.url(), 'SELECT 1', { ca }), { code: '28000' })
  })

  test('a replica follows and a fork goes its own way', async () => {
    await using server = await startPostgres({ major: 17 })
    await server.query('CREATE TABLE items AS SELECT generate_series(1, 10) AS n')
    await using fork = await startFork(server)
    await using replica = await startReplica(server)
    await fork.query('DELETE FROM items')
    await server.query('INSERT INTO items VALUES (11)')
    await untilCaughtUp(server, replica)
    const count = 'SELECT count(*)::int AS n, pg_is_in_recovery() AS standby FROM items'
    assert.deepEqual(await replica.query(count), [{ n: 11, standby: true }])
    assert.deepEqual(await fork.query(count), [{ n: 0, standby: false }])
  })

  test('the demo shop loads into the oldest and the newest version', async () => {
    const file = fileURLToPath(new URL('../../scripts/demo-shop.sql', import.meta.url))
    for (const major of [14, 18] as const) {
      await using server = await startPostgres({ major })
      await server.psql({ file })
      const [row] = await server.query('SELECT count(*)::int AS n FROM shop.order_lines')
      assert.deepEqual(row, { n: 20_000 })
    }
  })
})

test('PgBouncer pools transactions', async (t) => {
  const part = await pgbouncer()
  if (part.path === undefined) return t.skip(part.reason)
  await using server = await startPostgres({ major: 17 })
  const pooler = await startPooler(server, 'transaction')
  assert.deepEqual(await ask(pooler.url(), 'SELECT 1 AS n'), { n: 1 })
  const admin = await ask(pooler.url('pgbouncer'), 'SHOW VERSION')
  assert.match(admin.version, /PgBouncer/)
  await pooler.stop()
  assert.equal(await accepts(pooler.port), false)
})

test('the S3 server stores, refuses wrong keys, and two run at once', async () => {
  const reader = { name: 'reader', accessKeyId: 'READER', secretAccessKey: 'read-only' }
  await using one = await startS3({ identities: [{ ...reader, actions: ['Read', 'List'] }] })
  const two = await startS3()
  await one.createBucket('backups')
  const put = (accessKeyId: string, secretAccessKey: string) => {
    const credentials = { accessKeyId, secretAccessKey }
    const { endpoint, region } = one
    const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
    const command = new PutObjectCommand({ Bucket: 'backups', Key: 'a', Body: 'b' })
    return client.send(command).finally(() => client.destroy())
  }
  await put(one.accessKeyId, one.secretAccessKey)
  await assert.rejects(put(one.accessKeyId, 'wrong'), { name: 'SignatureDoesNotMatch' })
  await assert.rejects(put('unknown', 'wrong'), { name: 'InvalidAccessKeyId' })
  await assert.rejects(put(reader.accessKeyId, reader.secretAccessKey), { name: 'AccessDenied' })
  await two.stop()
  assert.equal(await accepts(Number(new URL(two.endpoint).port)), false)
})

test('the proxy hands on, cuts, stalls and slows down', async () => {
  await using server = await startPostgres({ major: 17 })
  await using proxy = await startTcpProxy(server)
  const url = new URL(server.url())
  url.port = String(proxy.port)
  const large = "SELECT repeat('x', 1000000) AS text"
  assert.equal((await ask(url.href, large)).text.length, 1_000_000)

  proxy.cutAfter(100_000)
  await assert.rejects(ask(url.href, large))
  proxy.resume()

  proxy.stall()
  const answer = ask(url.href, 'SELECT 1 AS n')
  assert.equal(await Promise.race([answer, sleep(100, 'silent')]), 'silent')
  proxy.resume()
  assert.deepEqual(await answer, { n: 1 })

  proxy.throttle(4_000_000)
  const start = performance.now()
  await ask(url.href, large)
  assert.ok(performance.now() - start > 200, 'a megabyte at 4 MB/s takes a quarter of a second')
})

describe('workflows', () => {
  async function repository(workflow: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'rig-repository-'))
    await mkdir(join(folder, '.github/workflows'), { recursive: true })
    await writeFile(join(folder, '.github/workflows/w.yml'), workflow)
    await commitAll(folder)
    return folder
  }

  test('a run shows its log, summary and status, and masks secrets', async () => {
    const folder = await repository(`
on:
  workflow_dispatch:
    inputs:
      color: { type: string }
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: |
          node -p '"node " + process.version'
          echo "color=\${{ inputs.color }} secret=$S length=\${#S}"
          echo "# Fine" >> "$GITHUB_STEP_SUMMARY"
        env: { S: '\${{ secrets.S }}' }
      - run: exit 3
`)
    const result = await runWorkflow({
      repository: folder,
      workflow: 'w.yml',
      event: 'workflow_dispatch',
      secrets: { S: 'hush hush' },
      inputs: { color: 'red' },
    })
    await rm(folder, { recursive: true })
    assert.match(result.log, new RegExp(`node ${process.version}`))
    assert.match(result.log, /color=red secret=\*\*\* length=9/)
    assert.equal(result.status, 1)
    assert.deepEqual(
      result.summaries.map((text) => text.trim()),
      ['# Fine'],
    )
  })

  test('a cancelled run still does what is always done', async () => {
    const folder = await repository(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo started; sleep 60
      - if: always()
        run: echo job is \${{ job.status }}
`)
    await using run = await startWorkflow({ repository: folder, workflow: 'w.yml' })
    await run.untilLog(/^started/m)
    run.cancel()
    const result = await run.result()
    await rm(folder, { recursive: true })
    assert.match(result.log, /job is cancelled/)
    assert.equal(result.status, 1)
  })
})

test('servers and their folders go with the process that started them, even if it is killed', async () => {
  const rig = new URL('../../scripts/rig/', import.meta.url)
  const script = `
    import { startPostgres } from '${new URL('postgres-server.ts', rig)}'
    import { startS3 } from '${new URL('s3-server.ts', rig)}'
    import { dirname } from 'node:path'
    const [server, s3] = await Promise.all([startPostgres({ major: 17 }), startS3()])
    const ports = [server.port, Number(new URL(s3.endpoint).port)]
    console.log(JSON.stringify({ ports, folders: [server.dataDir, s3.logFile].map(dirname) }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit'),
  ])
  const { ports, folders }: { ports: number[]; folders: string[] } = JSON.parse(line)
  for (const port of ports) assert.equal(await accepts(port), true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  for (const port of ports) {
    await untilTrue(`port ${port} is closed`, async () => !(await accepts(port)))
  }
  for (const folder of folders) {
    await untilTrue(`${folder} is removed`, () => !existsSync(folder))
  }
})
