import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { postgresMajors } from '../../scripts/rig/parts.ts'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type S3Server, startS3 } from '../../scripts/rig/s3-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { assertSameAsSource, SOURCE } from './restore-bed.ts'

let s3: S3Server

before(async () => {
  s3 = await startS3()
  await s3.createBucket('circle')
})
after(() => s3?.stop())

for (const major of postgresMajors) {
  test(`PostgreSQL ${major}: to S3, verified there, restored by swap, and copied`, async () => {
    await using server = await startPostgres({ major })
    await using place = await Workplace.make()
    await server.createDatabase('source')
    await server.psql({ file: SOURCE }, 'source')
    await server.createDatabase('live')
    await server.createDatabase('copy')

    const run = async (command: string, database: string, ...flags: string[]) => {
      const result = await startCommandLine([command, `--client-dir=${server.binDir}`, ...flags], {
        ...place.environment,
        ...s3.env,
        PG_BACKUP_DATABASE_URL: database,
      }).finished
      assert.equal(result.status, 0, result.log)
      for (const secret of [server.password, s3.secretAccessKey]) {
        assert.equal(result.everything.includes(secret), false)
      }
      return result.outputs
    }

    const bucket = `s3://circle/${major}?endpoint=${s3.endpoint}`
    const taken = await run('backup', server.url('source'), `--destination=${bucket}`)
    const source = [`--source=${bucket}`, '--name=source']
    const proven = await run('verify', '', ...source, '--level=restore')
    assert.equal(proven['backup-id'], taken['backup-id'])
    assert.equal(proven['verified'], 'restore')

    const swap = ['--backup=latest-verified', '--mode=swap', '--confirm=live']
    const restored = await run('restore', server.url('live'), ...source, ...swap)
    assert.equal(restored['backup-id'], taken['backup-id'])
    assert.match(restored['previous-database'] ?? '', /^live_old_/)
    await assertSameAsSource(server, 'live', server)

    const copied = await startCommandLine(['copy', `--client-dir=${server.binDir}`], {
      ...place.environment,
      PG_BACKUP_SOURCE_URL: server.url('source'),
      PG_BACKUP_TARGET_URL: server.url('copy'),
    }).finished
    assert.equal(copied.status, 0, copied.log)
    assert.equal(copied.outputs['rows'], taken['rows'])
    await assertSameAsSource(server, 'copy', server)
  })
}
