import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { parseManifest } from '../../../src/manifest/parse.ts'

const text = readFileSync(new URL('../../fixtures/manifest-v1.json', import.meta.url), 'utf8')
const good = JSON.parse(text)
const id: string = good.id

/** The good manifest with one value replaced, by its path. */
function withValue(path: string, value: unknown): string {
  const copy = structuredClone(good)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const parent = names.reduce((object, name) => object[name], copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return JSON.stringify(copy)
}

test('a manifest of version 1 is read as it was written', () => {
  assert.deepEqual(parseManifest(text, id), good)
})

test('what is not known is not taken over', () => {
  const more = `{"__proto__": {"polluted": true}, "more": 1, ${text.trim().slice(1)}`
  assert.deepEqual(parseManifest(more, id), good)
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

test('a backup that has shrunk says from which one of its series', () => {
  const shrunkFrom = 'shop-20261101T081530Z-aaaaaa'
  assert.equal(parseManifest(withValue('shrunkFrom', shrunkFrom), id).shrunkFrom, shrunkFrom)
  assert.ok(!('shrunkFrom' in parseManifest(text, id)))
  for (const wrong of [null, '', true, 'other-20261101T081530Z-aaaaaa', '../x']) {
    assert.throws(() => parseManifest(withValue('shrunkFrom', wrong), id), /manifest\.shrunkFrom/)
  }
})

const age = { kind: 'age', recipients: ['scrypt'], sealed: null }

const HOSTILE: readonly [path: string, value: unknown, message: RegExp][] = [
  ['manifestVersion', 2, /manifestVersion is not 1/],
  ['id', 'shop-20261124T081530Z-aaaaaa', /manifest\.id is of another backup/],
  ['name', '../shop', /manifest\.name/],
  ['name', 'other', /manifest\.name/],
  ['createdAt', 'yesterday', /manifest\.createdAt/],
  ['source', [], /manifest\.source/],
  ['source.sizeBytes', -1, /manifest\.source\.sizeBytes/],
  ['source.sizeBytes', 1e300, /manifest\.source\.sizeBytes/],
  ['source.extensions', { length: 1 }, /manifest\.source\.extensions/],
  ['dump.clientVersion', '100.1', /manifest\.dump\.clientVersion/],
  ['dump.format', 'zip', /manifest\.dump\.format is none of custom, directory/],
  ['dump.compression', 'zstd:1; rm', /manifest\.dump\.compression/],
  ['dump.files', [], /manifest\.dump\.files is empty/],
  ['dump.files.1', good.dump.files[0], /names a file twice/],
  ['dump.files.0.path', '../../etc/passwd', /files\[0\]\.path is not a file of this backup/],
  ['dump.files.0.path', `${id}/../x`, /files\[0\]\.path/],
  ['dump.files.0.path', `${id}/a/b`, /files\[0\]\.path/],
  ['dump.files.0.path', `${id}.dump\0`, /files\[0\]\.path/],
  ['dump.files.0.path', `${id}\\x`, /files\[0\]\.path/],
  ['dump.files.0.path', 'shop-20261124T081530Z-aaaaaa.dump', /files\[0\]\.path/],
  ['dump.files.0.sha256', 'FF', /sha256/],
  ['dump.files.0.sizeBytes', '2650', /sizeBytes/],
  ['dump.durationSeconds', null, /durationSeconds/],
  ['tables.0.rows', 1.5, /tables\[0\]\.rows/],
  ['tables', undefined, /manifest\.tables/],
  ['verification.level', 'certain', /verification\.level/],
  ['encryption', 'age', /manifest\.encryption/],
  ['encryption', { ...age, kind: 'gpg' }, /encryption\.kind is none of age/],
  ['encryption', { ...age, sealed: { tables: 1, rows: -1, details: 'x' } }, /sealed\.rows/],
  ['encryption', { ...age, sealed: { tables: 1, rows: 1 } }, /sealed\.details/],
  ['encryption', age, /encryption does not fit the names of the files/],
  ['dump.files.1.path', `${id}.globals.sql.age`, /encryption does not fit the names/],
]

test('a hostile manifest is refused with the field that is wrong', () => {
  for (const [path, value, message] of HOSTILE) {
    assert.throws(
      () => parseManifest(withValue(path, value), id),
      { code: 'E_INTEGRITY', message },
      path,
    )
  }
})

test('text that is no JSON is refused', () => {
  assert.throws(() => parseManifest('{', id), { code: 'E_INTEGRITY', message: /is not JSON/ })
  assert.throws(() => parseManifest('[]', id), { code: 'E_INTEGRITY' })
})
