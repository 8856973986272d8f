import assert from 'node:assert/strict'
import test from 'node:test'
import { explainDumpFailure } from '../../../src/postgres/dump-errors.ts'
import type { ProgramEnd } from '../../../src/postgres/program.ts'

const failed = (stderr: string, end: Partial<ProgramEnd> = {}): ProgramEnd => ({
  status: 1,
  signal: null,
  stderr,
  ...end,
})

const CASES: readonly [stderr: string, code: string][] = [
  ['pg_dump: error: query failed: ERROR:  permission denied for table secret', 'E_PERMISSION'],
  ['pg_dump: error: aborting because of server version mismatch', 'E_VERSION'],
  ['pg_dump: error: no matching tables were found', 'E_INPUT'],
  ['pg_dump: error: this build does not support compression with Zstd', 'E_INPUT'],
  ["pg_dump: unrecognized option '--nonsense'", 'E_INPUT'],
  ['pg_dump: error: could not write to output file: No space left on device', 'E_DISK'],
  [
    'pg_dump: error: Dumping the contents of table "t" failed: PQgetResult() failed.\npg_dump: detail: Error message from server: FATAL:  terminating connection due to administrator command',
    'E_CONNECT',
  ],
  [
    'pg_dump: error: connection to server at "x", port 1 failed: FATAL:  password authentication failed for user "u"',
    'E_AUTH',
  ],
  [
    'pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for table "t"',
    'E_PERMISSION',
  ],
  [
    'pg_dump: error: query failed: ERROR:  canceling statement due to conflict with recovery',
    'E_DUMP',
  ],
  ['pg_dump: error: cross-database references are not implemented: a.b.c', 'E_INPUT'],
  ['pg_dump: error: improper qualified name (too many dotted names): a.b.c.d', 'E_INPUT'],
  ['pg_dump: error: something nobody has seen', 'E_DUMP'],
]

test('what pg_dump says becomes a code', () => {
  for (const [stderr, code] of CASES)
    assert.equal(explainDumpFailure(failed(stderr), []).code, code, stderr)
})

test('a schema that changes while the dump begins is a reason to run it again', () => {
  for (const message of [
    'relation "public.t" does not exist',
    'column "b" of relation "t" does not exist',
    'could not open relation with OID 17180',
    'cache lookup failed for type 17200',
  ]) {
    const { code, next } = explainDumpFailure(
      failed(`pg_dump: error: query failed: ERROR:  ${message}\n`),
      [],
    )
    assert.equal(code, 'E_DUMP')
    assert.match(next ?? '', /changed the schema while the dump began: run the backup again/)
  }
})

test('the telling line is shown, without the program and after notices', () => {
  const stderr =
    'pg_dump: warning: there are circular foreign-key constraints\npg_dump: error: query failed: ERROR:  permission denied for table secret\npg_dump: detail: Query was: LOCK TABLE "public"."secret" IN ACCESS SHARE MODE\n'
  assert.equal(
    explainDumpFailure(failed(stderr), []).message,
    'pg_dump failed: query failed: ERROR: permission denied for table secret.',
  )
})

test('an option that pg_dump does not know is shown, and not the hint after it', () => {
  const stderr =
    '/opt/17/bin/pg_dump: unrecognized option \'--nope\'\npg_dump: hint: Try "pg_dump --help" for more information.\n'
  assert.equal(
    explainDumpFailure(failed(stderr), []).message,
    "pg_dump failed: unrecognized option '--nope'.",
  )
})

test('a lock timeout names the table and who holds it', () => {
  const stderr =
    'pg_dump: error: query failed: ERROR:  canceling statement due to statement timeout\npg_dump: detail: Query was: LOCK TABLE "public"."orders" IN ACCESS SHARE MODE'
  const holder = {
    pid: 77,
    waitingPid: 78,
    relation: null,
    user: 'app',
    state: 'idle in transaction',
    ageSeconds: 12.3,
  }
  const error = explainDumpFailure(failed(stderr), [holder, { ...holder, waitingPid: 79 }])
  assert.equal(error.code, 'E_LOCK_TIMEOUT')
  assert.match(
    error.message,
    /for "public"\."orders": process 77 holds it \(app, idle in transaction, transaction open for 12 s\)\.$/,
  )
})

test('of many tables locked at once, the one that is waited for is named', () => {
  const stderr =
    'pg_dump: error: query failed: ERROR:  canceling statement due to statement timeout\npg_dump: detail: Query was: LOCK TABLE public.a, public.b IN ACCESS SHARE MODE'
  const holder = { pid: 7, waitingPid: 8, user: 'u', state: 'active', ageSeconds: 1 }
  const known = explainDumpFailure(failed(stderr), [{ ...holder, relation: 'public.b' }])
  assert.match(known.message, /lock-timeout for public\.b: process 7 holds it/)
  assert.match(explainDumpFailure(failed(stderr), []).message, /lock-timeout for a table\.$/)
})

// As written by the clients of 14 (`error:`) and of 15 and later (`detail:`).
for (const word of ['error', 'detail']) {
  test(`the first line is the cause, in the server's words (${word})`, () => {
    const stderr = `pg_dump: error: Dumping the contents of table "one" failed: PQgetCopyData() failed.
pg_dump: ${word}: Error message from server: server closed the connection unexpectedly
\tThis probably means the server terminated abnormally
pg_dump: ${word}: Command was: COPY public.one (a) TO stdout;
pg_dump: error: a worker process died unexpectedly
`
    const { code, message } = explainDumpFailure(failed(stderr), [])
    assert.equal(code, 'E_CONNECT')
    assert.equal(
      message,
      'pg_dump failed: Dumping the contents of table "one" failed: server closed the connection unexpectedly.',
    )
  })
}

test('a program that was killed says by what, one that could not start says why', () => {
  assert.match(
    explainDumpFailure(failed('', { status: null, signal: 'SIGKILL' }), []).message,
    /SIGKILL, probably for lack of memory/,
  )
  const failure = new Error('spawn pg_dump ENOENT')
  assert.match(explainDumpFailure(failed('', { status: null, failure }), []).message, /ENOENT/)
  assert.match(explainDumpFailure(failed('', { status: 3 }), []).message, /status 3/)
})
