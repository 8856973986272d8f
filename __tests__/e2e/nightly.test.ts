import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { after } from 'node:test'
import type { LogLine, WorkflowResult } from '../../scripts/rig/actions-runner.ts'
import { run } from '../../scripts/rig/command.ts'
import { startResultsService } from '../../scripts/rig/results-service.ts'
import { parseManifest } from '../../src/manifest/parse.ts'
import { makeBed } from '../integration/stand-ins/s3-bed.ts'
import { TestRole } from '../integration/test-role.ts'
import { formsOf } from '../integration/watched-run.ts'
import { sourceRows, sourceTables, startSource } from './source.ts'
import { errorsOf, printed, stepsOf, WorkflowBed } from './workflow-bed.ts'

const [bed, server, store, results] = await Promise.all([
  WorkflowBed.make(),
  startSource(17),
  makeBed(),
  startResultsService(),
])
after(async () => {
  for (const each of [bed, server, store, results]) await each[Symbol.asyncDispose]()
})

/** One night. Nothing is masked by the runner, so that what is hidden was hidden by the action. */
const role = await TestRole.make(server)
const night = await bed.run('__tests__/e2e/workflows/nightly.yml', {
  unmasked: true,
  results,
  secrets: {
    DATABASE_URL: role.url('shop'),
    AWS_ACCESS_KEY_ID: store.server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: store.server.secretAccessKey,
  },
  vars: { S3_ENDPOINT: store.server.endpoint, CLIENT_DIR: server.binDir },
})
const [outputs = {}] = printed(night, 'step') as Record<string, string>[]
const id = outputs['backup-id'] ?? ''

test('the backup lies in the bucket and in the artifacts of the run, the same bytes', async () => {
  assert.equal(night.status, 0, night.log)
  assert.deepEqual(errorsOf(night), [])
  assert.deepEqual(stepsOf(night), ['Main success', 'Post success'])
  const [archive, manifest] = [`${id}.dump`, `${id}.manifest.json`]
  assert.deepEqual(
    await store.witness.keys(),
    [archive, manifest].map((file) => `nightly/shop/${file}`),
  )
  assert.deepEqual(await store.witness.uploads(), [])
  assert.deepEqual(
    night.artifacts.map(({ name }) => name),
    [id],
  )
  for (const file of [archive, manifest]) {
    const stored = await store.witness.read(`nightly/shop/${file}`)
    assert.ok(stored.equals(await unzipped(night, file)), file)
  }
})

test('the outputs describe it, and reach a later step and a later job', async () => {
  assert.deepEqual(printed(night, 'job'), [outputs])
  const archive = await store.witness.read(`nightly/shop/${id}.dump`)
  const manifest = await store.witness.read(`nightly/shop/${id}.manifest.json`)
  assert.deepEqual(
    parseManifest(outputs['manifest'] ?? '', id),
    parseManifest(manifest.toString(), id),
  )
  const { 'artifact-url': url } = outputs
  assert.match(url ?? '', /^https:\/\/github\.com\/owner\/repo\/actions\/runs\/\d+\/artifacts\/1$/)
  const expected = {
    location: url,
    locations: JSON.stringify([url, `s3://backups/nightly/shop/${id}.dump`]),
    'artifact-id': '1',
    'size-bytes': String(archive.length),
    sha256: createHash('sha256').update(archive).digest('hex'),
    rows: String(sourceRows),
    tables: String(sourceTables),
    verified: 'archive',
  }
  for (const [name, value] of Object.entries(expected)) assert.equal(outputs[name], value, name)
  assert.match(outputs['server-version'] ?? '', /^17\./)
  assert.match(outputs['client-version'] ?? '', /^17\./)
})

test('the summary says what is where, how it was proven and how to restore it', () => {
  const [summary = '', ...more] = night.summaries
  assert.deepEqual(more, [])
  for (const words of [
    '## Backup of shop: OK',
    `| Backup | \`${id}\` |`,
    `| Stored | [artifact](${outputs['artifact-url']}) |`,
    `| Stored | \`s3://backups/nightly/shop/${id}.dump\` |`,
    `1,421 rows in ${sourceTables} tables counted`,
    '| `public.orders` | 1,000 |',
    `gh run download ${outputs['artifact-url']?.split('/').at(-3)} --repo owner/repo --name ${id}`,
  ]) {
    assert.ok(summary.includes(words), `${words}\n${summary}`)
  }
})

test('no secret is in anything that the run wrote, whoever masks it', async () => {
  const archive = await unzipped(night, `${id}.dump`)
  const file = join(bed.folder, 'archive.dump')
  await writeFile(file, archive)
  const [artifact] = night.artifacts
  const texts = [
    ...night.jsonLines.filter(({ command }) => command !== 'add-mask').flatMap(textsOf),
    ...night.summaries,
    await readFile(artifact?.path ?? '', 'latin1'),
    await run(join(server.binDir, 'pg_restore'), ['--file=-', file]),
  ]
  const everything = texts.join('\n')
  assert.ok(everything.includes(id))
  for (const secret of [role.password, role.url('shop'), store.server.secretAccessKey]) {
    const masks = night.jsonLines.flatMap(({ command, arg }) => (command === 'add-mask' ? arg : []))
    assert.ok(masks.includes(secret), 'the runner was not told')
    for (const form of formsOf(secret)) assert.ok(!everything.includes(form), form)
  }
})

/** A line as it was written and as it is shown. */
function textsOf(line: LogLine): string[] {
  const { msg = '', arg = '', raw = '', content = '' } = line
  return [JSON.stringify(line), msg, arg, raw, content]
}

/** A file of the run's artifact. */
async function unzipped(result: WorkflowResult, file: string): Promise<Buffer> {
  const [artifact] = result.artifacts
  const code = 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).hex())'
  const hex = await run('python3', ['-c', code, artifact?.path ?? '', file])
  return Buffer.from(hex.trim(), 'hex')
}
