import { UserError } from '../../errors.ts'
import { type ConnectionSettings, hostText, secretsOf } from '../../postgres/connection.ts'
import { parseConnection } from '../../postgres/parse-connection.ts'
import type { ForkContext } from '../fork.ts'
import { ApiFailure } from '../provider-http.ts'
import type { NeonApi } from './api.ts'
import type { Database, Endpoint } from './shapes.ts'

type Context = Pick<ForkContext, 'addSecret' | 'connection'>

/**
 * The way to a branch, without its pooler. Roles and databases are copied with a branch; passwords
 * are not always (those of a protected branch are made anew), so Neon tells them. It does not know
 * the roles that were made with SQL: their passwords are data like any other, and are those of
 * `database-url`. From there come TLS and parameters as well, where it was given.
 *
 * @throws ApiFailure, UserError `E_FORK`
 */
export async function branchConnection(
  api: NeonApi,
  branchId: string,
  database: Database,
  { addSecret, connection }: Context,
  signal: AbortSignal,
): Promise<ConnectionSettings> {
  try {
    const uri = await api.connectionUri(branchId, database, signal)
    if (uri === '') throw new UserError('E_FORK', 'Neon does not tell the way.', 'Run again later.')
    // Hidden whole before it is parsed: a text that cannot be parsed holds a password, too.
    addSecret(uri)
    const told = parseConnection(uri, { environment: {} })
    const publicWords = [told.user, told.database, ...told.hosts.map(hostText)]
    for (const secret of secretsOf(told)) addSecret(secret, publicWords)
    if (connection === undefined) return told
    return { ...atBranch(connection, told.hosts), password: told.password }
  } catch (error) {
    if (connection === undefined || !isUnknownRole(error)) throw error
    const endpoints = await api.endpoints(signal)
    const endpoint = endpoints.find(
      (each) => each.branchId === branchId && each.type === 'read_write',
    )
    if (endpoint === undefined) throw error
    return atBranch(connection, [{ host: endpoint.host, port: 5432 }])
  }
}

/** 412: the project stores no passwords. */
function isUnknownRole(error: unknown): boolean {
  return error instanceof ApiFailure && (error.status === 404 || error.status === 412)
}

/**
 * `options=endpoint=ep-…` leads clients without SNI to an endpoint, which would be the source's:
 * https://neon.com/docs/connect/connection-errors
 */
function atBranch(
  connection: ConnectionSettings,
  hosts: ConnectionSettings['hosts'],
): ConnectionSettings {
  const { options = '', ...parameters } = connection.parameters
  const rest = options.replace(/(^|\s)(?:-c\s*)?(?:endpoint|project)=\S*/g, '').trim()
  return {
    ...connection,
    hosts,
    parameters: rest === '' ? parameters : { ...parameters, options: rest },
  }
}

/** The endpoint that a connection leads to, straight or by its pooler. */
export function endpointOf(
  { hosts }: ConnectionSettings,
  endpoints: readonly Endpoint[],
): Endpoint | undefined {
  const direct = hosts.map(({ host }) => host.replace(/^([^.]+)-pooler\./, '$1.'))
  return endpoints.find(({ host }) => direct.includes(host))
}
