import { type ErrorCode, sentence, UserError } from '../errors.ts'
import type { BlockingSession } from './activity.ts'
import type { ProgramEnd } from './program.ts'
import { failureMessage } from './stderr.ts'

interface Explanation {
  readonly pattern: RegExp
  readonly code: ErrorCode
  readonly next: string
}

/** The failures of pg_dump that have a known mend; the first that matches is taken. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /row-level security/,
    code: 'E_PERMISSION',
    next: 'Dump as the owner or as a role with BYPASSRLS; rows would be missing otherwise.',
  },
  {
    pattern: /permission denied|must be owner|must be superuser|lack SELECT privilege/,
    code: 'E_PERMISSION',
    next: 'Grant SELECT (and USAGE on the schema) to the role, or exclude the object.',
  },
  {
    pattern: /server version mismatch|aborting because of server version/,
    code: 'E_VERSION',
    next: 'Leave client-version at auto.',
  },
  {
    pattern: /password authentication failed|no pg_hba\.conf entry/,
    code: 'E_AUTH',
    next: 'Check user and password of the database URL.',
  },
  {
    pattern: /no matching (tables|schemas|extensions) were found/,
    code: 'E_INPUT',
    next: 'Check the patterns in schemas and tables: each has to match something.',
  },
  {
    pattern: /cross-database references|improper qualified name/,
    code: 'E_INPUT',
    next: 'Check the patterns: schema.table for a table, and for a schema no dot outside double quotes.',
  },
  {
    pattern:
      /not built with|does not support compression|unrecognized compression|compression algorithm/,
    code: 'E_INPUT',
    next: 'Choose another compression, or another client-source.',
  },
  {
    pattern: /(unrecognized|invalid|unknown) option|Try "pg_dump --help"|cannot be used together/,
    code: 'E_INPUT',
    next: 'Check pg-dump-args.',
  },
  {
    pattern: /No space left on device|Disk quota exceeded/,
    code: 'E_DISK',
    next: 'Free space, or use the custom format with a bucket, which needs none.',
  },
  {
    // The definitions are read after the snapshot is taken, and many of them without a lock.
    pattern:
      /ERROR: +((relation|schema|type|function|column) .* does not exist|could not open relation with OID|cache lookup failed)/,
    code: 'E_DUMP',
    next: 'Another session changed the schema while the dump began: run the backup again.',
  },
  {
    // A parallel dump's workers lock each table once more, and do not wait.
    pattern: /could not obtain lock on relation/,
    code: 'E_LOCK_TIMEOUT',
    next: 'Another session wants the table for itself: run at a quieter time, or with jobs: 1.',
  },
  {
    pattern: /max_locks_per_transaction|out of shared memory/,
    code: 'E_DUMP',
    next: 'Raise max_locks_per_transaction on the server, set jobs: 1, or dump schema by schema.',
  },
  {
    pattern: /invalid memory alloc request size/,
    code: 'E_DUMP',
    next: 'A row of it takes more than 1 GB as text (a bytea twice its size), or is damaged: leave its data out with exclude-table-data.',
  },
  {
    pattern: /too many (clients|connections)|remaining connection slots/,
    code: 'E_CONNECT',
    next: 'Set jobs to fewer connections, or free some.',
  },
  {
    pattern: /conflict with recovery/,
    code: 'E_DUMP',
    next: 'The replica needs max_standby_streaming_delay or hot_standby_feedback; or dump the primary.',
  },
  {
    pattern:
      /terminating connection|server closed the connection|connection to server|could not connect|connection not open|SSL SYSCALL|Connection (reset|refused|timed out)|PQgetCopyData|no connection to the server/,
    code: 'E_CONNECT',
    next: 'Nothing was kept; run the backup again, and look at the server log for the cause.',
  },
]

/** `--lock-wait-timeout` sets statement_timeout for as long as pg_dump locks its tables. */
const LOCK_TIMEOUT = /lock timeout|statement timeout[\s\S]*LOCK TABLE/

/** Turns the end of a failed pg_dump into one line with its code. */
export function explainDumpFailure(
  end: ProgramEnd,
  holders: readonly BlockingSession[],
): UserError {
  if (LOCK_TIMEOUT.test(end.stderr)) return lockTimeout(end.stderr, holders)
  if (end.signal !== null) {
    const memory = end.signal === 'SIGKILL' ? ', probably for lack of memory' : ''
    return new UserError(
      'E_DUMP',
      `pg_dump was ended by ${end.signal}${memory}.`,
      'Nothing was kept; run the backup again.',
    )
  }
  const message = failureMessage(end)
  const known = EXPLANATIONS.find(({ pattern }) => pattern.test(end.stderr))
  return new UserError(
    known?.code ?? 'E_DUMP',
    `pg_dump failed: ${sentence(message)}`,
    known?.next ?? 'Nothing was kept; the log of the server may tell more.',
  )
}

function lockTimeout(stderr: string, holders: readonly BlockingSession[]): UserError {
  const who = [...new Set(holders.map(holderText))]
  return new UserError(
    'E_LOCK_TIMEOUT',
    `The dump waited longer than lock-timeout for ${lockedTable(stderr, holders)}${
      who.length > 0 ? `: ${who.join('; ')}` : ''
    }.`,
    'End that session (select pg_terminate_backend(pid)), run at a quieter time, or raise lock-timeout.',
  )
}

/** Newer clients lock all tables in one statement, and only the server knows which one it was. */
function lockedTable(stderr: string, holders: readonly BlockingSession[]): string {
  const waitedFor = holders.flatMap(({ relation }) => relation ?? [])
  if (waitedFor.length > 0) return [...new Set(waitedFor)].join(', ')
  const asked = /LOCK TABLE (?:ONLY )?(.+?) IN ACCESS SHARE MODE/.exec(stderr)?.[1]
  return asked === undefined || asked.includes(', ') ? 'a table' : asked
}

function holderText({ pid, user, state, ageSeconds }: BlockingSession): string {
  if (pid === 0) return 'a prepared transaction holds it (see pg_prepared_xacts)'
  const open = ageSeconds === null ? '' : `, transaction open for ${Math.round(ageSeconds)} s`
  return `process ${pid} holds it (${user ?? 'another role'}, ${state ?? 'state unknown'}${open})`
}
