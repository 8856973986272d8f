import { join } from 'node:path'
import { projectFolder } from '../../scripts/rig/folder.ts'
import type { PostgresMajor } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'

/** What source-database.sql holds, as a read-back counts it. */
export const sourceTables = 11
export const sourceRows = 1421

/** A server whose database `shop` has one of everything that a dump can get wrong. */
export async function startSource(major: PostgresMajor): Promise<PostgresServer> {
  const server = await startPostgres({ major })
  await server.createDatabase('shop')
  const file = join(projectFolder, '__tests__/integration/source-database.sql')
  await server.psql({ file }, 'shop')
  return server
}
