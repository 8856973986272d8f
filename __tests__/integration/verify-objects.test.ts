import assert from 'node:assert/strict'
import path from 'node:path'
import test from 'node:test'
import { projectFolder } from '../../scripts/rig/folder.ts'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'

const EVERY_OBJECT = path.join(projectFolder, '__tests__', 'integration', 'every-object.sql')

for (const major of [14, 18] as const) {
  test(`every kind of object of PostgreSQL ${major} is found again after a test restore`, async () => {
    await using server = await startPostgres({ major, settings: { wal_level: 'logical' } })
    await using place = await Workplace.make()
    await server.createDatabase('objects')
    await server.query('create role every_owner; create role every_reader')
    await server.psql({ file: EVERY_OBJECT }, 'objects')
    const flags = ['--verify=restore', '--client-dir', server.binDir]
    const result = await startCommandLine(['backup', ...flags, '--destination', place.backups], {
      ...place.environment,
      PG_BACKUP_DATABASE_URL: server.url('objects'),
    }).finished
    assert.equal(result.status, 0, result.log)
    assert.equal(result.outputs['verified'], 'restore')
  })
}
