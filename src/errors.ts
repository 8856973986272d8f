/**
 * The stable codes of everything a user can be told. A code names what failed, not where;
 * docs/troubleshooting.md has a heading for each.
 */
export const ERROR_CODES = [
  'E_INPUT',
  'E_CONNECT',
  'E_AUTH',
  'E_TLS',
  'E_POOLER',
  'E_PERMISSION',
  'E_VERSION',
  'E_CLIENT',
  'E_LOCK_TIMEOUT',
  'E_DUMP',
  'E_EMPTY',
  'E_DISK',
  'E_REGION',
  'E_BUCKET',
  'E_CREDENTIALS',
  'E_UPLOAD',
  'E_DOWNLOAD',
  'E_INTEGRITY',
  'E_DECRYPT',
  'E_NOT_FOUND',
  'E_TARGET_NOT_EMPTY',
  'E_CONFIRM',
  'E_RESTORE',
  'E_VERIFY',
  'E_SHRINK',
  'E_STALE',
  'E_FORK',
  'E_FORK_LEFT',
  'E_PUBLIC_ARTIFACT',
  'E_CANCELLED',
  'E_INTERNAL',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * A failure that we understand: what happened in one sentence, and what to do next in another.
 * Anything else that is thrown is our own fault and is shown as `E_INTERNAL`.
 */
export class UserError extends Error {
  readonly code: ErrorCode
  /** What the user should do next; one sentence, or empty where the message says it all. */
  readonly next: string

  constructor(code: ErrorCode, message: string, next = '', options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'UserError'
    this.code = code
    this.next = next
  }
}

/** The one line a user sees: `E_CODE: what happened. What to do next.` */
export function errorLine(error: unknown): string {
  const known = asUserError(error)
  return printable([`${known.code}: ${known.message}`, known.next].filter(Boolean).join(' '))
}

/** Gives every thrown thing a code, so that nothing reaches the user without one. */
export function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error
  if (isAbort(error)) {
    return new UserError(
      'E_CANCELLED',
      'The run was cancelled.',
      'An unfinished backup is not kept.',
      {
        cause: error,
      },
    )
  }
  return new UserError(
    'E_INTERNAL',
    sentence(errorMessage(error)),
    'This is a fault of pg-backup-action: please report it with the lines above.',
    { cause: error },
  )
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** The text of anything that was thrown. Never empty. */
export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(errorMessage).join('; ')
  }
  if (error instanceof Error && error.message !== '') return error.message
  if (error instanceof Error) return error.name
  return String(error)
}

/** The stable code of a system, PostgreSQL or SDK error (`ENOSPC`, `28P01`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

/** The first of many names, and how many more there are: an error is one line. */
export function firstOf(names: readonly string[], most = 10): string {
  const rest = names.length > most ? ` and ${names.length - most} more` : ''
  return names.slice(0, most).join(', ') + rest
}

/** Ends a text with a full stop, so that the next sentence can follow it. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/**
 * Makes foreign text fit for one line of a log. A line break in a table name would otherwise start
 * a line of its own, and `::error::` on it would be a command to the Actions runner; and a mark that
 * turns the direction of writing would make what follows it read as something else.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const known: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
    return known[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
