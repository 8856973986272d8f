import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import test, { after } from 'node:test'
import { promisify } from 'node:util'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { asServerUser, giveToServerUser } from '../../scripts/rig/server-user.ts'
import { mountSmallDisk } from './small-disk.ts'
import {
  copiedInstallation,
  remove,
  scratchFolders,
  serverProcesses,
  startShop,
  succeeded,
  VerifyBed,
} from './verify-bed.ts'
import { assertNothingTemporary, eventually } from './watched-run.ts'

const server = await startShop(17)
const bed = await VerifyBed.make(server)
await bed.backup()
after(async () => {
  await bed[Symbol.asyncDispose]()
  await server.stop()
})

const isRoot = process.getuid?.() === 0

/** A run whose scratch server is up, and that goes no further by itself. */
async function heldRun() {
  const sql = "select pg_sleep(600)::text = ''"
  const started = bed.startVerify('--level', 'restore', '--verify-sql', sql)
  await started.logged('Run verify-sql')
  const isAsleep = () => serverProcesses(bed.place).some(({ pid }) => /SELECT/.test(title(pid)))
  await eventually(isAsleep, 'the statement runs')
  return started
}

function title(pid: number): string {
  return read(pid, 'cmdline').replaceAll('\0', ' ')
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}

test('a scratch server has no secret, no network and no root, and ends with a cancelled run', async () => {
  const started = await heldRun()
  const processes = serverProcesses(bed.place)
  assert.ok(processes.length > 3, 'a server has several processes')
  for (const { pid } of processes) {
    const environment = read(pid, 'environ')
    assert.ok(!environment.includes(server.password))
    assert.doesNotMatch(environment, /PG_BACKUP|INPUT_|GITHUB|AWS_|PGPASS/)
    assert.equal(/^Uid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] === '0', false, 'it runs as root')
  }
  const [folder = ''] = await scratchFolders(bed.place)
  const { mode } = statSync(path.join(bed.place.temporary, folder))
  assert.equal(mode & 0o077, 0, 'others may look into its folder')
  assert.ok(processes.some(({ pid }) => /listen_addresses= /.test(title(pid))))
  started.child.kill('SIGTERM')
  const run = await started.finished
  assert.match(run.error, /^E_CANCELLED/)
  assert.deepEqual(serverProcesses(bed.place), [])
  await assertNothingTemporary(bed.place)
})

test('after a SIGKILL its processes end by themselves, and the next run removes its folder', async () => {
  const started = await heldRun()
  started.child.kill('SIGKILL')
  await started.finished
  await eventually(() => serverProcesses(bed.place).length === 0, 'the server has ended')
  assert.equal((await scratchFolders(bed.place)).length, 1)
  await bed.verify()
  assert.deepEqual(await scratchFolders(bed.place), [])
  await assertNothingTemporary(bed.place)
})

test('a scratch server that dies is no verdict on the backup', async () => {
  const started = await heldRun()
  for (const { pid } of serverProcesses(bed.place)) process.kill(pid, 'SIGKILL')
  const run = await started.finished
  assert.match(run.error, /^E_CONNECT/)
  assert.deepEqual(serverProcesses(bed.place), [])
  await assertNothingTemporary(bed.place)
})

test('a disk that becomes full is told as such, whatever its server died of', async (t) => {
  await using own = await bed.copy()
  await server.psql(
    'create table big as select i, repeat(md5(i::text), 30) from generate_series(1, 50000) i',
    'shop',
  )
  await remove(own.place.backups)
  await own.backup()
  await server.psql('drop table big', 'shop')
  const disk = await mountSmallDisk(own.place.temporary, 70)
  if (typeof disk === 'string') return t.skip(disk)
  await using _ = disk
  const run = await own.startVerify('--level', 'restore').finished
  assert.match(run.error, /^E_DISK: There is no space left in .* for the scratch server/, run.log)
  assert.match(run.log, /^Restore$/m)
  assert.deepEqual(await scratchFolders(own.place), [])
})

test('it starts for an ordinary user too', async () => {
  await using own = await bed.copy()
  if (isRoot) await giveToServerUser(own.place.folder)
  const entry = path.join(projectFolder, 'src/entries/cli.ts')
  const flags = ['--level', 'restore', '--source', own.place.backups, '--name', 'shop']
  const [command, ...rest] = asServerUser([
    process.execPath,
    entry,
    'verify',
    ...flags,
    ...['--client-dir', server.binDir],
  ])
  const { stdout } = await promisify(execFile)(command, rest, { env: own.place.environment })
  assert.match(stdout, /^verified=restore$/m)
  assert.equal(own.recorded, 'restore')
  await assertNothingTemporary(own.place)
})

test('where root keeps the programs for itself, its server gets a copy of them', async (t) => {
  if (!isRoot) return t.skip('only root has folders that its server cannot enter')
  const installation = await copiedInstallation(server) // made by mkdtemp, so it is private
  try {
    await using own = await bed.copy()
    own.clientDirectory = path.join(installation, 'bin')
    succeeded(await own.startVerify('--level', 'restore').finished)
    await assertNothingTemporary(own.place)
  } finally {
    await remove(installation)
  }
})
