import { errorMessage, isAbort, sentence, UserError } from '../errors.ts'
import type { Session } from '../postgres/session.ts'

/**
 * Runs the user's own checks: each statement must give one row whose first column is true. Names
 * without a schema are looked for as in any other session of this role.
 *
 * @throws UserError `E_VERIFY` at the first that does not
 */
export async function checkStatements(
  session: Session,
  statements: readonly string[],
): Promise<void> {
  await session.query('RESET search_path')
  for (const statement of statements) {
    const rows = await session.query<Record<string, unknown>>(statement).catch((cause) => {
      // A server that is gone says nothing about the database.
      if (cause instanceof UserError || isAbort(cause)) throw cause
      throw failed(statement, sentence(errorMessage(cause)), cause)
    })
    const [first] = Object.values(rows[0] ?? {})
    if (first !== true) throw failed(statement, `It gave ${JSON.stringify(first ?? null)}.`)
  }
}

function failed(statement: string, what: string, cause?: unknown): UserError {
  return new UserError(
    'E_VERIFY',
    `verify-sql failed: ${statement}: ${what}`,
    'Each statement has to give true in the restored database.',
    { cause },
  )
}
