import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../errors.ts'
import type { Session } from '../postgres/session.ts'
import { named } from './obstacle.ts'
import { MAY_END } from './target-queries.ts'

/** How often to look for sessions that are still there, in ms. */
const PAUSE_MS = 50

/**
 * Ends all sessions in some databases, again and again while `action` waits for that; resolves or
 * rejects as `action` does. Sessions of roles that this one may not end are reported at once, with
 * `E_PERMISSION`, but only after the action has given up.
 */
export async function endSessions<T>(
  session: Session,
  databases: readonly string[],
  action: () => Promise<T>,
): Promise<T> {
  let isDone = false
  let protectedRoles: readonly string[] = []
  const running = action().finally(() => {
    isDone = true
  })
  // Handled below; this keeps a failure during the loop from counting as unhandled.
  running.catch(() => {})
  while (!isDone) {
    protectedRoles = await endOnce(session, databases)
    await Promise.race([running.catch(() => {}), sleep(PAUSE_MS)])
  }
  return running.catch((error) => {
    throw protectedRoles.length === 0 ? error : mayNotEnd(protectedRoles, error)
  })
}

/** Resolves to the roles whose sessions stay. Background workers of the server end by themselves. */
async function endOnce(session: Session, databases: readonly string[]): Promise<string[]> {
  const rows = await session.query<{ role: string; allowed: boolean }>(
    `SELECT a.usename AS role, ${MAY_END} AS allowed,
            CASE WHEN ${MAY_END} THEN pg_terminate_backend(a.pid) END AS ended
       FROM pg_stat_activity a, pg_roles me
      WHERE me.rolname = current_user AND a.datname = ANY ($1) AND a.usesysid IS NOT NULL`,
    [databases],
  )
  return [...new Set(rows.filter(({ allowed }) => !allowed).map(({ role }) => role))]
}

function mayNotEnd(roles: readonly string[], cause: unknown): UserError {
  return new UserError(
    'E_PERMISSION',
    `The database was left as it is: the sessions of ${named('role', roles)} are not ours to end.`,
    'End them first, grant pg_signal_backend, or use `mode: clean`.',
    { cause },
  )
}
