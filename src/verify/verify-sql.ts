import { errorMessage, sentence, UserError } from '../errors.ts'
import type { Session } from '../postgres/session.ts'

/**
 * Runs the user's own checks: each statement must give one row whose first column is true.
 *
 * @throws UserError `E_VERIFY` at the first that does not
 */
export async function checkStatements(
  session: Session,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) {
    const rows = await session.query<Record<string, unknown>>(statement).catch((cause) => {
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
