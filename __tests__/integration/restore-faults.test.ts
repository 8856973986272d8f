import assert from 'node:assert/strict'
import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach } from 'node:test'
import { postgres } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { Workplace } from './command-line.ts'
import { contentsOf } from './compare-databases.ts'
import { backUp, freshDatabase, restoreBackup, SOURCE } from './restore-bed.ts'
import { mountSmallDisk } from './small-disk.ts'
import { TestRole } from './test-role.ts'

const NOTHING = { 'large objects': '' }

let server: PostgresServer
let place: Workplace

before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('source')
  await server.psql({ file: SOURCE }, 'source')
})
after(() => server?.stop())

beforeEach(async () => {
  await place?.[Symbol.asyncDispose]()
  place = await Workplace.make()
  await backUp(server, place)
  await freshDatabase(server, 'target')
})
after(() => place?.[Symbol.asyncDispose]())

/** A restore that has to fail with this error, and must not have touched the target. */
async function refused(error: RegExp, flags: readonly string[] = []): Promise<void> {
  const result = await restoreBackup(server, place, 'target', flags)
  assert.match(result.error, error, result.log)
  assert.equal(result.status, 1)
  assert.equal(result.log.match(/^E_[A-Z_]+: /gm)?.length, 1, result.log)
  assert.deepEqual(await contentsOf(server, 'target'), NOTHING)
  const schemas = await server.query(
    "select 1 from pg_namespace where nspname ~ 'restore'",
    'target',
  )
  assert.deepEqual(schemas, [])
  assert.equal(result.everything.includes(server.password), false)
}

async function fileEnding(suffix: string): Promise<string> {
  const file = (await place.files()).find((name) => name.endsWith(suffix))
  return path.join(place.backups, file ?? suffix)
}

async function editManifest(edit: (manifest: Manifest) => Partial<Manifest>): Promise<void> {
  const file = await fileEnding('.manifest.json')
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...manifest, ...edit(manifest) }))
}

test('one byte of the archive is another', async () => {
  const file = await fileEnding('.dump')
  const bytes = await readFile(file)
  const middle = bytes.length >> 1
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
  await writeFile(file, bytes)
  await refused(/^E_INTEGRITY: .*\.dump has other content than its manifest says/)
})

test('the archive is one byte short', async () => {
  const file = await fileEnding('.dump')
  await truncate(file, (await readFile(file)).length - 1)
  await refused(/^E_INTEGRITY: .*\.dump has another size/)
})

test('the archive is gone', async () => {
  await rename(await fileEnding('.dump'), path.join(place.folder, 'elsewhere'))
  await refused(/^E_NOT_FOUND: /)
})

test('the manifest leads out of its folder', async () => {
  await editManifest(({ dump }) => ({ dump: { ...dump, files: [] } }))
  await refused(
    /^E_INTEGRITY: The manifest of source-.* cannot be used: manifest\.dump\.files is empty/,
  )
  const files = [{ path: '../../etc/passwd', sizeBytes: 1, sha256: 'a'.repeat(64) }]
  await editManifest(({ dump }) => ({ dump: { ...dump, files } }))
  await refused(/^E_INTEGRITY: .*files\[0\]\.path is not a file of this backup/)
})

test('plain SQL is not compressed as its manifest says', async () => {
  await rm(place.backups, { recursive: true })
  await backUp(server, place, ['--format=plain', '--compression=none'])
  await editManifest(({ dump }) => ({ dump: { ...dump, compression: 'zstd:1' } }))
  await refused(/^E_INTEGRITY: The definitions .* cannot be read: Unknown frame descriptor/)
})

test('there is no backup of that name, or no such id, or none that was verified', async () => {
  await refused(/^E_NOT_FOUND: .*there is no backup named other\. The names there are: source\./, [
    '--name',
    'other',
  ])
  const id = 'source-20200101T000000Z-aaaaaa'
  await refused(
    /^E_NOT_FOUND: .*source-20200101T000000Z-aaaaaa is not there.* The newest there is/,
    ['--backup', id],
  )
  const verified = ['--name', 'source', '--backup', 'latest-verified']
  await refused(/^E_NOT_FOUND: .*verified by a restore.*Use backup: latest, or run/, verified)
  await refused(/^E_INPUT: .*neither an id nor a location/, ['--backup', 'yesterday'])
})

test('a pattern that selects nothing is told before the target is touched', async () => {
  const selected = /^E_NOT_FOUND: Nothing in .* is selected by tables: no_such_table\./
  await refused(selected, ['--schemas', 'public', '--tables', 'no_such_table'])
  await backUp(server, place, ['--format', 'plain', '--name', 'plain'])
  await refused(/^E_INPUT: .*can only be restored whole/, [
    '--name',
    'plain',
    '--schemas',
    'public',
  ])
})

test('the client is older than the archive', async () => {
  await refused(/^E_VERSION: client-version: pg_restore 16 cannot read an archive of pg_dump 17/, [
    '--client-version',
    '16',
  ])
  const older = path.join(await postgres(16), 'bin')
  await refused(/^E_VERSION: client-dir has the PostgreSQL 16\.\d+ client, and 17 is needed/, [
    '--client-dir',
    older,
  ])
})

