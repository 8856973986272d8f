import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { run } from '../../scripts/rig/command.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { postgresMajors } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { type Run, startCommandLine, Workplace } from './command-line.ts'
import { contentsOf, schemaOf } from './compare-databases.ts'

const SOURCE = path.join(projectFolder, '__tests__', 'integration', 'source-database.sql')
const FORMATS = ['custom', 'directory', 'tar', 'plain'] as const

for (const major of postgresMajors) {
  describe(`PostgreSQL ${major}`, () => {
    let server: PostgresServer
    before(async () => {
      server = await startPostgres({ major })
      await server.createDatabase('source')
      await server.psql({ file: SOURCE }, 'source')
    })
    after(() => server?.stop())

    for (const format of FORMATS) {
      test(`${format}: stock tools bring back every row and object`, async () => {
        await using place = await Workplace.make()
        const result = await backup(server, place, ['--format', format, '--globals', 'true'])
        assert.equal(result.status, 0, result.log)
        const manifest = await readManifest(place)
        await restoreByHand(server, place, manifest)
        assert.deepEqual(await contentsOf(server, 'target'), await contentsOf(server, 'source'))
        assert.equal(await schemaOf(server, 'target'), await schemaOf(server, 'source'))
        assert.deepEqual(rowsByTable(manifest), await countedRows(server))
        await checkHashes(place, manifest)
      })
    }
  })
}

describe('what is written', () => {
  let server: PostgresServer
  before(async () => {
    server = await startPostgres({ major: 17 })
    await server.createDatabase('source')
    await server.psql({ file: SOURCE }, 'source')
  })
  after(() => server?.stop())

  for (const [format, compression] of [
    ['custom', 'none'],
    ['custom', 'gzip:9'],
    ['custom', 'lz4'],
    ['custom', 'zstd:19'],
    ['directory', 'none'],
    ['directory', 'gzip'],
    ['directory', 'lz4:3'],
    ['plain', 'none'],
    ['plain', 'gzip:1'],
  ] as const) {
    test(`${format} with ${compression} has the same rows`, async () => {
      await using place = await Workplace.make()
      const result = await backup(server, place, [
        `--format=${format}`,
        `--compression=${compression}`,
      ])
      assert.equal(result.status, 0, result.log)
      const manifest = await readManifest(place)
      assert.equal(manifest.dump.compression, compression)
      assert.deepEqual(rowsByTable(manifest), await countedRows(server))
    })
  }

  test('outputs, manifest and files tell the same', async () => {
    await using place = await Workplace.make()
    const { outputs, status, log } = await backup(server, place, ['--name', 'nightly.a'])
    assert.equal(status, 0, log)
    const manifest = await readManifest(place)
    assert.deepEqual(JSON.parse(outputs['manifest'] ?? ''), manifest)
    const [file] = manifest.dump.files
    assert.equal(outputs['location'], path.join(place.backups, 'nightly.a', file?.path ?? ''))
    assert.equal(outputs['backup-id'], manifest.id)
    assert.equal(outputs['size-bytes'], String(file?.sizeBytes))
    assert.equal(outputs['sha256'], file?.sha256)
    assert.equal(outputs['verified'], 'archive')
    assert.equal(outputs['tables'], String(manifest.tables.length))
    assert.match(manifest.id, /^nightly\.a-\d{8}T\d{6}Z-[0-9a-z]{6}$/)
    assert.deepEqual(manifest.source.extensions, [
      { name: 'plpgsql', version: '1.0', schema: 'pg_catalog' },
    ])
  })

  test('data that is left out is not expected back', async () => {
    await using place = await Workplace.make()
    const flags = ['--exclude-table-data', 'orders\nsecond.*', '--exclude-tables', 'measurements*']
    const result = await backup(server, place, flags)
    assert.equal(result.status, 0, result.log)
    const tables = Object.keys(rowsByTable(await readManifest(place)))
    assert.deepEqual(
      tables.filter((name) => /orders|measurements/.test(name)),
      [],
    )
    assert.ok(tables.includes('public.parent'))
    assert.doesNotMatch(result.log, /Not in the dump/)
  })

  test('without verification nothing is claimed', async () => {
    await using place = await Workplace.make()
    const { outputs, log, status } = await backup(server, place, ['--verify', 'none'])
    assert.equal(status, 0, log)
    const manifest = await readManifest(place)
    assert.deepEqual(manifest.verification, { level: 'none', at: null })
    assert.deepEqual([manifest.tables, outputs['rows'], outputs['verified']], [[], '', 'none'])
  })

  test('several folders get the same backup, each with its own manifest', async () => {
    await using place = await Workplace.make()
    const second = path.join(place.folder, 'second')
    const { outputs, log, status } = await backup(server, place, [
      `--destination=${place.backups}\n${second}`,
      '--format=directory',
    ])
    assert.equal(status, 0, log)
    assert.deepEqual(await place.files(second), await place.files())
    assert.equal(JSON.parse(outputs['locations'] ?? '').length, 2)
  })

  test('a rate limit holds the dump back', async () => {
    await using place = await Workplace.make()
    await server.createDatabase('megabytes')
    await server.query(
      "create table t as select repeat('x', 1000) from generate_series(1, 3000)",
      'megabytes',
    )
    const result = await backup(server, place, ['--rate-limit', '2MB/s'], 'megabytes')
    assert.equal(result.status, 0, result.log)
    const { dump } = await readManifest(place)
    assert.ok(dump.durationSeconds > 1, `3 MB at 2 MB/s took ${dump.durationSeconds} s`)
  })

  test('temporary files, and all that led into the database, are gone afterwards', async () => {
    await using place = await Workplace.make()
    const result = await backup(server, place, ['--format', 'directory'])
    assert.equal(result.status, 0, result.log)
    const others = (await place.files(place.folder)).filter((file) => !file.startsWith('backups/'))
    assert.deepEqual(others, [])
    assert.equal((await place.contents()).includes(server.password), false)
    assert.equal(result.everything.includes(server.password), false)
  })
})

