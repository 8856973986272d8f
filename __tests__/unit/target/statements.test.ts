import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { createStatement } from '../../../src/target/beside.ts'
import {
  type ClaimRecord,
  formatRecord,
  mayWipeLeftover,
  parseRecord,
  tablesOfOthers,
} from '../../../src/target/claim-record.ts'
import { propertyStatements } from '../../../src/target/database-properties.ts'
import { resetStatements } from '../../../src/target/default-privileges.ts'
import { besideName, oldName } from '../../../src/target/swap-names.ts'
import type { TableName } from '../../../src/target/user-objects.ts'
import { dropStatement, outermost } from '../../../src/target/wipe.ts'
import { makeTarget } from './target.ts'

const record = {
  backupId: 'app-1',
  runToken: 'token',
  startedAt: '2026-01-01T00:00:00Z',
  mode: 'into-empty',
  tables: [{ schema: 'a', name: 'b.c' }],
  before: { extensions: ['plpgsql'], defaultPrivileges: [] },
} as const

test('names beside fit into 63 bytes, whole characters and the whole suffix', () => {
  assert.equal(besideName('app', 'k3x9qz'), 'app_restore_k3x9qz')
  assert.equal(oldName('app', 'k3x9qz'), 'app_old_k3x9qz')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (name) => {
      const beside = besideName(name, 'k3x9qz')
      const head = beside.slice(0, -'_restore_k3x9qz'.length)
      assert.ok(Buffer.byteLength(beside) <= 63)
      assert.ok(name.startsWith(head) && head.isWellFormed() && beside.endsWith('_restore_k3x9qz'))
      assert.ok(head === name || Buffer.byteLength(beside) >= 60)
    }),
  )
})

test('a database is created with the locale of another, in the words of each version', () => {
  const { locale } = makeTarget()
  const create = (major: number, changes: Partial<typeof locale>) =>
    createStatement('n', { owner: 'o', major, locale: { ...locale, ...changes } })
  const common = `CREATE DATABASE "n" TEMPLATE template0 OWNER "o" ENCODING 'UTF8' LC_COLLATE 'en_US.UTF-8' LC_CTYPE 'en_US.UTF-8'`
  assert.equal(create(14, {}), common)
  assert.equal(create(15, {}), `${common} LOCALE_PROVIDER libc`)
  assert.equal(
    create(16, { provider: 'icu', locale: 'de', icuRules: "&a < 'b'" }),
    `${common} LOCALE_PROVIDER icu ICU_LOCALE 'de' ICU_RULES '&a < ''b'''`,
  )
  assert.equal(
    create(17, { provider: 'builtin', locale: 'C.UTF-8' }),
    `${common} LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
  )
})

test('settings that are lists of names stay lists', () => {
  const settings = [
    { role: null, text: 'search_path="$user", public, "a ""b, c"' },
    { role: 'r"s', text: "app.note=it's = \\ x" },
    { role: null, text: 'search_path=""' },
  ]
  const properties = {
    comment: null,
    connectionLimit: -1,
    isTemplate: false,
    privileges: null,
    settings,
  }
  assert.deepEqual(propertyStatements(properties, 'd"b'), [
    'COMMENT ON DATABASE "d""b" IS NULL',
    `ALTER DATABASE "d""b" SET "search_path" TO '$user', 'public', 'a "b, c'`,
    `ALTER ROLE "r""s" IN DATABASE "d""b" SET "app"."note" TO E'it''s = \\\\ x'`,
    `ALTER DATABASE "d""b" SET "search_path" TO ''`,
  ])
})

test('default privileges go back to the built-in ones', () => {
  const row = { role: 'o', schema: null, kind: 'f', grantees: ['r'] } as const
  const alter = 'ALTER DEFAULT PRIVILEGES FOR ROLE "o"'
  assert.deepEqual(resetStatements(row), [
    `${alter} REVOKE ALL ON FUNCTIONS FROM "r"`,
    `${alter} GRANT ALL ON FUNCTIONS TO "o"`,
    `${alter} GRANT EXECUTE ON FUNCTIONS TO PUBLIC`,
  ])
  assert.deepEqual(resetStatements({ ...row, schema: 's', grantees: [null] }), [
    `${alter} IN SCHEMA "s" REVOKE ALL ON FUNCTIONS FROM PUBLIC`,
  ])
})

test('objects of a schema that is dropped go with it', () => {
  const make = (kind: string, identity: string, oid: number, schema = 0) => ({
    kind,
    identity,
    oid,
    schema,
    droppable: true,
  })
  const objects = [
    make('table', 'app.t', 3, 2),
    make('schema', 'app', 2),
    make('procedure', 'public.p(integer)', 4, 2200),
    make('statistics object', 'public.s', 5, 2200),
  ]
  assert.deepEqual(outermost(objects).map(dropStatement), [
    'DROP SCHEMA IF EXISTS app CASCADE',
    'DROP ROUTINE IF EXISTS public.p(integer) CASCADE',
    'DROP STATISTICS IF EXISTS public.s CASCADE',
  ])
})

test('a record reads back, and what is not one does not', () => {
  assert.deepEqual(parseRecord(formatRecord(record)), record)
  const broken = [
    '',
    'a note of the administrator',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...record, mode: 'other' }),
    JSON.stringify({ ...record, backupId: 7 }),
    JSON.stringify({ ...record, before: null }),
    JSON.stringify({ ...record, tables: ['a.b'] }),
    JSON.stringify({ ...record, before: { extensions: [1], defaultPrivileges: [] } }),
  ]
  for (const text of broken) assert.equal(parseRecord(text), null, text)
})

test('remains are wiped only where all of them are known to be of that run', () => {
  const mine = [{ schema: 'a', name: 'b.c' }]
  const began = Date.parse(record.startedAt)
  const soon = new Date(began + 11 * 3_600_000)
  const may = (changes: Partial<ClaimRecord>, present: readonly TableName[], now = soon) =>
    mayWipeLeftover({ ...record, ...changes }, 'app-1', present, now)
  assert.equal(may({}, mine), true)
  assert.equal(may({}, []), true)
  assert.equal(may({}, mine, new Date(began + 13 * 3_600_000)), false)
  assert.equal(may({ startedAt: 'long ago' }, mine), false)
  assert.equal(may({}, [{ schema: 'a.b', name: 'c' }]), false)
  assert.equal(may({}, [...mine, { schema: 'a', name: 'x' }]), false)
  assert.equal(may({ mode: 'clean' }, mine), false)
  assert.equal(may({ backupId: 'app-2' }, mine), false)
})

test('a table is known though an archive has a space for the line break in its name', () => {
  const tables = [{ schema: 'a', name: 'two lines' }]
  assert.deepEqual(tablesOfOthers({ ...record, tables }, [{ schema: 'a', name: 'two\nlines' }]), [])
})
