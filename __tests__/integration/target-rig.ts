import assert from 'node:assert/strict'
import type { PostgresMajor } from '../../scripts/rig/parts.ts'
import { type PostgresServer, quoteName, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { UserError } from '../../src/errors.ts'
import type { ConnectionSettings } from '../../src/postgres/connection.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { connect, type Session } from '../../src/postgres/session.ts'
import type { ClaimRecord } from '../../src/target/claim-record.ts'
import type { RestoredDatabase, RestoreWish } from '../../src/target/obstacle.ts'

export const { signal } = new AbortController()

/** A server with an ordinary role `owner`, and what a test says besides. */
export async function startTarget(major: PostgresMajor, sql = ''): Promise<PostgresServer> {
  const server = await startPostgres({ major })
  await server.query(`CREATE ROLE owner LOGIN PASSWORD 'pw'; ${sql}`)
  return server
}

export function settingsFor(
  server: PostgresServer,
  database: string,
  user = server.user,
): ConnectionSettings {
  const url = new URL(server.url(database))
  if (user !== server.user)
    Object.assign(url, { username: encodeURIComponent(user), password: 'pw' })
  return parseConnection(url.href, { environment: {} })
}

export function open(server: PostgresServer, database: string, user?: string): Promise<Session> {
  return connect(settingsFor(server, database, user), signal)
}

/** Opens a session, does something and closes it. */
export async function within<T>(
  server: PostgresServer,
  database: string,
  user: string | undefined,
  action: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await open(server, database, user)
  try {
    return await action(session)
  } finally {
    await session.end()
  }
}

export async function failure(promise: Promise<unknown>): Promise<UserError> {
  try {
    await promise
  } catch (error) {
    assert.ok(error instanceof UserError, String((error as Error).stack))
    return error
  }
  return assert.fail('nothing was thrown')
}

/** A fresh database that belongs to `owner`. */
export async function freshDatabase(server: PostgresServer, name: string): Promise<void> {
  await server.dropDatabase(name)
  await server.createDatabase(name, `OWNER ${quoteName('owner')}`)
}

export const record: ClaimRecord = {
  backupId: 'app-20260101T000000Z-abc123',
  runToken: 'token-1',
  startedAt: '2026-01-01T00:00:00Z',
  mode: 'into-empty',
  tables: [{ schema: 'a', name: 't' }],
  before: { extensions: ['plpgsql'], defaultPrivileges: [] },
}

export const archive: RestoredDatabase = {
  serverVersion: '14.1',
  encoding: 'UTF8',
  collation: 'C.UTF-8',
  extensions: [],
}

export const intoEmpty: RestoreWish = { mode: 'into-empty', confirm: '', noOwner: true }
