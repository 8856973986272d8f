/**
 * How long a request that makes something goes on after the run was aborted, in milliseconds. Cut
 * off at once, it could reach the store after we have looked for what there is to remove.
 */
const GRACE_MS = 2000

/**
 * A signal that is aborted a while after another.
 *
 * @throws the other's reason, if it is aborted already
 */
export function withGrace(signal: AbortSignal): AbortSignal {
  signal.throwIfAborted()
  const later = new AbortController()
  const onAbort = () => setTimeout(() => later.abort(signal.reason), GRACE_MS).unref()
  signal.addEventListener('abort', onAbort, { once: true })
  return later.signal
}
