import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before } from 'node:test'
import { startCommandLine } from './command-line.ts'
import { replaced, startShop, VerifyBed } from './verify-bed.ts'
import { assertNothingTemporary } from './watched-run.ts'

const server = await startShop(17)
const custom = await VerifyBed.make(server)
const plain = await VerifyBed.make(server)
before(async () => {
  await custom.backup()
  await plain.backup('--format', 'plain', '--compression', 'none')
})
after(async () => {
  await custom[Symbol.asyncDispose]()
  await plain[Symbol.asyncDispose]()
  await server.stop()
})

const RESTORE = ['--level', 'restore'] as const

/** Whatever is wrong with a backup: it is refused, and nothing is written or left. */
async function refused(bed: VerifyBed, ...rest: Parameters<VerifyBed['refuses']>): Promise<string> {
  const run = await bed.refuses(...rest)
  assert.equal(bed.recorded, undefined)
  await assertNothingTemporary(bed.place)
  return run.everything
}

for (const level of ['archive', 'restore']) {
  const flags = ['--level', level]

  test(`${level}: one byte that was flipped is found before anything reads it`, async () => {
    await using bed = await custom.copy()
    bed.changeArchive((bytes) => {
      const place = bytes.length >> 1
      bytes[place] = (bytes[place] ?? 0) ^ 1
      return bytes
    }, 'seen')
    const log = await refused(bed, 'E_INTEGRITY', /has other content/, ...flags)
    assert.doesNotMatch(log, /^(Decode the archive|Restore)$/m)
  })

  test(`${level}: an archive that was cut is found`, async () => {
    await using bed = await custom.copy()
    bed.changeArchive((bytes) => bytes.subarray(0, -1), 'seen')
    await refused(bed, 'E_INTEGRITY', /has another size/, ...flags)
  })

  test(`${level}: an archive that was cut before its manifest was written is found`, async () => {
    await using bed = await custom.copy()
    bed.changeArchive((bytes) => bytes.subarray(0, -5000), 'covered')
    await refused(bed, level === 'archive' ? 'E_INTEGRITY' : 'E_RESTORE', /./, ...flags)
  })

  test(`${level}: one row fewer than the manifest names is found`, async () => {
    await using bed = await custom.copy()
    bed.changeManifest((manifest) => ({
      ...manifest,
      tables: manifest.tables.map((table) =>
        table.schema === 'public' && table.name === 'orders' ? { ...table, rows: 1001 } : table,
      ),
    }))
    await refused(bed, 'E_VERIFY', /public\.orders has 1000 rows and .* 1001/, ...flags)
  })

  test(`${level}: a table that the manifest names and the archive has not is found`, async () => {
    await using bed = await custom.copy()
    const table = { schema: 'public', name: 'lost', rows: 0 }
    bed.changeManifest((manifest) => ({ ...manifest, tables: [...manifest.tables, table] }))
    await refused(bed, 'E_VERIFY', /public\.lost is missing/, ...flags)
  })
}

test('objects that came out otherwise are all named, of plain SQL too', async () => {
  for (const from of [custom, plain]) {
    await using bed = await from.copy()
    bed.changeArchive((bytes) => {
      const index = replaced(bytes, 'CREATE INDEX "by_name"', 'CREATE INDEX "by_nam2"')
      const trigger = replaced(index, 'CREATE TRIGGER "touch"', 'CREATE TRIGGER "touc2"')
      const key = replaced(trigger, 'CONSTRAINT "orders_pkey"', 'CONSTRAINT "orders_pke2"')
      return replaced(key, 'FUNCTION "public"."touch"()', 'FUNCTION "public"."touc2"()')
    }, 'covered')
    const names = ['INDEX second by_name', 'CONSTRAINT public orders orders_pkey']
    names.push('CONSTRAINT second orders orders_pkey', 'FUNCTION public touch()')
    names.push('TRIGGER public orders touch')
    const { error } = await bed.refuses('E_VERIFY', /is missing/, ...RESTORE)
    for (const name of names) assert.ok(error.includes(name), `${name}: ${error}`)
    assert.equal(error.match(/is missing/g)?.length, names.length)
  }
})

test('plain SQL that is not compressed as its manifest says is found', async () => {
  await using bed = await plain.copy()
  bed.changeManifest(({ dump, ...manifest }) => ({
    ...manifest,
    dump: { ...dump, compression: 'zstd:1' },
  }))
  await refused(bed, 'E_INTEGRITY', /cannot be read: Unknown frame descriptor/, ...RESTORE)
})

