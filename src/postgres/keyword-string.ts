import { UserError } from '../errors.ts'
import type { Keywords } from './connection-keywords.ts'

/**
 * Reads `host=… dbname='…'` by libpq's rules (manual, 34.1.1.1): spaces around `=` are allowed, a
 * value with spaces or none at all stands in single quotes, and a backslash takes the next
 * character as it is. The text may hold a password, so no error shows any of it.
 */
export function parseKeywordString(text: string): Keywords {
  const keywords: Keywords = new Map()
  const assignment =
    /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\[\s\S])*)'(?=\s|$)|((?:[^\s'\\]|\\[\s\S])(?:[^\s\\]|\\[\s\S])*)?)/y
  while (assignment.lastIndex < text.trimEnd().length) {
    const match = assignment.exec(text)
    if (match === null) throw malformed()
    const value = match[2] ?? match[3] ?? ''
    keywords.set(match[1] ?? '', value.replace(/\\([\s\S])/g, '$1'))
  }
  return keywords
}

function malformed(): UserError {
  return new UserError(
    'E_INPUT',
    'The connection is neither a URL (postgres://…) nor a libpq keyword string (host=… dbname=…).',
    "In a keyword string, write a value with spaces in single quotes, and ' and \\ with a \\ before them.",
  )
}
