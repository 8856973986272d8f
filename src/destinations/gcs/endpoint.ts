import type { DestinationUrl } from '../../inputs/backup.ts'

export type GsUrl = Extract<DestinationUrl, { kind: 'gs' }>

const GOOGLE = 'https://storage.googleapis.com'

/**
 * Where the JSON API is, without a slash at its end: `?endpoint=`, then STORAGE_EMULATOR_HOST
 * (with or without a scheme, as Google's libraries take it), then Google's own address.
 */
export function endpointOf(url: GsUrl): string {
  const emulator = process.env['STORAGE_EMULATOR_HOST'] || undefined
  const text = url.endpoint ?? emulator ?? GOOGLE
  return (text.includes('://') ? text : `http://${text}`).replace(/\/+$/, '')
}

/**
 * Who may be sent an access token, with which its holder could do all that we can: Google, and
 * this machine if credentials are named. Everyone else is an emulator, and asked without one.
 */
export function maySendToken(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint)
  if (protocol === 'https:' && /(^|\.)googleapis\.com$/.test(hostname)) return true
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
  return isLoopback && Boolean(process.env['GOOGLE_APPLICATION_CREDENTIALS'])
}
