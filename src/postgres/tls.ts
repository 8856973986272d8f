import tls, { type ConnectionOptions, type PeerCertificate } from 'node:tls'
import { type ConnectionSettings, type HostAddress, isSocketFolder } from './connection.ts'

/**
 * How to try one host, in order, as libpq does it (manual, table 34.1): false is an unencrypted
 * connection. `prefer` and `allow` have a second way, for which see `otherWayMayWork` of connect-errors.ts.
 */
export function tlsAttempts(
  settings: ConnectionSettings,
  host: HostAddress,
): readonly (ConnectionOptions | false)[] {
  if (settings.sslMode === 'disable' || isSocketFolder(host.host)) return [false]
  const options = tlsOptions(settings, host)
  if (settings.sslMode === 'prefer') return [options, false]
  return settings.sslMode === 'allow' ? [false, options] : [options]
}

/** A root certificate is checked in every mode, as `verify-ca` does; without one, nothing is. */
function tlsOptions(settings: ConnectionSettings, { host }: HostAddress): ConnectionOptions {
  const { sslMode, rootCertificate, clientCertificate, clientKey, parameters } = settings
  const { ssl_min_protocol_version: min, ssl_max_protocol_version: max } = parameters
  return {
    rejectUnauthorized: rootCertificate !== undefined,
    ...(rootCertificate && { ca: authoritiesOf(rootCertificate) }),
    ...(clientCertificate && { cert: clientCertificate.pem }),
    ...(clientKey && { key: clientKey.pem }),
    ...(min && { minVersion: min as NonNullable<ConnectionOptions['minVersion']> }),
    ...(max && { maxVersion: max as NonNullable<ConnectionOptions['maxVersion']> }),
    checkServerIdentity:
      sslMode === 'verify-full'
        ? (_name, certificate) => checkIdentity(host, certificate)
        : () => undefined,
  }
}

function authoritiesOf(root: NonNullable<ConnectionSettings['rootCertificate']>): string[] {
  return root === 'system' ? [...trustedAuthorities()] : [root.pem]
}

/** A certificate without alternative names is matched by its common name, an address included. */
function checkIdentity(host: string, certificate: PeerCertificate): Error | undefined {
  const commonName = certificate.subject?.CN
  if (certificate.subjectaltname === undefined && commonName === host) return undefined
  return tls.checkServerIdentity(host, certificate)
}

/**
 * The PEM texts of the authorities for `sslrootcert=system`. libpq is given the same ones in a
 * file, since it knows the word only from 16 on, and a client that was built elsewhere looks for
 * the system's store where it was on the machine that built it.
 */
export function trustedAuthorities(): readonly string[] {
  // The function came with Node 22.15; before it, only the authorities that Node brings along.
  if (tls.getCACertificates === undefined) return tls.rootCertificates
  return [...new Set([...tls.getCACertificates('bundled'), ...tls.getCACertificates('system')])]
}
