import type { Host } from '../host/host.ts'
import { passwordsIn } from '../host/secrets.ts'
import { type ConnectionSettings, hostText, secretsOf } from '../postgres/connection.ts'
import { parseConnection } from '../postgres/parse-connection.ts'
import type { InputName } from './definitions.ts'
import { InputProblem } from './parse.ts'
import type { InputReader } from './read.ts'

/** The names of the inputs that say how one database is reached. */
export interface ConnectionInputs {
  readonly url: InputName
  /** Without a URL the PG* variables are not taken: they cannot be meant for two databases. */
  readonly isUrlNeeded?: true
  readonly rootCertificate?: InputName
  readonly clientCertificate?: InputName
  readonly clientKey?: InputName
}

export const DATABASE: ConnectionInputs = {
  url: 'database-url',
  rootCertificate: 'ssl-root-cert',
  clientCertificate: 'ssl-cert',
  clientKey: 'ssl-key',
}

/** Of a copy. */
export const SOURCE: ConnectionInputs = { ...DATABASE, url: 'source-url', isUrlNeeded: true }
export const TARGET: ConnectionInputs = {
  url: 'target-url',
  isUrlNeeded: true,
  rootCertificate: 'target-ssl-root-cert',
  clientCertificate: 'target-ssl-cert',
  clientKey: 'target-ssl-key',
}
export const SCRATCH: ConnectionInputs = { url: 'scratch-url', isUrlNeeded: true }

/**
 * Reads how a database is reached. Its secrets are hidden before anything else is said, also those
 * of a text that cannot be parsed.
 */
export function readConnection(
  host: Host,
  read: InputReader,
  names: ConnectionInputs,
): ConnectionSettings {
  const text = (name: InputName | undefined) => (name === undefined ? undefined : read.text(name))
  const url = text(names.url) ?? ''
  const key = text(names.clientKey)
  if (passwordsIn(url).length > 0) host.addSecret(url)
  if (key?.includes('-----BEGIN')) host.addSecret(key)
  try {
    if (url === '' && names.isUrlNeeded) throw new InputProblem('it is missing or empty.')
    const settings = parseConnection(url, {
      environment: host.environment,
      rootCertificate: text(names.rootCertificate),
      clientCertificate: text(names.clientCertificate),
      clientKey: key,
      tlsNames: {
        rootCertificate: names.rootCertificate ?? 'sslrootcert',
        clientCertificate: names.clientCertificate ?? 'sslcert',
        clientKey: names.clientKey ?? 'sslkey',
      },
    })
    const { hosts, user, database } = settings
    const series = read.has('name') ? [read.text('name') ?? ''] : []
    const publicWords = [user, database, ...hosts.map(hostText), ...series]
    for (const secret of secretsOf(settings)) host.addSecret(secret, publicWords)
    return settings
  } catch (error) {
    for (const password of passwordsIn(url)) host.addSecret(password)
    read.problem(names.url, error)
    return undefined as never // read.finish throws
  }
}
