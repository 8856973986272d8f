import assert from 'node:assert/strict'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import type { WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { postgresMajors } from '../../scripts/rig/parts.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { sourceRows, startSource } from './source.ts'
import { errorsOf, WorkflowBed } from './workflow-bed.ts'

const [bed, ...servers] = await Promise.all([
  WorkflowBed.make(),
  ...postgresMajors.map((major) => startSource(major)),
])
after(async () => {
  for (const each of [bed, ...servers]) await each[Symbol.asyncDispose]()
})

const backups = join(bed.folder, 'backups')
/** As on GitHub's runners: always the same, and without clients when a run starts. */
const actionsFolder = join(bed.folder, 'actions')

async function backUpAll(): Promise<WorkflowResult> {
  const urls = servers.map((server) => [`DATABASE_URL_${server.major}`, server.url('shop')])
  return await bed.run('__tests__/e2e/workflows/versions.yml', {
    secrets: Object.fromEntries(urls),
    vars: { FOLDER: backups },
    actionsFolder,
    cacheFolder: join(bed.folder, 'cache'),
  })
}

const first = await backUpAll()
await rm(actionsFolder, { recursive: true })
const second = await backUpAll()

for (const major of postgresMajors) {
  test(`PostgreSQL ${major}: backed up with its own client`, async () => {
    const folder = join(backups, `shop-${major}`)
    const files = (await readdir(folder)).filter((file) => file.endsWith('.manifest.json'))
    assert.equal(files.length, 2)
    for (const file of files) {
      const id = file.replace('.manifest.json', '')
      const manifest = parseManifest(await readFile(join(folder, file), 'utf8'), id)
      assert.ok(manifest.source.serverVersion.startsWith(`${major}.`))
      assert.ok(manifest.dump.clientVersion.startsWith(`${major}.`))
      assert.equal(manifest.verification.level, 'archive')
      assert.equal(
        manifest.tables.reduce((sum, { rows = 0 }) => sum + rows, 0),
        sourceRows,
      )
    }
  })
}

test('a client that was fetched comes from the cache of Actions in the next run', () => {
  for (const run of [first, second]) {
    assert.equal(run.status, 0, run.log)
    assert.deepEqual(errorsOf(run), [])
  }
  const fetched = logged(first, /^Fetching the PostgreSQL (\d+) client from the wheel/)
  assert.ok(fetched.includes('17'))
  assert.deepEqual(logged(first, /^Cache saved successfully/), fetched)
  assert.deepEqual(logged(second, /^Fetching the/), [])
  assert.deepEqual(logged(second, /^Cache restored successfully/), fetched)
})

/** The versions of the matrix whose job logged such a line, in order. */
function logged({ jsonLines }: WorkflowResult, line: RegExp): string[] {
  const found = jsonLines.filter(({ msg = '' }) => line.test(msg))
  return [...new Set(found.map(({ matrix }) => matrix?.['postgres'] ?? ''))].sort()
}
