import type { Session } from './session.ts'

const ASK_EVERY_MS = 60_000

/**
 * Keeps a session open that has nothing to say for hours and whose lock is what counts: proxies end
 * quiet ones (HAProxy's `timeout client`), whatever keepalives the sockets have. Ends with it.
 */
export function keepOpen(session: Pick<Session, 'query'>): void {
  const ask = () => session.query('SELECT 1').catch(() => clearInterval(timer))
  const timer = setInterval(ask, ASK_EVERY_MS)
  timer.unref()
}