test('the server is older than the one the dump is of', async () => {
  await using older = await startPostgres({ major: 16 })
  await older.createDatabase('target')
  const result = await restoreBackup(older, place, 'target', ['--client-dir', server.binDir])
  assert.match(
    result.error,
    /^E_VERSION: .*of PostgreSQL 17\.\d+ and the target runs 16\.\d+/,
    result.log,
  )
  assert.deepEqual(await contentsOf(older, 'target'), NOTHING)
})

test('extensions and roles that are missing are told all at once, with the rights', async () => {
  const extensions = [{ name: 'nowhere', version: '1', schema: 'public' }]
  await editManifest(({ source }) => ({ source: { ...source, extensions } }))
  await refused(
    /^E_\w+: 2 things stand in the way.*"nowhere".*"nobody_here"|"nobody_here".*"nowhere"/,
    ['--role', 'nobody_here'],
  )
})

test('owners and grantees of the archive that the target lacks are told before it is touched', async () => {
  const roles = 'create role owner_of_one; create role "reader of one"'
  await server.psql(`${roles}; grant create on schema public to owner_of_one`, 'source')
  await server.psql(
    'create table owned (a int); alter table owned owner to owner_of_one; grant select on owned to "reader of one"',
    'source',
  )
  try {
    await using own = await Workplace.make()
    await backUp(server, own, ['--no-owner=false', '--no-acl=false'])
    await using other = await startPostgres({ major: 17 })
    await freshDatabase(other, 'target')
    const flags = ['--no-owner=false', '--no-acl=false']
    const result = await restoreBackup(other, own, 'target', flags)
    const words = /^E_RESTORE: The target's server has no roles "owner_of_one", "reader of one"\. /
    assert.match(result.error, words, result.log)
    assert.deepEqual(await contentsOf(other, 'target'), NOTHING)
  } finally {
    await server.psql('drop table owned', 'source')
    await server.psql(
      'drop owned by owner_of_one; drop role owner_of_one; drop role "reader of one"',
      'source',
    )
  }
})

test('the wrong name is typed', async () => {
  await refused(/^E_CONFIRM: .*"source"/, ['--mode', 'swap', '--confirm', 'source'])
})

test('two restores into one database at once', async () => {
  const both = await Promise.all([1, 2].map(() => restoreBackup(server, place, 'target')))
  const failed = both.filter(({ status }) => status !== 0)
  assert.equal(failed.length, 1, both.map(({ log }) => log).join('\n'))
  assert.match(failed[0]?.error ?? '', /^E_(RESTORE: Another restore|TARGET_NOT_EMPTY: )/)
  assert.deepEqual(await contentsOf(server, 'target'), await contentsOf(server, 'source'))
})

test('the sessions of the restore are ended in its middle', async () => {
  await server.query(
    `create table slow as select i, repeat('x', 1000) from generate_series(1, 200000) i`,
    'source',
  )
  try {
    await using own = await Workplace.make()
    await backUp(server, own)
    const running = restoreBackup(server, own, 'target')
    const ended = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = 'target' and query ilike 'copy%slow%' and application_name <> ''`
    while ((await server.query(ended)).length === 0) await new Promise((done) => setImmediate(done))
    const result = await running
    assert.match(result.error, /^E_\w+: .*"target" is as empty as it was/, result.log)
    assert.deepEqual(await contentsOf(server, 'target'), NOTHING)
  } finally {
    await server.query('drop table slow', 'source')
  }
})

test('the role may create nothing in the target', async () => {
  const role = await TestRole.make(server, '')
  const result = await restoreBackup(server, place, 'target', [], role.url('target'))
  assert.match(result.error, /^E_PERMISSION: .*may not create anything.*GRANT CREATE ON DATABASE/)
  assert.deepEqual(await contentsOf(server, 'target'), NOTHING)
  assert.equal(result.everything.includes(role.password), false)
})

test('an unprivileged owner restores all that is its own to restore', async () => {
  const role = await TestRole.make(server, '')
  await server.query(`alter database target owner to "${role.name}"`)
  const result = await restoreBackup(server, place, 'target', [], role.url('target'))
  assert.equal(result.status, 0, result.log)
  assert.deepEqual(await contentsOf(server, 'target'), await contentsOf(server, 'source'))
})

test('the disk of the runner is too small for the archive', async (t) => {
  await server.query(
    "create table noise as select encode(sha256(i::text::bytea), 'hex') as text from generate_series(1, 90000) i",
    'source',
  )
  try {
    await using own = await Workplace.make()
    await backUp(server, own, ['--compression', 'none'])
    const disk = await mountSmallDisk(path.join(own.folder, 'small'), 3)
    if (typeof disk === 'string') return t.skip(disk)
    await using _ = disk
    const result = await restoreBackup(server, own, 'target', [], undefined, {
      TMPDIR: path.join(own.folder, 'small'),
    })
    assert.match(result.error, /^E_DISK: .*use a runner with a larger disk/, result.log)
    assert.deepEqual(await contentsOf(server, 'target'), NOTHING)
  } finally {
    await server.query('drop table noise', 'source')
  }
})