test('a sequence that a later statement moves is found', async () => {
  await using bed = await plain.copy()
  bed.changeArchive((bytes) => {
    const end = '--\n-- PostgreSQL database dump complete\n'
    const moved = "DO $$ BEGIN PERFORM pg_catalog.setval('public.counter', 77); END $$;\n"
    return Buffer.from(bytes.toString().replace(end, () => `${moved}${end}`))
  }, 'covered')
  const wrong = /sequence "public"\."counter" stands at 77 and not at 5/
  await refused(bed, 'E_VERIFY', wrong, ...RESTORE)
})

test('extensions that cannot be had are all named, before anything is restored', async () => {
  for (const from of [custom, plain]) {
    await using bed = await from.copy()
    bed.changeArchive((bytes) => {
      return replaced(
        replaced(bytes, 'EXISTS "hstore"', 'EXISTS "hstor2"'),
        '"pg_trgm"',
        '"pg_trg2"',
      )
    }, 'covered')
    const named =
      /needs extensions "hstor2", "pg_trg2", which cannot be had on a scratch server.*scratch-url/
    const log = await refused(bed, 'E_VERIFY', named, ...RESTORE)
    assert.doesNotMatch(log, /^Restore$/m)
  }
})

const checks: [string, RegExp][] = [
  ['select false', /verify-sql failed: select false: It gave false/],
  ['select count(*) from orders', /It gave "1000"/],
  ['select id from orders where false', /It gave 0 rows/],
  ['select id > 0 from orders', /It gave 1000 rows/],
  ['select true; select true', /It is more than one statement/],
  ['select * from nowhere', /relation "nowhere" does not exist/],
]
for (const [sql, what] of checks) {
  test(`verify-sql that is not true: ${sql}`, async () => {
    await using bed = await custom.copy()
    await refused(bed, 'E_VERIFY', what, ...RESTORE, `--verify-sql=select true\n${sql}`)
  })
}

test('a given server on which no database may be made is refused, and keeps none', async () => {
  await server.query("create role weak login password 'weak-password'")
  const url = new URL(server.url('postgres'))
  Object.assign(url, { username: 'weak', password: 'weak-password' })
  const flags = [...RESTORE, `--scratch-url=${url.href}`]
  await refused(custom, 'E_PERMISSION', /may not create a database.*CREATEDB/, ...flags)
})

test('a given server keeps no database of a verification that failed', async () => {
  await using bed = await custom.copy()
  const flags = [...RESTORE, `--scratch-url=${server.url('postgres')}`, '--verify-sql=select false']
  await refused(bed, 'E_VERIFY', /It gave false/, ...flags)
  const left = await server.query("select 1 from pg_database where datname like 'shop\\_%'")
  assert.deepEqual(left, [])
})

test('without a server the error says what would help', async () => {
  await using bed = await custom.copy()
  const only = path.join(bed.place.folder, 'client', 'bin')
  await mkdir(only, { recursive: true })
  for (const name of ['pg_dump', 'pg_dumpall', 'pg_restore', 'psql']) {
    await symlink(path.join(server.binDir, name), path.join(only, name))
  }
  const flags = ['--source', bed.place.backups, '--name', 'shop', '--client-dir', only]
  const environment = { ...bed.place.environment, PATH: '/nowhere' }
  const run = await startCommandLine(['verify', ...flags, ...RESTORE], environment).finished
  assert.match(
    run.error,
    /^E_CLIENT: There is no PostgreSQL 17 server .* has only the client\..*scratch-url/,
  )
})

test('a record that cannot be written takes nothing from the proof', async () => {
  await using bed = await custom.copy()
  await mkdir(path.join(bed.folder, `${bed.manifest.id}.verification.json`))
  for (const flags of [[], RESTORE]) {
    const run = await bed.verify(...flags)
    assert.ok(run.outputs['verified'])
    assert.match(run.log, /^warning: That it was verified could not be written down: E_/m)
  }
})

test('the record is bound to the manifest: of another one it proves nothing', async () => {
  await using bed = await custom.copy()
  await bed.verify(...RESTORE)
  assert.equal((await bed.verify('--backup', 'latest-verified')).outputs['verified'], 'archive')
  bed.changeManifest((manifest) => ({ ...manifest, createdAt: '2026-01-01T00:00:00Z' }))
  await bed.refuses('E_NOT_FOUND', /verified by a restore/, '--backup', 'latest-verified')
  const [record] = (await readdir(bed.folder)).filter((file) => file.endsWith('verification.json'))
  assert.match(await readFile(path.join(bed.folder, record ?? ''), 'utf8'), /"level": "restore"/)
})
