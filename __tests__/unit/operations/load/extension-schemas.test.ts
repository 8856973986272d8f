import assert from 'node:assert/strict'
import test from 'node:test'
import { missingSchemas } from '../../../../src/operations/load/extension-schemas.ts'
import { sampleManifest } from '../../report/sample.ts'

const entries = (...texts: readonly (readonly [kind: string, label: string])[]) =>
  texts.map(([kind, label]) => ({ kind, label }))

function missing(schema: string, ...found: readonly (readonly [string, string])[]) {
  const manifest = sampleManifest()
  const extensions = [{ name: 'citext', version: '1.6', schema }]
  return missingSchemas({ source: { ...manifest.source, extensions } }, entries(...found))
}

test('a schema that extensions are put into and nothing makes is missing', () => {
  assert.deepEqual(missing('heroku_ext', ['EXTENSION', '- citext ']), ['heroku_ext'])
})

test('a schema that the archive makes is not', () => {
  const made = ['SCHEMA', '- heroku_ext postgres'] as const
  assert.deepEqual(missing('heroku_ext', made, ['EXTENSION', '- citext ']), [])
  const other = ['SCHEMA', '- heroku_ext2 postgres'] as const
  assert.deepEqual(missing('heroku_ext', other, ['EXTENSION', '- citext ']), ['heroku_ext'])
})

test('nor one that every database has, or that is needed by nothing', () => {
  assert.deepEqual(missing('public', ['EXTENSION', '- citext ']), [])
  assert.deepEqual(missing('pg_catalog', ['EXTENSION', '- citext ']), [])
  assert.deepEqual(missing('heroku_ext', ['TABLE', 'public t postgres']), [])
  assert.deepEqual(missing('heroku_ext'), [])
})