function backup(
  server: PostgresServer,
  place: Workplace,
  flags: readonly string[],
  database = 'source',
): Promise<Run> {
  const destination = flags.some((flag) => flag.startsWith('--destination'))
    ? []
    : ['--destination', place.backups]
  const client = ['--client-dir', server.binDir]
  return startCommandLine(['backup', ...client, ...destination, ...flags], {
    ...place.environment,
    PG_BACKUP_DATABASE_URL: server.url(database),
  }).finished
}

async function readManifest(place: Workplace): Promise<Manifest> {
  const files = await place.files()
  const manifests = files.filter((file) => file.endsWith('.manifest.json'))
  assert.equal(manifests.length, 1, files.join(' '))
  return JSON.parse(await readFile(path.join(place.backups, manifests[0] ?? ''), 'utf8'))
}

/** As a user without this tool would: pg_restore, or psql for plain SQL. */
async function restoreByHand(server: PostgresServer, place: Workplace, manifest: Manifest) {
  await server.dropDatabase('target')
  await server.createDatabase('target', 'TEMPLATE template0')
  const suffix = { custom: '.dump', tar: '.tar', directory: '', plain: '.sql' }
  const file = path.join(place.backups, manifest.name, manifest.id + suffix[manifest.dump.format])
  const target = `--dbname=${server.url('target')}`
  if (manifest.dump.format !== 'plain') {
    const flags = ['--exit-on-error', '--no-owner', target, file]
    await run(path.join(server.binDir, 'pg_restore'), flags)
    return
  }
  const extension = manifest.dump.compression.startsWith('zstd') ? '.zst' : '.gz'
  const text = await decompress(file + extension)
  await server.psql(text, 'target')
}

async function decompress(file: string): Promise<string> {
  const zlib = await import('node:zlib')
  const bytes = await readFile(file)
  return (
    file.endsWith('.zst') ? zlib.zstdDecompressSync(bytes) : zlib.gunzipSync(bytes)
  ).toString()
}

function rowsByTable(manifest: Manifest): Record<string, number> {
  return Object.fromEntries(
    manifest.tables.map(({ schema, name, rows }) => [`${schema}.${name}`, rows]),
  )
}

async function countedRows(server: PostgresServer): Promise<Record<string, number>> {
  const tables = await server.query<{ name: string; relation: string }>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as relation
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema$'`,
    'source',
  )
  const counts = tables.map(async ({ name, relation }) => {
    const [row] = await server.query<{ rows: string }>(
      `select count(*) as rows from only ${relation}`,
      'source',
    )
    return [name, Number(row?.rows)] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

async function checkHashes(place: Workplace, manifest: Manifest): Promise<void> {
  const lines = manifest.dump.files.map(({ path: file, sha256 }) => `${sha256}  ${file}\n`).join('')
  const cwd = path.join(place.backups, manifest.name)
  await run('sha256sum', ['--check', '--strict', '-'], { cwd, input: lines })
}
