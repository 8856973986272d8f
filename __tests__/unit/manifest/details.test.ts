import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { detailsText, withOpenDetails, withSealedDetails } from '../../../src/manifest/details.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { parseManifest } from '../../../src/manifest/parse.ts'
import { archivePath, tableCount, totalRows } from '../../../src/report/report.ts'

const fixture = new URL('../../fixtures/manifest-v1-encrypted.json', import.meta.url)
const text = readFileSync(fixture, 'utf8')
const sealed = parseManifest(text, JSON.parse(text).id)
const open: Manifest = {
  ...sealed,
  source: {
    ...sealed.source,
    extensions: [{ name: 'pg_trgm', version: '1.6', schema: 'public' }],
  },
  encryption: { kind: 'age', recipients: ['scrypt'], sealed: null },
  tables: [
    { schema: 'public', name: 'orders', rows: 1000 },
    { schema: 'second', name: 'orders', rows: 10 },
  ],
}

test('an encrypted manifest of version 1 is read as it was written', () => {
  assert.deepEqual(sealed, JSON.parse(text))
  assert.equal(archivePath(sealed), sealed.id)
})

test('details that were sealed come back as they were, and only their number is in the clear', () => {
  const kept = withSealedDetails(open, 'ARMOR')
  assert.equal(/orders|second|pg_trgm/.test(JSON.stringify(kept)), false)
  assert.equal(totalRows(kept), 1010)
  assert.equal(tableCount(kept), 2)
  assert.deepEqual(withOpenDetails(kept, detailsText(open)), open)
})

test('a backup that was never counted has no rows, sealed or not', () => {
  const none = { ...open, tables: [], verification: { level: 'none', at: null } } as const
  const kept = withSealedDetails(none, 'ARMOR')
  assert.equal(totalRows(kept), null)
  assert.deepEqual(withOpenDetails(kept, detailsText(none)), none)
})

test('details of another backup, or others than were counted, are refused', () => {
  const kept = withSealedDetails(open, 'ARMOR')
  const good = JSON.parse(detailsText(open))
  const wrong: [object, RegExp][] = [
    [{ ...good, id: 'shop-20261124T081530Z-aaaaaa' }, /details\.id is of another backup/],
    [{ ...good, tables: good.tables.slice(1) }, /details\.tables are not those/],
    [{ ...good, tables: [{ ...good.tables[0], rows: 1 }, good.tables[1]] }, /are not those/],
    [{ ...good, extensions: [{ name: 'x' }] }, /details\.extensions\[0\]\.version/],
    [[], /details/],
  ]
  for (const [details, message] of wrong) {
    assert.throws(() => withOpenDetails(kept, JSON.stringify(details)), {
      code: 'E_INTEGRITY',
      message,
    })
  }
})
