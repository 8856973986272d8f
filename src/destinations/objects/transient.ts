import { errorCode } from '../../errors.ts'

const statuses = new Set([408, 429, 500, 502, 503, 504])
const codes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Whether the same request may well be answered otherwise a little later. */
export function isTransientStatus(status: number): boolean {
  return statuses.has(status)
}

/** Whether a connection failed, or could not be made, which the next one may not. */
export function isConnectionFailure(error: unknown): boolean {
  return codes.has(errorCode(error) ?? '')
}
