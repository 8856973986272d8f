import assert from 'node:assert/strict'
import test from 'node:test'
import { CopyTextCounter } from '../../../src/archive/copy-rows.ts'
import { DefinitionReader } from '../../../src/verify/definitions.ts'

/** Reads a script as it is read in a run: only what stands at the start of a statement counts. */
function read(script: string): DefinitionReader {
  const reader = new DefinitionReader()
  new CopyTextCounter((line) => reader.read(line)).write(Buffer.from(`${script}\n`))
  return reader
}

const roles: [string, readonly string[]][] = [
  ['ALTER TABLE public.t OWNER TO app;', ['app']],
  ['ALTER FUNCTION public.f(integer, text) OWNER TO "Bob ""B"" Smith";', ['Bob "B" Smith']],
  ['GRANT SELECT,INSERT ON TABLE public.t TO reader;', ['reader']],
  ['GRANT SELECT(id) ON TABLE "a b".t TO "Ünder" WITH GRANT OPTION;', ['Ünder']],
  ['REVOKE ALL ON SCHEMA public FROM old;', ['old']],
  ['GRANT USAGE ON SCHEMA public TO PUBLIC;', []],
  ['ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT SELECT ON TABLES TO b;', ['b', 'a']],
  ['ALTER DEFAULT PRIVILEGES FOR ROLE a REVOKE ALL ON TYPES FROM PUBLIC;', ['a']],
  ['CREATE USER MAPPING FOR m SERVER s OPTIONS (', ['m']],
  ['CREATE USER MAPPING FOR PUBLIC SERVER s;', []],
  ['SET SESSION AUTHORIZATION grantor;', ['grantor']],
  ['SET SESSION AUTHORIZATION DEFAULT;', []],
  ['CREATE POLICY p ON public.t USING (true);', []],
  ['CREATE POLICY p ON public.t TO a USING (true);', ['a']],
  [
    'CREATE POLICY "my TO x" ON "s s"."t t" AS RESTRICTIVE FOR SELECT TO a, "b, c" WITH CHECK ((z = 1));',
    ['a', 'b, c'],
  ],
  ["CREATE POLICY p ON ONLY public.t FOR ALL TO a USING ((b = 'GRANT x TO y;'::text));", ['a']],
  ['CREATE TABLE public.t (', []],
]

for (const [line, expected] of roles) {
  test(`roles in: ${line}`, () => assert.deepEqual(read(line).roles, expected))
}

test('a role that is named often is one role', () => {
  const line = 'GRANT ALL ON TABLE public.t TO a;\n'
  assert.deepEqual(read(line + line).roles, ['a'])
})

test('tables, and the tablespaces that something lies in', () => {
  const script = `
-- Name: by id; Type: INDEX; Schema: public; Owner: -; Tablespace: fast
-- Name: my t; Type: TABLE; Schema: public; Owner: -; Tablespace: slow disk
-- Name: v; Type: VIEW; Schema: public; Owner: -
-- Name: u; Type: TABLE; Schema: app; Owner: me`
  const { tables, tablespaces } = read(script)
  assert.deepEqual(tablespaces, ['fast', 'slow disk'])
  assert.deepEqual(tables, [
    { schema: 'public', name: 'my t' },
    { schema: 'app', name: 'u' },
  ])
})

test('extensions by their names, quoted or not', () => {
  const script = `
CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA "my schema";`
  assert.deepEqual(read(script).extensions, [
    { name: 'hstore', schema: 'public' },
    { name: 'uuid-ossp', schema: 'my schema' },
  ])
})

test('sequences stand where the script puts them, exactly', () => {
  const script = `SELECT pg_catalog.setval('"a b"."it''s"', 9223372036854775807, false);
SELECT pg_catalog.setval('public.s', -5, true);`
  assert.deepEqual(read(script).sequences, [
    { sequence: `"a b"."it's"`, lastValue: '9223372036854775807', isCalled: false },
    { sequence: 'public.s', lastValue: '-5', isCalled: true },
  ])
})

test('objects by the comments before them, as in a table of contents', () => {
  const script = `
--
-- Name: two words a key; Type: FK CONSTRAINT; Schema: the schema; Owner: -
--
-- Name: big; Type: TABLE; Schema: public; Owner: app; Tablespace: fast
-- Data for Name: big; Type: TABLE DATA; Schema: public; Owner: app
`
  const found = read(script).entries.map(({ kind, label }) => [kind, label])
  assert.deepEqual(found, [
    ['FK CONSTRAINT', 'the schema two words a key -'],
    ['TABLE', 'public big app'],
  ])
})

test('what stands in rows, functions and comments is nothing of this', () => {
  const lines = `GRANT ALL ON TABLE public.t TO evil;
CREATE EXTENSION IF NOT EXISTS evil;
SELECT pg_catalog.setval('public.evil', 1, true);
-- Name: evil; Type: TABLE; Schema: public; Owner: -`
  const script = `COPY public.t (line) FROM stdin;
${lines}
\\.

CREATE FUNCTION public.f() RETURNS void LANGUAGE sql AS $_$
${lines}
$_$;
COMMENT ON TABLE public.t IS '
${lines}
';
GRANT ALL ON TABLE public.t TO good;`
  const reader = read(script)
  assert.deepEqual(reader.roles, ['good'])
  assert.deepEqual([reader.extensions, reader.sequences, reader.entries], [[], [], []])
})
