import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../errors.ts'
import type { ConnectionSettings, HostAddress } from './connection.ts'
import type { PoolerFact } from './facts.ts'
import { connect, type Session } from './session.ts'
import { settingsQuery } from './session-settings.ts'

/** How long the second session of the test may take, in ms; a pool may be used up by others. */
const TEST_LIMIT_MS = 5_000

/**
 * Whether a pooler stands between us and the server, and whether it is safe to dump through. Names
 * and ports of known providers are believed; else a pooler gives itself away by a greeting with a
 * process id that is not the backend's, and its mode is tried out with a second session.
 */
export async function detectPooler(
  session: Session,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<PoolerFact | null> {
  const known = poolerByName(session.host, settings.user)
  const direct = (await backendOf(session)) === session.processId
  if (known !== null && known.mode !== 'unknown') return known
  if (direct) return null
  const mode = await findMode(session, settings, signal)
  // Now that the backend is known to stay ours, the session can have its settings after all.
  if (mode === 'session') await session.query(settingsQuery('true'))
  return { product: 'unknown', ...known, mode }
}

/**
 * What a provider's documentation says of a host name and port.
 * Neon: https://neon.com/docs/connect/connection-pooling; Supabase:
 * https://supabase.com/docs/guides/database/connecting-to-postgres; PgBouncer's default port.
 */
export function poolerByName({ host, port }: HostAddress, user: string): PoolerFact | null {
  if (/-pooler\.[\w.-]*neon\.tech$/.test(host)) {
    const directHint = `the host ${host.replace('-pooler.', '.')}`
    return { product: 'Neon', mode: 'transaction', directHint }
  }
  if (host.endsWith('.pooler.supabase.com')) {
    if (port !== 6543) return { product: 'Supavisor', mode: 'session' }
    const project = /^[^.]+\.(\w+)$/.exec(user)?.[1]
    const direct =
      project === undefined ? '' : `, or the host db.${project}.supabase.co (IPv6 only)`
    return { product: 'Supavisor', mode: 'transaction', directHint: `port 5432${direct}` }
  }
  if (/^db\.\w+\.supabase\.co$/.test(host) && port === 6543) {
    return { product: 'PgBouncer', mode: 'transaction', directHint: 'port 5432' }
  }
  return port === 6432 ? { product: 'PgBouncer', mode: 'unknown', directHint: 'port 5432' } : null
}

/**
 * In transaction mode, a session that has gone quiet gives its backend to the next one that asks.
 * If the next one is given another backend and keeps it in a transaction, a few rounds show whether
 * ours ever changes.
 */
async function findMode(
  session: Session,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<PoolerFact['mode']> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TEST_LIMIT_MS)])
  try {
    const other = await connect({ ...settings, hosts: [session.host] }, limit, { budgetMs: 0 })
    try {
      return (await sharesBackend(session, other)) ? 'transaction' : 'session'
    } finally {
      await other.end()
    }
  } catch (error) {
    signal.throwIfAborted()
    // PgBouncer in statement mode allows no transaction at all.
    return /statement pooling mode/.test(errorMessage(error)) ? 'transaction' : 'unknown'
  }
}

async function sharesBackend(session: Session, other: Session): Promise<boolean> {
  for (let round = 0; round < 3; round++) {
    const before = await backendOf(session)
    await other.query('BEGIN')
    const taken = await backendOf(other)
    const after = await backendOf(session)
    await other.query('ROLLBACK')
    if (taken === before || after !== before) return true
    await sleep(20)
  }
  return false
}

async function backendOf(session: Session): Promise<number | undefined> {
  const [row] = await session.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid')
  return row?.pid
}
