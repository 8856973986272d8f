import { lookup } from 'node:dns/promises'
import pg from 'pg'
import { type ErrorCode, errorCode, errorMessage, sentence, UserError } from '../errors.ts'
import {
  type ConnectionSettings,
  type HostAddress,
  hostText,
  type TlsNames,
  USUAL_TLS_NAMES,
} from './connection.ts'
import { quoteName } from './quote-name.ts'

/** Why one host gave no connection, and whether it may be different in a moment. */
export interface ConnectFailure {
  readonly error: UserError
  readonly retry: boolean
}

/** Makes sense of what node-postgres threw while connecting. Never shows a password or a URL. */
export async function explainConnectError(
  cause: unknown,
  host: HostAddress,
  settings: ConnectionSettings,
): Promise<ConnectFailure> {
  if (cause instanceof UserError) return { error: cause, retry: false }
  const code = firstCode(cause)
  const explained = explainServer(code, cause, settings) ?? explainTls(code, cause, settings)
  if (explained === undefined && NETWORK_CODES.has(code)) {
    return (await explainIpv6Only(code, cause, host)) ?? unreachable(code, cause, host)
  }
  const { kind, what, next, retry } = explained ?? describe(cause)
  const message = `${hostText(host)}: ${what}`
  return { error: new UserError(kind, sentence(message), next, { cause }), retry: retry ?? false }
}

interface Explanation {
  readonly kind: ErrorCode
  readonly what: string
  readonly next: string
  readonly retry?: boolean
}

/** Several addresses of one name fail together as an AggregateError. */
function firstCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCode(error.errors[0])
  // What node-postgres says after `connectionTimeoutMillis`.
  if (errorMessage(error) === 'timeout expired') return 'ETIMEDOUT'
  return errorCode(error) ?? ''
}

const NETWORK_CODES = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EACCES',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

function unreachable(code: string, cause: unknown, host: HostAddress): ConnectFailure {
  const what = `No connection to ${hostText(host)}: ${describeNetwork(code)}`
  const next =
    'Check the host and the port, and that its firewall lets this machine in; GitHub-hosted runners have changing addresses.'
  return { error: new UserError('E_CONNECT', sentence(what), next, { cause }), retry: true }
}

function describeNetwork(code: string): string {
  const texts: Record<string, string> = {
    EAI_AGAIN: 'the name cannot be looked up at the moment (EAI_AGAIN)',
    ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
    ECONNRESET: 'it was cut (ECONNRESET)',
    EACCES: 'the socket may not be used by this user (EACCES)',
    ENOENT: 'there is no such socket (ENOENT)',
    ENOTFOUND: 'the name does not exist (ENOTFOUND)',
    ETIMEDOUT: 'no answer (ETIMEDOUT)',
  }
  return texts[code] ?? code
}

/**
 * A host that has IPv6 addresses only, seen from a machine that has no IPv6. GitHub-hosted runners
 * have none (supabase/setup-cli #266), and waiting does not change that.
 */
async function explainIpv6Only(
  code: string,
  cause: unknown,
  { host }: HostAddress,
): Promise<ConnectFailure | undefined> {
  const suspicious = /^(EADDRNOTAVAIL|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+|ETIMEDOUT)$/
  if (!suspicious.test(code)) return undefined
  const addresses = await lookup(host, { all: true }).catch(() => [])
  if (addresses.length === 0 || addresses.some(({ family }) => family !== 6)) return undefined
  const next = host.endsWith('.supabase.co')
    ? 'Use the session pooler of Supabase (port 5432 of …pooler.supabase.com), which has IPv4.'
    : "Use an address or a session-mode pooler with IPv4, or a runner with IPv6; GitHub's have none."
  const what = `${host} has IPv6 addresses only, and this machine cannot reach them (${code}).`
  const error = new UserError('E_CONNECT', what, next, { cause })
  return { error, retry: code === 'ETIMEDOUT' || code === 'EAI_AGAIN' }
}

function describe(cause: unknown): Explanation {
  const message = errorMessage(cause)
  const next =
    cause instanceof pg.DatabaseError
      ? 'This is the answer of the server, whose log may tell more.'
      : 'Check that the host and the port belong to a PostgreSQL server.'
  const retry = /terminated unexpectedly/.test(message)
  return { kind: 'E_CONNECT', what: message, next, retry }
}

const CHECK_LOGIN = 'Check the user and the password in the connection; it was tried only once.'
const TOO_MANY = 'Free some connections, or raise `max_connections` of the server.'

