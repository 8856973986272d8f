import { UserError } from '../errors.ts'
import {
  type ConnectionSettings,
  SSL_MODES,
  type SslMode,
  type TlsNames,
  USUAL_TLS_NAMES,
} from './connection.ts'
import { readCertificate, readKey, readRootCertificate } from './connection-certificates.ts'
import type { Keywords } from './connection-keywords.ts'

/** PEM texts or paths of them; they win over what the connection names. */
export interface TlsInputs {
  readonly rootCertificate?: string | undefined
  readonly clientCertificate?: string | undefined
  readonly clientKey?: string | undefined
  /** What the three are called in errors (default: the usual names). */
  readonly tlsNames?: TlsNames | undefined
}

type Tls = Pick<
  ConnectionSettings,
  'sslMode' | 'rootCertificate' | 'clientCertificate' | 'clientKey' | 'tlsNames'
>

/**
 * `sslmode` and certificates. Unlike libpq, a root certificate that is an input of its own means
 * `verify-full` unless the connection says otherwise: who gives one wants it checked. And
 * `verify-full` without a root certificate means the authorities that Node and the system trust, not
 * a file in the home folder.
 */
export function parseTls(keywords: Keywords, options: TlsInputs): Tls {
  const { tlsNames = USUAL_TLS_NAMES } = options
  const named = (input: string | undefined, name: string, keyword: string) =>
    input ? ([input, name] as const) : ([keywords.get(keyword), keyword] as const)
  const root = readRootCertificate(
    ...named(options.rootCertificate, tlsNames.rootCertificate, 'sslrootcert'),
  )
  const certificate = readCertificate(
    ...named(options.clientCertificate, tlsNames.clientCertificate, 'sslcert'),
  )
  const key = readKey(
    ...named(options.clientKey, tlsNames.clientKey, 'sslkey'),
    keywords.get('sslpassword'),
  )
  if (certificate === undefined && key !== undefined)
    throw incomplete('clientCertificate', tlsNames)
  if (certificate !== undefined && key === undefined) throw incomplete('clientKey', tlsNames)
  const strict = root === 'system' || Boolean(options.rootCertificate)
  const sslMode = readSslMode(keywords.get('sslmode') ?? (strict ? 'verify-full' : 'prefer'))
  if (root === 'system' && sslMode !== 'verify-full') throw tooWeak(sslMode)
  refuseWeakDirect(keywords.get('sslnegotiation'), sslMode)
  const trusted = root ?? (sslMode === 'verify-full' ? 'system' : undefined)
  if (sslMode === 'verify-ca' && trusted === undefined) {
    throw new UserError(
      'E_INPUT',
      'sslmode=verify-ca needs to know which authority to trust.',
      `Give its certificate as \`${tlsNames.rootCertificate}\`, or use sslmode=verify-full.`,
    )
  }
  return {
    sslMode,
    rootCertificate: trusted,
    clientCertificate: certificate,
    clientKey: key,
    tlsNames: options.tlsNames,
  }
}

function incomplete(missing: 'clientCertificate' | 'clientKey', names: TlsNames): UserError {
  return new UserError(
    'E_INPUT',
    `A client certificate needs its key: \`${names[missing]}\` is missing.`,
    `Give both \`${names.clientCertificate}\` and \`${names.clientKey}\`, or neither.`,
  )
}

function readSslMode(value: string): SslMode {
  const mode = SSL_MODES.find((known) => known === value)
  if (mode !== undefined) return mode
  if (value === 'no-verify') {
    throw new UserError(
      'E_INPUT',
      'sslmode=no-verify is a word of node-postgres that PostgreSQL does not know.',
      'Use sslmode=require, which encrypts without checking the certificate, or better sslmode=verify-full.',
    )
  }
  throw new UserError(
    'E_INPUT',
    'The connection has an sslmode that does not exist.',
    `Use one of ${SSL_MODES.join(', ')}.`,
  )
}

function tooWeak(mode: SslMode): UserError {
  return new UserError(
    'E_INPUT',
    `sslmode=${mode} is too weak for sslrootcert=system: anyone can have a certificate of a public authority.`,
    'Use sslmode=verify-full.',
  )
}

/** A server that is greeted with TLS at once cannot fall back to none. */
function refuseWeakDirect(negotiation: string | undefined, mode: SslMode): void {
  if (negotiation !== 'direct' || !['disable', 'allow', 'prefer'].includes(mode)) return
  throw new UserError(
    'E_INPUT',
    `sslmode=${mode} is too weak for sslnegotiation=direct.`,
    'Use sslmode=require, verify-ca or verify-full.',
  )
}
