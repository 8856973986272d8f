import assert from 'node:assert/strict'
import path from 'node:path'
import test, { after, before, describe } from 'node:test'
import { run } from '../../scripts/rig/command.ts'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { type PostgresMajor, postgresMajors } from '../../scripts/rig/parts.ts'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { contentsOf } from './compare-databases.ts'
import { copyBetweenServers } from './copy-run.ts'

const SOURCE = path.join(projectFolder, '__tests__', 'integration', 'every-object.sql')
const ROLES = 'create role every_owner; create role every_reader'
/** So small that every table is cut, and every index is built early that may be. */
const SMALL = { smallestChunk: 1, earlyIndexes: 0 }

describe('every kind of object', () => {
  const servers = new Map<PostgresMajor, PostgresServer>()
  const server = (major: PostgresMajor) => servers.get(major) as PostgresServer

  before(async () => {
    await Promise.all(
      postgresMajors.map(async (major) => {
        const started = await startPostgres({ major, settings: { autovacuum: 'off' } })
        servers.set(major, started)
        await started.query(ROLES)
        await started.createDatabase('source')
        await started.psql({ file: SOURCE }, 'source')
      }),
    )
  })
  after(() => Promise.all([...servers.values()].map((started) => started.stop())))

  for (const from of postgresMajors) {
    for (const to of postgresMajors.filter((major) => major >= from)) {
      test(`is the same after a copy from ${from} to ${to}`, async () => {
        const target = `copy_of_${from}`
        await server(to).createDatabase(target)
        const result = await copyBetweenServers(
          { server: server(from), database: 'source' },
          { server: server(to), database: target },
          { jobs: 3, noOwner: false, noAcl: false, sizes: SMALL },
        )
        assert.deepEqual(result.leftOut, [])
        const [copied, original] = await Promise.all([
          comparable(server(to), target),
          comparable(server(from), 'source'),
        ])
        assert.deepEqual(copied, original)
        assert.deepEqual(
          await sequencesOf(server(to), target),
          await sequencesOf(server(from), 'source'),
        )
        const expected = from === to ? 'source' : await restoredByHand(server(to), server(from))
        assert.equal(
          await schemaWithRights(server(to), target),
          await schemaWithRights(server(to), expected),
        )
      })
    }
  }
})

/**
 * The partitions of a table that is hash partitioned by an enum have other rows in every database:
 * it is hashed by its oids. Their parent has all of them.
 */
async function comparable(
  server: PostgresServer,
  database: string,
): Promise<Record<string, string>> {
  const contents = await contentsOf(server, database)
  const kept = Object.entries(contents).filter(([name]) => !/by_hash_\d/.test(name))
  assert.equal(kept.length, Object.keys(contents).length - 3)
  return Object.fromEntries(kept)
}

/**
 * The schema as stock tools bring it to a newer server, which words views and functions in its own
 * way: 16 leaves out names of tables that 15 writes.
 */
async function restoredByHand(server: PostgresServer, from: PostgresServer): Promise<string> {
  const database = `by_hand_${from.major}`
  const program = path.join(server.binDir, 'pg_dump')
  const schema = await run(program, ['--schema-only', `--dbname=${from.url('source')}`])
  await server.createDatabase(database)
  await server.psql(schema, database)
  return database
}

/** The schema as one pg_dump prints it, with owners and rights, without what names the server. */
async function schemaWithRights(server: PostgresServer, database: string): Promise<string> {
  const text = await run(path.join(server.binDir, 'pg_dump'), [
    '--schema-only',
    `--dbname=${server.url(database)}`,
  ])
  return text.replace(/^(\\(un)?restrict|-- Dumped from) .*$/gm, '')
}

/** Where every sequence stands. */
async function sequencesOf(server: PostgresServer, database: string): Promise<string[]> {
  const rows = await server.query<{ name: string }>(
    "select format('%I.%I', schemaname, sequencename) as name from pg_sequences order by 1",
    database,
  )
  return await Promise.all(
    rows.map(async ({ name }) => {
      const [row] = await server.query(`select last_value, is_called from ${name}`, database)
      return `${name} ${JSON.stringify(row)}`
    }),
  )
}
