import { UserError } from '../errors.ts'

/**
 * Whether pg_dump's `--table`, `--exclude-table` or `--exclude-table-data` pattern means this
 * table. A pattern without a schema means only what the role's own search path finds, as pg_dump
 * does it; `searchPath` is that path, pg_catalog left out. Shadowed names are not told apart.
 */
export function matchesPattern(
  pattern: string,
  schema: string,
  name: string,
  searchPath: readonly string[],
): boolean {
  const parts = splitPattern(pattern)
  const [namePattern = '', schemaPattern] = parts.slice().reverse()
  if (!toRegExp(namePattern).test(name)) return false
  return schemaPattern === undefined
    ? searchPath.includes(schema)
    : toRegExp(schemaPattern).test(schema)
}

/** Whether pg_dump's `--schema` or `--exclude-schema` pattern means this schema. */
export function matchesSchema(pattern: string, schema: string): boolean {
  return toRegExp(splitPattern(pattern).at(-1) ?? '').test(schema)
}

/**
 * Splits at dots outside double quotes into regular expressions, by psql's rules (manual of psql,
 * "Patterns"; `patternToSQLRegex`): outside quotes letters fold to lower case, `*` is any text, `?`
 * any character, `$` itself, and everything else keeps its meaning in a regular expression; inside
 * quotes every character stands for itself, and `""` is one quote.
 */
function splitPattern(pattern: string): string[] {
  const parts = ['']
  let quoted = false
  const unread = [...pattern]
  for (let character = unread.shift(); character !== undefined; character = unread.shift()) {
    const doubled = quoted && character === '"' && unread[0] === '"'
    if (doubled) unread.shift()
    if (character === '"' && !doubled) quoted = !quoted
    else if (character === '.' && !quoted) parts.push('')
    else parts.push((parts.pop() ?? '') + (quoted ? literal(character) : translate(character)))
  }
  // The name of an array type, `int4[]`, is not an empty set of characters.
  return parts.map((part) => part.replaceAll('[]', '\\[\\]'))
}

function literal(character: string): string {
  return character.replace(/[|*+?()[\]{}.^$\\/]/, '\\$&')
}

function translate(character: string): string {
  const special: Record<string, string> = { '*': '.*', '?': '.', $: '\\$' }
  // PostgreSQL folds only ASCII letters in a multi-byte encoding.
  return special[character] ?? character.replace(/[A-Z]/, (letter) => letter.toLowerCase())
}

function toRegExp(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'su')
  } catch (error) {
    throw new UserError(
      'E_INPUT',
      'A pattern of schemas or tables is not a valid pattern.',
      'Put double quotes around a name that has special characters.',
      { cause: error },
    )
  }
}
