import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { CopyDataCounter, CopyTextCounter } from '../../../src/archive/copy-rows.ts'

function count(text: string | Buffer, chunkSize = Number.POSITIVE_INFINITY): CopyTextCounter {
  const bytes = Buffer.from(text as string)
  const counter = new CopyTextCounter()
  for (let start = 0; start < bytes.length; start += chunkSize) {
    counter.write(bytes.subarray(start, start + chunkSize))
  }
  return counter
}

const rowsOf = (text: string | Buffer, chunkSize?: number) =>
  count(text, chunkSize).tables.map(({ schema, name, rows }) => `${schema}.${name}=${rows}`)

test('counts every COPY block by its schema and name', () => {
  const text = [
    'COPY public.a (id) FROM stdin;\n1\n2\n\\.\n\n',
    'COPY "two words"."a" ("id", "x ""y""") FROM stdin;\n1\t2\n\\.\n',
    'COPY public.none (id) FROM stdin;\n\\.\n',
  ].join('')
  assert.deepEqual(rowsOf(text), ['public.a=2', 'two words.a=1', 'public.none=0'])
})

test('a table that comes in several blocks is counted as one', () => {
  const text = 'COPY s.root (id) FROM stdin;\n1\n2\n\\.\n'
  assert.deepEqual(rowsOf(`${text}COPY s.b (id) FROM stdin;\n\\.\n${text}`), ['s.root=4', 's.b=0'])
})

test('a table without columns has rows that are empty lines', () => {
  assert.deepEqual(rowsOf('COPY public.z  FROM stdin;\n\n\n\n\\.\n'), ['public.z=3'])
})

test('rows that look like an end, a statement or an escape are rows', () => {
  const rows = [
    '\\\\.',
    '\\\\.x',
    '.\\',
    'COPY public.b (id) FROM stdin;',
    "it's",
    '--',
    '$$',
    '\\N',
  ]
  const text = `COPY public.a (t) FROM stdin;\n${rows.join('\n')}\n\\.\nCOPY public.b (t) FROM stdin;\n1\n\\.\n`
  assert.deepEqual(rowsOf(text), [`public.a=${rows.length}`, 'public.b=1'])
})

test('a COPY statement within a function body, a string, a comment or a name is not one', () => {
  const fake = '\nCOPY public.fake (id) FROM stdin;\n1\n\\.\n'
  const text = [
    `CREATE FUNCTION f() RETURNS void AS $_$${fake}$_$ LANGUAGE sql;\n`,
    `CREATE FUNCTION g() RETURNS void AS $$ select '$_$'; ${fake} $$ LANGUAGE sql;\n`,
    `COMMENT ON TABLE public.a IS 'it''s ${fake}';\n`,
    `/* a /* nested */ ${fake} */\n`,
    `CREATE TABLE public."x${fake}" (id integer);\n`,
    `SELECT pg_catalog.setval('public."s${fake}"', 1, true);\n`,
    'CREATE VIEW v AS SELECT 1 AS "a$$b", $1 AS c;\n',
    'COPY public.a (id) FROM stdin;\n1\n\\.\n',
  ].join('')
  assert.deepEqual(rowsOf(text), ['public.a=1'])
})

test('a name may hold line breaks, semicolons and quotes', () => {
  const text = 'COPY "public"."a\nb; ""c"" FROM stdin;" ("x\ny") FROM stdin;\n1\n\\.\n'
  assert.deepEqual(rowsOf(text), ['public.a\nb; "c" FROM stdin;=1'])
})

test('names are decoded by the client encoding of the dump', () => {
  const latin1 = Buffer.from(
    'SET client_encoding = \'LATIN1\';\nCOPY public."é" (id) FROM stdin;\n1\n\\.\n',
    'latin1',
  )
  assert.deepEqual(rowsOf(latin1), ['public.é=1'])
  assert.deepEqual(rowsOf('COPY public."é" (id) FROM stdin;\n1\n\\.\n'), ['public.é=1'])
})

test('psql meta-commands and the closing comment are known', () => {
  const counter = count(
    "\\restrict it's\nSELECT 1;\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict it's\n",
  )
  assert.equal(counter.complete, true)
  assert.equal(counter.truncated, false)
})

test('text that stops within a table is truncated', () => {
  const counter = count('COPY public.a (id) FROM stdin;\n1\n2')
  assert.equal(counter.truncated, true)
  assert.deepEqual(counter.current, { schema: 'public', name: 'a', rows: 1 })
  assert.deepEqual(counter.tables, [])
})

test('how the text is cut into chunks makes no difference', () => {
  const row = fc.array(fc.constantFrom('\\', '.', 'x', '\t', '$', "'", '--', 'é'.repeat(30)), {
    maxLength: 6,
  })
  const table = fc.array(
    row.map((parts) => parts.join('')).filter((line) => line !== '\\.'),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(
      fc.array(table, { maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      (tables, size) => {
        const text = tables
          .map(
            (rows, index) =>
              `-- t${index}\nCOPY s."t ${index}" (a) FROM stdin;\n${rows.map((line) => `${line}\n`).join('')}\\.\n\n`,
          )
          .join('')
        assert.deepEqual(
          rowsOf(text, size),
          tables.map((rows, index) => `s.t ${index}=${rows.length}`),
        )
      },
    ),
  )
})

test('a single table reports where its data ends', () => {
  const counter = new CopyDataCounter()
  assert.equal(counter.write(Buffer.from('1\n2\n\\.\n\n\n')), 7)
  assert.deepEqual([counter.rows, counter.ended], [2, true])
})
