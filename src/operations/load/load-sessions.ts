import type { ConnectionSettings } from '../../postgres/connection.ts'
import { connect, type Session } from '../../postgres/session.ts'

/** Runs some work with several sessions in the same database, and ends them whatever happens. */
export async function withSessions<T>(
  settings: ConnectionSettings,
  count: number,
  signal: AbortSignal,
  work: (sessions: readonly Session[]) => Promise<T>,
): Promise<T> {
  const opened = await Promise.allSettled(
    Array.from({ length: count }, () => connect(settings, signal)),
  )
  const sessions = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    const failed = opened.find((one) => one.status === 'rejected')
    // One is enough to go on with: the others only make it faster.
    if (sessions.length === 0 && failed) throw failed.reason
    return await work(sessions)
  } finally {
    await Promise.all(sessions.map((session) => session.end()))
  }
}
