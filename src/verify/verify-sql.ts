import { errorMessage, isAbort, sentence, UserError } from '../errors.ts'
import type { Session } from '../postgres/session.ts'

/**
 * Runs the user's own checks: each statement must give one row whose first column is true. Names
 * without a schema are looked for as in any other session of this role. What a statement changes is
 * taken back: the rows have been compared by then, and are to stay as they were compared.
 *
 * @throws UserError `E_VERIFY` at the first that does not
 */
export async function checkStatements(
  session: Session,
  statements: readonly string[],
): Promise<void> {
  await session.query('RESET search_path; RESET row_security')
  for (const statement of statements) {
    const rows = await run(session, statement)
    const [first] = Object.values(rows[0] ?? {})
    if (rows.length !== 1) throw failed(statement, `It gave ${rows.length} rows.`)
    if (first !== true) throw failed(statement, `It gave ${shortened(first)}.`)
  }
}

async function run(session: Session, statement: string): Promise<Record<string, unknown>[]> {
  try {
    await session.query('BEGIN')
    const rows = await session.query<Record<string, unknown>>(statement)
    // The protocol takes several statements at once, and gives as many results.
    if (!Array.isArray(rows)) throw failed(statement, 'It is more than one statement.')
    return rows
  } catch (cause) {
    // A server that is gone says nothing about the database.
    if (cause instanceof UserError || isAbort(cause)) throw cause
    throw failed(statement, sentence(errorMessage(cause)), cause)
  } finally {
    await session.query('ROLLBACK').catch(() => undefined)
  }
}

const MOST_SHOWN = 200

function shortened(value: unknown): string {
  const text = JSON.stringify(value ?? null)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

function failed(statement: string, what: string, cause?: unknown): UserError {
  return new UserError(
    'E_VERIFY',
    `verify-sql failed: ${statement}: ${what}`,
    'Each statement has to give one row, and true in it, in the restored database.',
    { cause },
  )
}
