import assert from 'node:assert/strict'
import { readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after } from 'node:test'
import { startCommandLine } from './command-line.ts'
import { TestBucket } from './test-bucket.ts'
import {
  copiedInstallation,
  failed,
  remove,
  serverProcesses,
  startShop,
  VerifyBed,
} from './verify-bed.ts'
import { assertNothingTemporary, eventually } from './watched-run.ts'

const server = await startShop(17)
const installation = await copiedInstallation(server)
after(async () => {
  await server.stop()
  await remove(installation)
})

const RESTORE = ['--verify', 'restore'] as const

async function nothingLeft(bed: VerifyBed): Promise<void> {
  assert.deepEqual(serverProcesses(bed.place), [])
  await assertNothingTemporary(bed.place)
}

for (const format of ['custom', 'directory', 'plain']) {
  test(`a ${format} backup that was restored on trial says so in its manifest`, async () => {
    await using bed = await VerifyBed.make(server)
    const sql = '--verify-sql=select count(*) = 1000 from orders'
    const { outputs } = await bed.backup(...RESTORE, sql, '--format', format, '--no-owner=false')
    assert.equal(outputs['verified'], 'restore')
    assert.equal(bed.manifest.verification.level, 'restore')
    const proven = await bed.verify('--backup', 'latest-verified')
    assert.equal(proven.outputs['backup-id'], outputs['backup-id'])
    await nothingLeft(bed)
  })
}

test('a backup in a bucket is restored from there', async () => {
  await using bucket = await TestBucket.start()
  await using at = await bucket.place()
  await using bed = await VerifyBed.make(server)
  const flags = ['--destination', at.destination, '--client-dir', server.binDir, ...RESTORE]
  const run = await startCommandLine(['backup', '--name', 'shop', ...flags], {
    ...bed.place.environment,
    ...bucket.env,
    PG_BACKUP_DATABASE_URL: server.url('shop'),
  }).finished
  assert.equal(run.outputs['verified'], 'restore', run.everything)
  const isRead = (line: string) => line.startsWith('GET ') && line.includes('.dump')
  assert.ok(at.proxy.seen.some(isRead), 'the archive was read back')
  await nothingLeft(bed)
})

test('a backup that is refuted is not kept', async () => {
  await using bed = await VerifyBed.make(server)
  const started = bed.startBackup(...RESTORE, '--verify-sql', 'select count(*) > 5000 from orders')
  failed(await started.finished, 'E_VERIFY', /It gave false.*This backup was not kept/)
  assert.deepEqual(await bed.place.files(), [])
  await nothingLeft(bed)
})

test('a backup that could not be tested is kept as what it is, and the run fails', async () => {
  await using bed = await VerifyBed.make(server)
  const started = bed.startBackup(...RESTORE, '--verify-sql', "select pg_sleep(600)::text = ''")
  await started.logged('Run verify-sql')
  await eventually(() => serverProcesses(bed.place).length > 3, 'the server runs')
  for (const { pid } of serverProcesses(bed.place)) process.kill(pid, 'SIGKILL')
  const run = await started.finished
  assert.equal(run.status, 1)
  assert.match(run.error, /^E_CONNECT: The test restore could not be made: .* it is kept at /)
  assert.equal(run.outputs['verified'], 'archive')
  assert.equal(bed.manifest.verification.level, 'archive')
  assert.equal((await bed.verify('--level', 'restore')).outputs['verified'], 'restore')
  await nothingLeft(bed)
})

test('a run that is cancelled during the test restore keeps nothing', async () => {
  await using bed = await VerifyBed.make(server)
  const started = bed.startBackup(...RESTORE, '--verify-sql', "select pg_sleep(600)::text = ''")
  await started.logged('Run verify-sql')
  started.child.kill('SIGTERM')
  assert.match((await started.finished).error, /^E_CANCELLED/)
  assert.deepEqual(await bed.place.files(), [])
  await nothingLeft(bed)
})

test('extensions that the scratch server has not are named before anything is dumped', async () => {
  const folder = path.join(installation, 'share', 'extension')
  const names = (await readdir(folder)).filter((name) => /^(hstore|pg_trgm)\.control$/.test(name))
  assert.equal(names.length, 2)
  for (const name of names) await rm(path.join(folder, name))
  await using bed = await VerifyBed.make(server)
  bed.clientDirectory = path.join(installation, 'bin')
  const run = await bed.startBackup(...RESTORE).finished
  failed(run, 'E_VERIFY', /needs extensions "hstore", "pg_trgm".*scratch-url/)
  assert.doesNotMatch(run.log, /^Dump$/m)
  assert.deepEqual(await bed.place.files(), [])
  await nothingLeft(bed)
})

test('a scratch server that cannot start is known before anything is dumped', async () => {
  const program = path.join(installation, 'bin', 'postgres')
  await rm(program)
  await writeFile(program, '#!/bin/sh\necho no server today >&2; exit 1\n', { mode: 0o755 })
  await using bed = await VerifyBed.make(server)
  bed.clientDirectory = path.join(installation, 'bin')
  const run = await bed.startBackup(...RESTORE).finished
  failed(run, 'E_CLIENT', /scratch server of PostgreSQL 17\.11 \(client-dir\) did not start/)
  assert.doesNotMatch(run.log, /^Dump$/m)
  assert.deepEqual(await bed.place.files(), [])
  await nothingLeft(bed)
})
