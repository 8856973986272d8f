import { InputProblem } from './parse.ts'

const OUTPUT = 'decides where the output goes, which is ours to decide'
const CONNECTION = 'changes the connection, which database-url decides'
const PASSWORD = 'is about a password, which never goes through arguments'
const ROWS = 'writes rows as INSERT statements, which cannot be counted and restore slowly'
const HELP = 'makes no dump'

/** What may not be given, by its long name: the reason, and where there is one the input to use. */
const REFUSED: Readonly<Record<string, string>> = {
  file: OUTPUT,
  format: 'is the input format',
  compress: 'is the input compression',
  jobs: 'is the input jobs',
  'lock-wait-timeout': 'is the input lock-timeout',
  schema: 'is the input schemas',
  'exclude-schema': 'is the input exclude-schemas',
  table: 'is the input tables',
  'exclude-table': 'is the input exclude-tables',
  'exclude-table-data': 'is the input exclude-table-data',
  dbname: CONNECTION,
  host: CONNECTION,
  port: CONNECTION,
  username: CONNECTION,
  password: PASSWORD,
  'no-password': PASSWORD,
  inserts: ROWS,
  'column-inserts': ROWS,
  'attribute-inserts': ROWS,
  'rows-per-insert': ROWS,
  'on-conflict-do-nothing': ROWS,
  'binary-upgrade': 'makes a dump for pg_upgrade, without any rows',
  help: HELP,
  version: HELP,
}

/** pg_dump's one-letter options: those that stand for a refused one, and those that take a value. */
const LETTERS: Readonly<Record<string, string>> = {
  f: 'file',
  F: 'format',
  Z: 'compress',
  j: 'jobs',
  n: 'schema',
  N: 'exclude-schema',
  t: 'table',
  T: 'exclude-table',
  d: 'dbname',
  h: 'host',
  p: 'port',
  U: 'username',
  W: 'password',
  w: 'no-password',
  '?': 'help',
  V: 'version',
}
const LETTERS_WITH_VALUE = 'eES'

/** Long options that take a value: alone on a line they would swallow the argument after them. */
const NEEDS_VALUE = [
  'encoding',
  'exclude-extension',
  'exclude-table-and-children',
  'exclude-table-data-and-children',
  'extension',
  'extra-float-digits',
  'filter',
  'include-foreign-data',
  'restrict-key',
  'role',
  'section',
  'snapshot',
  'superuser',
  'sync-method',
  'table-and-children',
]

/**
 * Looks through the lines of `pg-dump-args` as pg_dump's getopt_long would: letters may be written
 * together, and long names may be cut short. What moves the output, changes the connection, carries
 * a password or makes rows uncountable is refused.
 *
 * @throws InputProblem that names every refused argument
 */
export function checkPgDumpArguments(lines: readonly string[]): readonly string[] {
  const problems = lines.map(problemOf).filter((problem) => problem !== undefined)
  if (problems.length > 0) throw new InputProblem(problems.join(' '))
  return lines
}

function problemOf(line: string): string | undefined {
  if (line.startsWith('--') && line !== '--') return problemOfLong(line)
  if (/^-[^-]/.test(line)) return problemOfLetters(line)
  return `"${line}" is no option; write an option and its value as one, like --role=backup.`
}

function problemOfLong(line: string): string | undefined {
  const [name = ''] = line.slice(2).split('=')
  if (/\s/.test(name)) return `"${line}" has a space; write --name=value.`
  if (NEEDS_VALUE.includes(name)) {
    return line.includes('=')
      ? undefined
      : `"${line}" needs its value on the same line: ${line}=...`
  }
  // pg_dump takes `--passw` for `--password`, as long as no other name begins so.
  const refused = REFUSED[name] ? name : Object.keys(REFUSED).find((full) => full.startsWith(name))
  return refused && refusal(line, refused)
}

function problemOfLetters(line: string): string | undefined {
  const letters = [...line.slice(1)]
  for (const [index, letter] of letters.entries()) {
    const refused = LETTERS[letter]
    if (refused) return refusal(line, refused)
    if (!LETTERS_WITH_VALUE.includes(letter)) continue
    const hasValue = index < letters.length - 1
    return hasValue ? undefined : `"${line}" needs its value on the same line: ${line}...`
  }
  return undefined
}

/** Without the value, which may be the password that should not be here. */
function refusal(line: string, name: string): string {
  const shown = line.startsWith('--') ? line.split('=')[0] : line.slice(0, 2)
  return `${shown} is not accepted: --${name} ${REFUSED[name]}.`
}
