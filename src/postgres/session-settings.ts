import type { QueryResult } from 'pg'
import type { OpenClient } from './node-postgres.ts'

/** What a server says of itself at once. */
export interface Greeting {
  readonly isStandby: boolean
  readonly isReadOnly: boolean
  readonly searchPath: readonly string[]
}

/**
 * Settings that a role or a database may have and that would end our session in the middle, or hide
 * rows from it, as pg_dump resets them in its own. Locks are waited for briefly: nothing of ours
 * needs one.
 */
const SESSION_SETTINGS = {
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
  lock_timeout: '3s',
  row_security: 'off',
  search_path: '',
}

/**
 * Asks for the role's search path and puts the settings of the session right, in one round trip.
 * Behind a pooler the backend is not the one that greeted us, and may be anyone's next: nothing is
 * set then, because in transaction mode an empty search path would break the application.
 *
 * @param isOurs whether the backend is known to stay ours, behind a pooler as well
 */
export async function greet({ client, processId }: OpenClient, isOurs: boolean): Promise<Greeting> {
  const results = (await client.query(
    `SELECT pg_catalog.pg_is_in_recovery() AS "isStandby",
            pg_catalog.current_setting('transaction_read_only') = 'on' AS "isReadOnly",
            pg_catalog.current_schemas(false)::text[] AS "searchPath";
     ${settingsQuery(`(${isOurs} OR pg_catalog.pg_backend_pid() = ${processId})`)}`,
  )) as unknown as readonly QueryResult<Greeting>[]
  const greeting = results[0]?.rows[0]
  if (greeting === undefined) throw new Error('The server gave no answer to the first question.')
  return greeting
}

/** Sets those of the settings that this server has; `transaction_timeout` came with 17. */
export function settingsQuery(condition: string): string {
  const values = Object.entries(SESSION_SETTINGS).map(([name, value]) => `('${name}', '${value}')`)
  // A database without an encoding may have names that are not UTF-8, which it then refuses to send.
  values.push(`('client_encoding', CASE pg_catalog.current_setting('server_encoding')
                                   WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)`)
  return `SELECT pg_catalog.set_config(name, value, false)
            FROM (VALUES ${values.join(', ')}) AS wanted (name, value)
           WHERE pg_catalog.current_setting(name, true) IS NOT NULL AND ${condition}`
}

/** `target_session_attrs` of libpq (manual, 34.1.2). */
export function isWanted(role: string, { isStandby, isReadOnly }: Greeting): boolean {
  const wanted: Record<string, boolean> = {
    'read-write': !isReadOnly,
    'read-only': isReadOnly,
    primary: !isStandby,
    standby: isStandby,
  }
  return wanted[role] ?? true
}
