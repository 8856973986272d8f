import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFile, copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { after } from 'node:test'
import { promisify } from 'node:util'
import { postgresMajors } from '../../scripts/rig/parts.ts'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { noteDataOffsets } from '../../src/archive/data-offsets.ts'

const run = promisify(execFile)
const folder = await mkdtemp(path.join(tmpdir(), 'offsets-'))
after(() => rm(folder, { recursive: true }))
const fileOf = (name: string) => path.join(folder, name)

/** Where the time of the dump stands in the head, which differs from dump to dump. */
const TIME = { from: 11, to: 55 }

function withoutTime(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  return copy.fill(0, TIME.from, TIME.to)
}

for (const major of postgresMajors) {
  test(`${major}: an archive from a pipe becomes what pg_dump writes to a file`, async () => {
    await using server = await startPostgres({ major })
    await server.createDatabase('shop')
    await server.psql(
      `create table large as select i, md5(i::text) from generate_series(1, 50000) i;
       create table "odd "" name" (a int); create table empty (a int, b text);
       create index on large (md5); create view v as select * from large;
       create sequence s; comment on table large is 'large';
       select lo_from_bytea(0, decode(repeat('ab', 100000), 'hex')), lo_from_bytea(0, 'x');`,
      'shop',
    )
    const program = path.join(server.binDir, 'pg_dump')
    const [piped, direct] = [fileOf(`piped-${major}`), fileOf(`direct-${major}`)]
    const env = { ...server.env, PGDATABASE: 'shop' }
    await run('bash', ['-c', `'${program}' -Fc -Z1 | cat > '${piped}'`], { env })
    await copyFile(piped, fileOf(`unset-${major}`))
    await run(program, ['-Fc', '-Z1', '-f', direct], { env })
    assert.notDeepEqual(withoutTime(await readFile(piped)), withoutTime(await readFile(direct)))
    assert.equal(await noteDataOffsets(piped), true)
    assert.ok(withoutTime(await readFile(piped)).equals(withoutTime(await readFile(direct))))
    assert.equal(await noteDataOffsets(direct), false, 'which has them already')

    const restore = path.join(server.binDir, 'pg_restore')
    await server.createDatabase('again')
    await run(restore, ['-j2', '--exit-on-error', '-d', 'again', piped], { env })
    const [row] = await server.query('select count(*)::int as count from large', 'again')
    assert.equal(row?.['count'], 50_000)
  })
}

test('a file that is not quite as expected stays as it is', async () => {
  const whole = fileOf(`unset-${postgresMajors[0]}`)
  const piped = fileOf('altered')
  const alter: Readonly<Record<string, (file: string) => Promise<unknown>>> = {
    'cut off': (file) => truncate(file, 5000),
    'longer than it should be': (file) => appendFile(file, Buffer.from([1, 0, 9, 0, 0, 0])),
    'of a newer version': async (file) => {
      const bytes = await readFile(file)
      bytes[6] = 99
      await writeFile(file, bytes)
    },
    'no archive at all': (file) => writeFile(file, 'PGDMP'),
    empty: (file) => writeFile(file, ''),
  }
  for (const [what, change] of Object.entries(alter)) {
    await copyFile(whole, piped)
    await change(piped)
    const before = await readFile(piped)
    assert.equal(await noteDataOffsets(piped), false, what)
    assert.ok((await readFile(piped)).equals(before), what)
  }
})