/** By SQLSTATE (manual, appendix A), and by text where a pooler has no code of its own. */
function explainServer(
  code: string,
  cause: unknown,
  { user, database, tlsNames }: ConnectionSettings,
): Explanation | undefined {
  const text = errorMessage(cause)
  const name = JSON.stringify(user)
  switch (code) {
    case '28P01':
      return {
        kind: 'E_AUTH',
        what: `the server refused the password of user ${name}`,
        next: CHECK_LOGIN,
      }
    case '28000':
      return explainRejection(text, tlsNames)
    case '3D000':
      return {
        kind: 'E_CONNECT',
        what: `there is no database ${JSON.stringify(database)}`,
        next: 'Check the database name in the connection.',
      }
    case '42501':
      return {
        kind: 'E_PERMISSION',
        what: text,
        next: `Run as its owner: GRANT CONNECT ON DATABASE ${quoteName(database)} TO ${quoteName(user)};`,
      }
    case '53300':
      return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true }
    case '57P01':
    case '57P03':
      return {
        kind: 'E_CONNECT',
        what: text,
        next: 'Try again once the server is up.',
        retry: true,
      }
    default:
      return explainPooler(text)
  }
}

function explainRejection(text: string, names: TlsNames = USUAL_TLS_NAMES): Explanation {
  if (/client certificate/.test(text)) {
    const { clientCertificate, clientKey } = names
    const next = `Give the client certificate and its key as \`${clientCertificate}\` and \`${clientKey}\`.`
    return { kind: 'E_TLS', what: text, next }
  }
  if (/no encryption/.test(text)) {
    return { kind: 'E_AUTH', what: text, next: 'Use sslmode=require in the connection.' }
  }
  return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN }
}

/** Poolers answer with 08P01 or XX000 for everything (PgBouncer 1.18, Supavisor). */
function explainPooler(text: string): Explanation | undefined {
  if (/unsupported startup parameter/.test(text)) {
    const next = 'Use the direct URL of the database, not the one of its pooler.'
    return { kind: 'E_POOLER', what: `a pooler refused the connection: ${text}`, next }
  }
  if (/max_client_conn|no more connections|max clients/i.test(text)) {
    return { kind: 'E_CONNECT', what: text, next: TOO_MANY, retry: true }
  }
  if (
    /server login has been failing|server_login_retry|cannot connect to server|query_wait_timeout/.test(
      text,
    )
  ) {
    const next = 'Check that the server behind the pooler is up.'
    return { kind: 'E_CONNECT', what: text, next, retry: true }
  }
  if (/^SASL|tenant or user not found|no such user|authentication failed/i.test(text)) {
    return { kind: 'E_AUTH', what: text, next: CHECK_LOGIN }
  }
  return undefined
}

/** By the codes of OpenSSL and Node: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function explainTls(
  code: string,
  cause: unknown,
  { tlsNames: names = USUAL_TLS_NAMES }: Pick<ConnectionSettings, 'tlsNames'>,
): Explanation | undefined {
  const text = errorMessage(cause)
  const tls = (what: string, next: string): Explanation => ({ kind: 'E_TLS', what, next })
  if (/does not support SSL/.test(text)) {
    return tls('the server does not speak TLS', 'Turn TLS on in the server, or use sslmode=prefer.')
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const next = 'Connect by a name that is in the certificate, or use sslmode=verify-ca.'
    return tls("the server's certificate is for another host", next)
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return tls("the server's certificate has expired", 'Renew the certificate of the server.')
  }
  if (/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|INVALID_CA|HOSTNAME_MISMATCH)/.test(code)) {
    const next = `Give the certificate of its authority as \`${names.rootCertificate}\`.`
    return tls(`the server's certificate cannot be verified (${code})`, next)
  }
  if (/ALERT.*(CERTIFICATE|UNKNOWN_CA)/.test(code)) {
    const next = `Check \`${names.clientCertificate}\` and \`${names.clientKey}\`.`
    return tls('the server refused the client certificate', next)
  }
  if (
    /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(code) ||
    /establishing an SSL|before secure TLS/.test(text)
  ) {
    return tls(`TLS failed: ${text}`, 'Check `sslmode` and the TLS settings of the server.')
  }
  return undefined
}

/**
 * Whether the second way of `prefer` or `allow` is worth trying: TLS failed, or pg_hba.conf rejects
 * the first way. Not after a wrong password, although libpq does that, since some servers lock an
 * account after a few of those.
 */
export function otherWayMayWork(error: unknown, encrypted: boolean): boolean {
  const code = firstCode(error)
  if (code === '28000') return /pg_hba\.conf/.test(errorMessage(error))
  return encrypted && explainTls(code, error, {}) !== undefined
}

/** Whether a query failed because its connection is gone, not because of the query. */
export function isLostConnection(error: unknown): boolean {
  const code = firstCode(error)
  if (/^(57P0[1-3]|08\w{3})$/.test(code) || NETWORK_CODES.has(code)) return true
  return /Connection terminated|not queryable/.test(errorMessage(error))
}
