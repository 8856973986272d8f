import assert from 'node:assert/strict'
import test from 'node:test'
import { CopyProgress, copyLine } from '../../../src/copy/copy-progress.ts'
import { schemaArguments } from '../../../src/copy/schema-archive.ts'

test('a line says what is done, what is going on and what is being built', () => {
  let now = 0
  const progress = new CopyProgress(() => now)
  progress.begin('data')
  Object.assign(progress.size, { done: 34, total: 100 })
  Object.assign(progress.tables, { done: 3, total: 12 })
  Object.assign(progress.indexes, { done: 1, total: 9 })
  progress.bytes = 148_000_000
  for (let stream = 0; stream < 2; stream += 1) progress.copying.add({ label: 'public.a\nb' })
  progress.building = [{ name: 'public.a_idx', share: 0.4 }]
  now = 2_000
  assert.equal(
    copyLine(progress),
    'data  34 %, 148 MB, 74.0 MB/s, 3 of 12 tables, 1 of 9 indexes, now public.a\\nb, building public.a_idx (40 %), 2.0 s',
  )
})

test('phases last from their first beginning to their last end, and overlap', () => {
  let now = 0
  const progress = new CopyProgress(() => now)
  progress.begin('data')
  now = 1_000
  progress.item('started', { kind: 'CONSTRAINT' })
  now = 3_000
  progress.end('data')
  progress.item('finished', { kind: 'CONSTRAINT' })
  progress.item('started', { kind: 'FK CONSTRAINT' })
  progress.item('started', { kind: 'INDEX' })
  now = 5_000
  progress.item('finished', { kind: 'INDEX' })
  assert.deepEqual(progress.phases, [
    { name: 'data', start: 0, seconds: 3 },
    { name: 'indexes', start: 1, seconds: 4 },
    { name: 'constraints', start: 3, seconds: 2 },
  ])
  assert.equal(progress.indexes.done, 2)
  assert.equal(progress.phase, 'constraints')
})

const choices = {
  selection: {
    schemas: ['app'],
    excludeSchemas: [],
    tables: [],
    excludeTables: ['app.log'],
    excludeTableData: ['app.audit*'],
  },
  noAcl: true,
  lockTimeoutMs: 60_000,
}

for (const [major, compression, objects] of [
  [15, '--compress=0', '--no-blobs'],
  [18, '--compress=none', '--no-large-objects'],
] as const) {
  test(`pg_dump ${major} gives the schema alone, as far as it is selected`, () => {
    const endless = schemaArguments({ ...choices, lockTimeoutMs: 0 }, major)
    assert.ok(endless.includes('--lock-wait-timeout=60000'))
    assert.deepEqual(schemaArguments(choices, major), [
      '--format=custom',
      compression,
      '--section=pre-data',
      '--section=post-data',
      objects,
      '--lock-wait-timeout=60000',
      '--no-acl',
      '--strict-names',
      '--schema=app',
      '--exclude-table=app.log',
      '--exclude-table-data=app.audit*',
    ])
  })
}
