import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after } from 'node:test'
import { projectFolder } from '../../scripts/rig/folder.ts'
import type { PostgresMajor } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { Workplace } from './command-line.ts'
import { contentsOf, schemaOf } from './compare-databases.ts'
import { backUp, freshDatabase, restoreBackup } from './restore-bed.ts'

const EVERY_OBJECT = path.join(projectFolder, '__tests__', 'integration', 'every-object.sql')

const servers = new Map<PostgresMajor, Promise<PostgresServer>>()
after(async () => {
  await Promise.all([...servers.values()].map(async (server) => (await server).stop()))
})

/** A server whose database `source` has one object of every kind that pg_dump knows. */
function serverOf(major: PostgresMajor): Promise<PostgresServer> {
  const known = servers.get(major) ?? start(major)
  servers.set(major, known)
  return known
}

async function start(major: PostgresMajor): Promise<PostgresServer> {
  const server = await startPostgres({ major, settings: { wal_level: 'logical' } })
  await server.query('create role every_owner; create role every_reader')
  await server.createDatabase('source')
  await server.psql({ file: EVERY_OBJECT }, 'source')
  return server
}

for (const [from, to] of [
  [14, 14],
  [15, 15],
  [16, 16],
  [17, 17],
  [18, 18],
  [14, 17],
  [15, 18],
  [16, 18],
] as const) {
  test(`every kind of object goes from PostgreSQL ${from} into ${to}`, async () => {
    const [source, target] = await Promise.all([serverOf(from), serverOf(to)])
    await using place = await Workplace.make()
    await backUp(source, place)
    // Never the same twice: a database that has a subscription cannot be dropped.
    const database = `from_${from}`
    await freshDatabase(target, database)
    const result = await restoreBackup(target, place, database, ['--jobs', '2'])
    assert.equal(result.status, 0, result.log)
    assert.deepEqual(await comparable(target, database), await comparable(source, 'source'))
    if (from === to) {
      assert.equal(await schemaOf(target, database), await schemaOf(source, 'source'))
    }
  })
}

/**
 * Which hash partition of an enum a row is in depends on oids, and so differs from database to
 * database; the partitioned table above them is compared.
 */
async function comparable(server: PostgresServer, database: string) {
  const contents = Object.entries(await contentsOf(server, database))
  return Object.fromEntries(contents.filter(([name]) => !/^every\.by_hash_\d$/.test(name)))
}
