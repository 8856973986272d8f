const DEFAULT_MS = 60_000
const LONGEST_MS = 120_000
/** Seconds from now are fewer than this; seconds since 1970 are more. */
const EPOCH_FROM = 1_000_000_000

/**
 * How long a `Retry-After` header asks us to wait, in milliseconds. RFC 9110 has seconds and a
 * date; Heroku was seen to send seconds since 1970. What cannot be read, or lies in the past, is a
 * minute; nothing is longer than two, since asking once more is cheap.
 */
export function retryAfterMs(header: string | null, now: Date): number {
  const text = header?.trim() ?? ''
  const wanted = /^\d+$/.test(text) ? ofNumber(Number(text), now) : Date.parse(text) - now.getTime()
  return wanted > 0 ? Math.min(wanted, LONGEST_MS) : DEFAULT_MS
}

function ofNumber(seconds: number, now: Date): number {
  return seconds < EPOCH_FROM ? seconds * 1000 : seconds * 1000 - now.getTime()
}
