import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after } from 'node:test'
import { promisify } from 'node:util'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import type { ArchiveFile, DumpFormat } from '../../src/manifest/manifest.ts'
import { restoreSteps } from '../../src/report/restore-steps.ts'
import { fileDestination, ID, sampleManifest } from '../unit/report/sample.ts'

/** The summary's commands are pasted into a shell in a bad hour: here that shell runs them. */
const server = await startPostgres({ major: 17 })
const root = await mkdtemp(join(tmpdir(), "restore's "))
after(async () => {
  await server[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

const env = { ...server.env, PATH: `${server.binDir}:${process.env['PATH']}`, LANG: 'C.UTF-8' }
const bash = async (script: string) => {
  const answer = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env })
  return answer.stdout
}
const rows = `select count(*)::int as count, md5(string_agg(t::text, ',' order by id)) from "Ödd ""t" t`

await server.psql(`
  create role shop_owner;
  create table "Ödd ""t" (id int generated always as identity primary key, note text);
  insert into "Ödd ""t" (note) select E'\\\\.\n' || n from generate_series(1, 500) n;
  create view totals as select count(*) from "Ödd ""t";
  alter table "Ödd ""t" owner to shop_owner;`)

for (const { format, path, dump } of [
  { format: 'custom', path: `${ID}.dump`, dump: 'pg_dump -Fc -f' },
  { format: 'directory', path: ID, dump: 'pg_dump -Fd -f' },
  { format: 'tar', path: `${ID}.tar`, dump: 'pg_dump -Ft -f' },
  { format: 'plain', path: `${ID}.sql`, dump: 'pg_dump -O -Fp -f' },
  { format: 'plain', path: `${ID}.sql.gz`, dump: 'pg_dump -O -Fp -Z1 -f' },
] as const) {
  test(`${format}, ${path.slice(ID.length) || 'a folder'}: the commands check and restore it`, async () => {
    const name = `shop-${format}-${path.slice(-2)}`
    const folder = join(root, name)
    await mkdir(folder)
    await bash(`cd "${folder}" && ${dump} ${path} postgres`)
    const steps = restoreSteps(
      { ...sampleManifest({ format: format as DumpFormat, files: await filesIn(folder) }), name },
      fileDestination(root),
    )
    if (format !== 'directory') assert.match(await bash(steps.check.join('\n')), /: OK/)
    await bash(steps.restore.join('\n'))
    const [restored] = await server.query(rows, `${name}_restored`)
    assert.deepEqual(restored, (await server.query(rows))[0])
    assert.equal(restored?.['count'], 500)
  })
}

async function filesIn(folder: string): Promise<ArchiveFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name)
      const bytes = await readFile(file)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { path: file.slice(folder.length + 1), sizeBytes: bytes.length, sha256 }
    }),
  )
}
