import assert from 'node:assert/strict'
import path from 'node:path'
import { projectFolder } from '../../scripts/rig/folder.ts'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { type Run, startCommandLine, type Workplace } from './command-line.ts'
import { contentsOf, schemaOf } from './compare-databases.ts'

/** One of each kind of object and of awkward rows. */
export const SOURCE = path.join(projectFolder, '__tests__', 'integration', 'source-database.sql')

export async function freshDatabase(server: PostgresServer, name: string): Promise<void> {
  await server.dropDatabase(name)
  await server.createDatabase(name, 'TEMPLATE template0')
}

export async function assertSameAsSource(
  server: PostgresServer,
  database: string,
  source: PostgresServer,
) {
  assert.deepEqual(await contentsOf(server, database), await contentsOf(source, 'source'))
  assert.equal(await schemaOf(server, database), await schemaOf(source, 'source'))
}

export async function backUp(
  server: PostgresServer,
  place: Workplace,
  flags: readonly string[] = [],
  database = 'source',
) {
  const where = ['--client-dir', server.binDir, '--destination', place.backups]
  const result = await startCommandLine(['backup', ...where, ...flags], {
    ...place.environment,
    PG_BACKUP_DATABASE_URL: server.url(database),
  }).finished
  assert.equal(result.status, 0, result.log)
}

/** `pg-backup restore` of the newest backup, as far as the flags do not say otherwise. */
export function restoreBackup(
  server: PostgresServer,
  place: Workplace,
  database: string,
  flags: readonly string[] = [],
  url = server.url(database),
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const defaults = {
    '--client-dir': server.binDir,
    '--source': place.backups,
    '--name': 'source',
  }
  const given = flags.map((flag) => flag.split('=')[0])
  const missing = Object.entries(defaults).filter(
    ([name]) => !given.includes(name) && !(name === '--name' && given.includes('--backup')),
  )
  return startCommandLine(['restore', ...missing.flat(), ...flags], {
    ...place.environment,
    PG_BACKUP_DATABASE_URL: url,
    ...environment,
  }).finished
}
