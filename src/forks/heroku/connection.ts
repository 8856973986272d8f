import { type ConnectionSettings, hostText, secretsOf } from '../../postgres/connection.ts'
import { parseConnection } from '../../postgres/parse-connection.ts'
import type { ForkContext } from '../fork.ts'

/** Of a database in a private space that has an endpoint for mutual TLS: PEM texts. */
export interface ClientIdentity {
  readonly rootCertificate: string
  readonly clientCertificate: string
  readonly clientKey: string
}

/**
 * The way to a database from its config variable. Heroku's own tools ask for TLS and check no
 * certificate, because it is self-signed by default; less than that is never taken, but for a
 * server on this machine. All secrets in it are hidden before this returns.
 *
 * @throws UserError `E_INPUT`, without any part of the URL
 */
export function herokuConnection(
  url: string,
  { addSecret }: Pick<ForkContext, 'addSecret'>,
  identity?: ClientIdentity,
): ConnectionSettings {
  // Hidden whole before it is parsed, since a text that cannot be parsed holds a password, too.
  addSecret(url)
  if (identity !== undefined) addSecret(identity.clientKey)
  const parsed = parseConnection(url, { environment: {}, ...identity })
  const sslMode = identity === undefined ? atLeastEncrypted(parsed) : ofPrivateAuthority(url)
  const settings = { ...parsed, sslMode }
  const publicWords = [settings.user, settings.database, ...settings.hosts.map(hostText)]
  for (const secret of secretsOf(settings)) addSecret(secret, publicWords)
  return settings
}

/**
 * The authority is one of the private space, so whoever has a certificate of it is a database
 * there. That it names the host, Heroku does not promise.
 */
function ofPrivateAuthority(url: string): ConnectionSettings['sslMode'] {
  return /[?&]sslmode=verify-full(&|$)/.test(url) ? 'verify-full' : 'verify-ca'
}

function atLeastEncrypted({ sslMode, hosts }: ConnectionSettings): ConnectionSettings['sslMode'] {
  const isHere = hosts.every(({ host }) => /^(\/.*|localhost|127\.0\.0\.1|::1)$/.test(host))
  if (isHere) return sslMode
  return /^(disable|allow|prefer)$/.test(sslMode) ? 'require' : sslMode
}
