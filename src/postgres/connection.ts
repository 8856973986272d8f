import type { PoolerFact } from './facts.ts'

/**
 * Where a database is and how to get in, parsed once from the user's text. Both readers are fed
 * from it, libpq (environment.ts) and node-postgres (session.ts), so that the checks before a dump
 * and the dump itself can never disagree on what `sslmode=require` means.
 */
export interface ConnectionSettings {
  /** In the order to try them. `host` may be a name, an address or a socket folder (`/run/…`). */
  readonly hosts: readonly HostAddress[]
  readonly database: string
  readonly user: string
  readonly password?: string | undefined
  readonly sslMode: SslMode
  readonly rootCertificate?: Pem | undefined
  readonly clientCertificate?: PemText | undefined
  /** Never encrypted: a key with a passphrase is decrypted when it is read. */
  readonly clientKey?: PemText | undefined
  /** Every other libpq keyword that was given, by its libpq name: `options`, `connect_timeout`, … */
  readonly parameters: Readonly<Record<string, string>>
  /** The user's own text, which may hold the password; empty when PG* variables were read. */
  readonly text: string
  /** What was given and has no effect, each a sentence for the log. */
  readonly notes: readonly string[]
  /** What the user calls the certificates of this connection; undefined: by their usual names. */
  readonly tlsNames?: TlsNames | undefined
  /** Of the pooler that was found on the way; undefined: there is none, or nobody has looked. */
  readonly pooler?: PoolerFact['mode'] | undefined
}

/** The names of inputs, or of keywords in the connection itself. */
export interface TlsNames {
  readonly rootCertificate: string
  readonly clientCertificate: string
  readonly clientKey: string
}

export const USUAL_TLS_NAMES: TlsNames = {
  rootCertificate: 'ssl-root-cert',
  clientCertificate: 'ssl-cert',
  clientKey: 'ssl-key',
}

export interface HostAddress {
  readonly host: string
  readonly port: number
}

export interface PemText {
  readonly pem: string
}

/** PEM text; or, for `sslrootcert=system`, the authorities that Node and the system trust. */
export type Pem = PemText | 'system'

export const SSL_MODES = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const
export type SslMode = (typeof SSL_MODES)[number]

/** A host as a user would write it: `db.example.com:5432`, `[::1]:5432`, `/run/postgresql`. */
export function hostText({ host, port }: HostAddress): string {
  if (isSocketFolder(host)) return `${host} (port ${port})`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** A host that starts with `/` is the folder of a unix socket, for libpq and node-postgres alike. */
export function isSocketFolder(host: string): boolean {
  return host.startsWith('/')
}

/**
 * Every text that must never be printed: the password as it is and as it is written in a URL, a
 * keyword string and a passfile; the user's whole text; the private key.
 */
export function secretsOf(settings: ConnectionSettings): readonly string[] {
  const { password, clientKey, text } = settings
  const secrets = [text, clientKey?.pem ?? '']
  if (password !== undefined) {
    const encoded = encodeURIComponent(password)
    secrets.push(password, encoded, encodeURI(password), strictlyEncoded(encoded))
    secrets.push(password.replace(/[\\']/g, '\\$&'), password.replace(/[\\:]/g, '\\$&'))
  }
  return [...new Set(secrets.filter((secret) => secret !== ''))]
}

/** Encodes what `encodeURIComponent` leaves alone, as Python's `quote` and others do. */
function strictlyEncoded(encoded: string): string {
  return encoded.replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
