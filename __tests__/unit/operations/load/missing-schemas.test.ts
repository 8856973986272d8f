import assert from 'node:assert/strict'
import test from 'node:test'
import { neededSchemas } from '../../../../src/operations/load/missing-schemas.ts'
import { sampleManifest } from '../../report/sample.ts'

const entries = (...texts: readonly (readonly [kind: string, label: string])[]) =>
  texts.map(([kind, label]) => ({ kind, label }))

function needed(schema: string, ...found: readonly (readonly [string, string])[]) {
  const manifest = sampleManifest()
  const extensions = [{ name: 'citext', version: '1.6', schema }]
  return neededSchemas({ source: { ...manifest.source, extensions } }, entries(...found))
}

test('a schema that extensions are put into and nothing makes is needed', () => {
  assert.deepEqual(needed('heroku_ext', ['EXTENSION', '- citext ']), ['heroku_ext'])
})

test('a schema that the archive makes is not', () => {
  const made = ['SCHEMA', '- heroku_ext postgres'] as const
  assert.deepEqual(needed('heroku_ext', made, ['EXTENSION', '- citext ']), [])
  const other = ['SCHEMA', '- heroku_ext2 postgres'] as const
  assert.deepEqual(needed('heroku_ext', other, ['EXTENSION', '- citext ']), ['heroku_ext'])
})

test('public is needed by what lies in it, or is said of it', () => {
  assert.deepEqual(needed('public', ['EXTENSION', '- citext ']), ['public'])
  assert.deepEqual(needed('x', ['TABLE', 'public t postgres']), ['public'])
  assert.deepEqual(needed('x', ['COMMENT', '- SCHEMA "public" postgres']), ['public'])
  assert.deepEqual(needed('x', ['TABLE', 'app public postgres'], ['TABLE', 'publicly t a']), [])
  const made = ['SCHEMA', '- public postgres'] as const
  assert.deepEqual(needed('x', made, ['TABLE', 'public t postgres']), [])
})

test('no other is', () => {
  assert.deepEqual(needed('pg_catalog', ['EXTENSION', '- citext ']), [])
  assert.deepEqual(needed('heroku_ext', ['TABLE', 'app t postgres']), [])
  assert.deepEqual(needed('heroku_ext'), [])
})
