import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, beforeEach, test } from 'node:test'
import { promisify } from 'node:util'
import { type HerokuService, startHeroku } from '../../scripts/rig/heroku-service.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type Run, startCommandLine, Workplace } from './command-line.ts'

let server: PostgresServer
let place: Workplace
let heroku: HerokuService
/** As Heroku's guide has it: extensions are in a schema that is left out. */
let archive: Buffer

before(async () => {
  server = await startPostgres({ major: 17 })
  place = await Workplace.make()
  await server.createDatabase('source')
  await server.psql(
    `CREATE SCHEMA heroku_ext; CREATE EXTENSION citext SCHEMA heroku_ext;
     CREATE TABLE users (id int PRIMARY KEY, mail heroku_ext.citext, note text);
     INSERT INTO users SELECT i, 'User' || i, md5(i::text) FROM generate_series(1, 20000) AS i`,
    'source',
  )
  const flags = ['-Fc', '--no-acl', '--no-owner', '--exclude-schema=heroku_ext', 'source']
  const options = { env: server.env, encoding: 'buffer', maxBuffer: 1e9 } as const
  archive = (await promisify(execFile)(`${server.binDir}/pg_dump`, flags, options)).stdout
})
beforeEach(async () => {
  await heroku?.stop()
  heroku = await startHeroku()
})
after(async () => {
  await server?.stop()
  await place?.[Symbol.asyncDispose]()
  await heroku?.stop()
})

function run(
  action: 'restore' | 'verify',
  backup: string,
  ...flags: readonly string[]
): Promise<Run> {
  const from = ['--client-dir', server.binDir, '--heroku-app', 'shop', '--backup', backup]
  return startCommandLine([action, ...from, ...flags], {
    ...place.environment,
    ...heroku.env,
    HEROKU_API_KEY: heroku.apiKey,
    PG_BACKUP_DATABASE_URL: action === 'restore' ? server.url('target') : '',
  }).finished
}

async function freshTarget(): Promise<void> {
  await server.dropDatabase('target')
  await server.createDatabase('target')
}

const NO_MANIFEST = /PGBackups, which keeps no manifest: nothing but the archive itself says/

test('a backup of PGBackups is restored, its rows counted and compared with its archive', async () => {
  await freshTarget()
  heroku.transfers.add(archive)
  const { status, log, everything } = await run('restore', 'heroku:b001')
  assert.equal(status, 0, log)
  assert.match(log, NO_MANIFEST)
  assert.match(log, /heroku:shop::b001 of .*, from PGBackups of shop/)
  assert.match(log, /20,?000 rows in 1 table, each table counted and equal to the backup/)
  const [row] = await server.query(
    "SELECT id FROM users WHERE mail OPERATOR(heroku_ext.=) 'USER7'",
    'target',
  )
  assert.deepEqual(row, { id: 7 })
  for (const secret of [heroku.apiKey, heroku.transfers.signature]) {
    assert.ok(!everything.includes(secret))
  }
  const downloads = heroku.callsTo(/^GET \/public\//)
  assert.ok(downloads.length > 0)
  assert.ok(downloads.every(({ headers }) => headers.authorization === undefined))
})

test('a download that breaks is taken up where it broke', async () => {
  await freshTarget()
  heroku.transfers.add(archive)
  heroku.transfers.cuts.push(100_000, 50_000)
  const { status, log } = await run('restore', 'heroku:b001')
  assert.equal(status, 0, log)
  const ranges = heroku.callsTo(/^GET \/public\//).map(({ headers }) => headers.range)
  assert.equal(ranges[0], 'bytes=0-4095')
  assert.equal(ranges[1], 'bytes=0-')
  const [first, second] = ranges
    .slice(2)
    .map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]))
  assert.ok(first !== undefined && first > 0 && first <= 100_000, String(ranges))
  assert.ok(second !== undefined && second >= first && second <= first + 50_000, String(ranges))
})

test('a damaged archive changes nothing in the target', async () => {
  await freshTarget()
  const damaged = Buffer.from(archive)
  damaged.fill(0, damaged.length / 2, damaged.length / 2 + 2000)
  heroku.transfers.add(damaged)
  const { status, log } = await run('restore', 'heroku:b001')
  assert.equal(status, 1)
  assert.match(log, /E_INTEGRITY/)
  assert.deepEqual(
    await server.query(
      "SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace",
      'target',
    ),
    [],
  )
})

for (const level of ['archive', 'restore']) {
  test(`it is verified by ${level}, and nothing is written anywhere`, async () => {
    heroku.transfers.add(archive)
    const before = await place.files(place.folder)
    const { status, log } = await run('verify', 'heroku:b001', '--level', level)
    assert.equal(status, 0, log)
    assert.match(log, NO_MANIFEST)
    assert.match(log, /Verified heroku:shop::b001 in/)
    assert.match(log, /20,?000 rows in 1 table counted/)
    assert.doesNotMatch(log, /equal to the manifest|beside the manifest/)
    assert.deepEqual(await place.files(place.folder), before)
    assert.ok(
      heroku.calls.every(({ method, path }) => method === 'GET' || path.endsWith('/public-url')),
    )
  })
}

test('the newest that is finished and good is the latest; others are not taken', async () => {
  heroku.transfers.add(archive)
  heroku.transfers.add(archive, { isScheduled: true })
  heroku.transfers.add(archive, { succeeded: false })
  heroku.transfers.add(archive, { isFinished: false })
  const { log } = await run('verify', 'heroku:latest')
  assert.match(log, /Verified heroku:shop::a002 in/)
  const { status, log: refused } = await run('verify', 'heroku:b003')
  assert.equal(status, 1)
  assert.match(
    refused,
    /E_NOT_FOUND: PGBackups has no finished backup b003 of shop\. The newest is a002, of 2\./,
  )
})

test('what is no archive, and what has no bytes, is refused', async () => {
  heroku.transfers.add(Buffer.from('<Error>expired</Error>'.repeat(500)))
  const { status, log } = await run('verify', 'heroku:b001')
  assert.equal(status, 1)
  assert.match(log, /E_INTEGRITY: The file is not an archive of pg_dump in custom format\./)
})
