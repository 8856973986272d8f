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
  readonly clientCertificate?: Pem | undefined
  readonly clientKey?: Pem | undefined
  /** Every other libpq keyword that was given, by its libpq name: `options`, `connect_timeout`, … */
  readonly parameters: Readonly<Record<string, string>>
}

export interface HostAddress {
  readonly host: string
  readonly port: number
}

/** PEM text; or, for `sslrootcert=system`, the operating system's own store. */
export type Pem = { readonly pem: string } | 'system'

export const SSL_MODES = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const
export type SslMode = (typeof SSL_MODES)[number]
