import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { DumpFormat } from '../../src/manifest/manifest.ts'
import { scratchFolders, serverProcesses, startShop, VerifyBed } from './verify-bed.ts'
import { assertNothingTemporary } from './watched-run.ts'

const FORMATS: readonly DumpFormat[] = ['custom', 'directory', 'tar', 'plain']
const ROWS = '1421'

for (const major of [14, 18] as const) {
  const server = await startShop(major)
  after(() => server.stop())

  for (const format of FORMATS) {
    test(`a good ${format} backup of ${major} is verified, by reading and by restoring`, async () => {
      await using bed = await VerifyBed.make(server)
      // With owners and rights in it, so that roles have to be there.
      const flags = ['--no-owner', 'false', '--no-acl', 'false']
      const { outputs } = await bed.backup('--format', format, ...flags)
      const read = await bed.verify()
      assert.equal(read.outputs['backup-id'], outputs['backup-id'])
      assert.deepEqual([read.outputs['verified'], read.outputs['rows']], ['archive', ROWS])
      assert.equal(bed.recorded, 'archive')

      const sql = 'select count(*) = 1000 from orders'
      const restored = await bed.verify('--level', 'restore', '--verify-sql', sql)
      assert.deepEqual([restored.outputs['verified'], restored.outputs['rows']], ['restore', ROWS])
      assert.match(restored.log, /\d+ objects and 2 sequences are as they were/)
      assert.equal(bed.recorded, 'restore')

      const again = await bed.verify('--backup', 'latest-verified')
      assert.equal(again.outputs['verified'], 'archive')
      assert.equal(bed.recorded, 'restore', 'what was proven by a restore stays so')
      assert.deepEqual(serverProcesses(bed.place), [])
      assert.deepEqual(await scratchFolders(bed.place), [])
      await assertNothingTemporary(bed.place)
    })
  }

  test(`a backup of ${major} is verified in a database on a given server, and it goes again`, async () => {
    await using bed = await VerifyBed.make(server)
    await bed.backup('--format', 'directory')
    const databases = () => server.query('select oid, datname from pg_database order by oid')
    const before = await databases()
    const { outputs } = await bed.verify('--level=restore', `--scratch-url=${server.url('shop')}`)
    assert.equal(outputs['verified'], 'restore')
    assert.deepEqual(await databases(), before)
  })

  test(`a backup of ${major} that was never read back is counted first`, async () => {
    await using bed = await VerifyBed.make(server)
    await bed.backup('--verify', 'none')
    const { outputs } = await bed.verify('--level', 'restore')
    assert.deepEqual([outputs['verified'], outputs['rows']], ['restore', ROWS])
  })
}
