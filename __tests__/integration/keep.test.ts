import assert from 'node:assert/strict'
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test, { after, before, beforeEach, describe } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { type PostgresServer, startPostgres } from '../../scripts/rig/postgres-server.ts'
import { startCommandLine, Workplace } from './command-line.ts'
import { cli, DAY, filesOf, putFiles } from './retention-bed.ts'
import { TestBucket } from './test-bucket.ts'
import { eventually } from './watched-run.ts'

let bucket: TestBucket
before(async () => {
  bucket = await TestBucket.start()
})
after(() => bucket?.[Symbol.asyncDispose]())

let server: PostgresServer
before(async () => {
  server = await startPostgres({ major: 17 })
  await server.createDatabase('shop')
  await server.psql('create table orders (n int); create table gone (a int)', 'shop')
})
after(() => server?.stop())

async function fill(rows: number): Promise<void> {
  const insert = `insert into orders select generate_series(1, ${rows})`
  await server.psql(`truncate orders; ${insert}`, 'shop')
}

describe('keep and the shrink alarm of a backup', () => {
  beforeEach(() => fill(1000))

  function backup(place: Workplace, flags: readonly string[], env = {}) {
    const all = ['backup', '--client-dir', server.binDir, ...flags]
    return cli(place, all, { PG_BACKUP_DATABASE_URL: server.url('shop'), ...env })
  }

  /** Ages every backup by days, as their ids tell. */
  async function age(place: Workplace, days: number): Promise<void> {
    const folder = path.join(place.backups, 'shop')
    for (const file of await readdir(folder)) {
      const [, stamp = ''] = /-(\d{8}T\d{6}Z)-/.exec(file) ?? []
      const iso = stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
      const older = new Date(Date.parse(iso) - days * DAY).toISOString()
      const renamed = older.replace(/\.\d+/, '').replace(/[-:]/g, '')
      const target = path.join(folder, file.replaceAll(stamp, renamed))
      const content = await readFile(path.join(folder, file))
      const isText = file.endsWith('.json')
      await rm(path.join(folder, file))
      await writeFile(target, isText ? content.toString().replaceAll(stamp, renamed) : content)
      await utimes(target, new Date(), new Date())
    }
  }

  const manifestsOf = async (place: Workplace) =>
    (await filesOf(place)).filter((file) => file.endsWith('.manifest.json'))

  test('keep removes what is older, everywhere, and says what', async () => {
    await using place = await Workplace.make()
    const second = path.join(place.folder, 'second')
    const flags = ['--destination', place.backups, '--destination', second, '--keep', 'last=2']
    const ids: string[] = []
    for (let run = 0; run < 3; run++) {
      const done = await backup(place, flags)
      assert.equal(done.status, 0, done.log)
      ids.push(done.outputs['backup-id'] ?? '')
      if (run < 2) {
        assert.deepEqual(JSON.parse(done.outputs['pruned'] ?? ''), [
          { location: place.backups, removed: [] },
          { location: second, removed: [] },
        ])
        await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
        continue
      }
      assert.deepEqual(JSON.parse(done.outputs['pruned'] ?? ''), [
        { location: place.backups, removed: [ids[0]] },
        { location: second, removed: [ids[0]] },
      ])
    }
    assert.equal((await filesOf(place)).length, 4)
  })

  test('a removal that fails is a warning, and the backup a success', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const flags = ['--destination', at.destination, '--keep', 'last=1']
    const first = await backup(place, flags, bucket.env)
    assert.equal(first.status, 0, first.log)
    const answer = { status: 403, headers: {}, body: '<Error><Code>AccessDenied</Code></Error>' }
    const when = (seen: { method: string; path: string }) =>
      seen.method === 'DELETE' && seen.path.includes(first.outputs['backup-id'] ?? '?')
    at.proxy.add({ when, fault: { kind: 'answer', answer }, times: 100 })
    await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
    const second = await backup(place, flags, bucket.env)
    assert.equal(second.status, 0, second.log)
    assert.match(second.log, /warning: Not all old backups .* E_CREDENTIALS: .*s3:DeleteObject/)
    assert.equal((await at.keys()).length, 4)
    assert.deepEqual(JSON.parse(second.outputs['pruned'] ?? '')[0].removed, [])
  })

  test('a run that is cancelled while it removes old ones is a success that says so', async () => {
    await using place = await Workplace.make()
    await using at = await bucket.place()
    const flags = ['--destination', at.destination, '--keep', 'last=1']
    const first = await backup(place, flags, bucket.env)
    const old = first.outputs['backup-id'] ?? '?'
    const when = (seen: { method: string; path: string }) =>
      seen.method === 'DELETE' && seen.path.includes(old)
    at.proxy.add({ when, fault: { kind: 'stall', afterBytes: 0 } })
    await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
    const started = startCommandLine(['backup', '--client-dir', server.binDir, ...flags], {
      ...place.environment,
      ...bucket.env,
      PG_BACKUP_DATABASE_URL: server.url('shop'),
    })
    const isRemoval = (line: string) => line.startsWith('DELETE') && line.includes(old)
    await eventually(() => at.proxy.seen.some(isRemoval), 'it removes the old one')
    started.child.kill('SIGTERM')
    const second = await started.finished
    assert.equal(second.status, 0, second.log)
    assert.match(second.log, /warning: Not all old .* the run was cancelled\. The next one tries/)
    assert.doesNotMatch(second.log, /unfinished backup/)
    assert.equal((await at.keys()).length, 4)
  })

  test('a fall in rows is told, and which tables came and went', async () => {
    await using place = await Workplace.make()
    const flags = ['--destination', place.backups]
    assert.equal((await backup(place, flags)).status, 0)
    await age(place, 1)
    await fill(100)
    await server.psql('alter table gone rename to "new\n::error::x"', 'shop')
    const warned = await backup(place, flags)
    await server.psql('alter table "new\n::error::x" rename to gone', 'shop')
    assert.equal(warned.status, 0, warned.log)
    assert.match(warned.log, /warning: The rows fell by 90 %, from 1,000 to 100 since shop-\d/)
    assert.match(warned.log, /^New tables: public\.new\\n::error::x$/m)
    assert.match(warned.log, /^Tables that are gone: public\.gone$/m)
    await age(place, 1)
    const again = await backup(place, [...flags, '--on-shrink', 'fail'])
    assert.equal(again.status, 0, 'a fall that was only warned of is the new state')
  })

  test('on-shrink: fail keeps the backup, fails the run, and leaves the larger ones alone', async () => {
    await using place = await Workplace.make()
    const flags = ['--destination', place.backups, '--keep', 'last=1', '--on-shrink', 'fail']
    const good = await backup(place, flags)
    assert.equal(good.status, 0, good.log)
    await age(place, 5)
    const [full] = await manifestsOf(place)
    await fill(1)
    for (let run = 0; run < 2; run++) {
      const failed = await backup(place, flags)
      assert.equal(failed.status, 1, failed.log)
      assert.match(failed.error, /^E_SHRINK: The rows fell by 99 %, from 1,000 to 1 since/)
      assert.match(failed.error, /The backup is kept at .*run once with on-shrink: warn/)
      assert.ok(failed.outputs['backup-id'])
      assert.equal(failed.outputs['pruned'], '[]')
      await age(place, 1)
    }
    const prune = ['prune', '--source', place.backups, '--keep', 'last=1', '--no-dry-run']
    const pruned = await cli(place, prune)
    assert.equal(pruned.outputs['removed'], '[]')
    assert.equal((await manifestsOf(place)).length, 3)
    const accepted = await backup(place, [...flags.slice(0, 4), '--on-shrink', 'warn'])
    assert.equal(accepted.status, 0, accepted.log)
    const left = await manifestsOf(place)
    assert.equal(left.length, 1, 'accepted, it is what the rules go by')
    assert.ok(!left.includes(full ?? ''))
    const next = await backup(place, flags)
    assert.equal(next.status, 0, next.log)
  })

  test('on-shrink: fail holds however many runs have failed since', async () => {
    await using place = await Workplace.make()
    const flags = ['--destination', place.backups, '--on-shrink', 'fail']
    assert.equal((await backup(place, flags)).status, 0)
    await sleep(1100 - (Date.now() % 1000)) // ids of one second have no order
    await fill(1)
    assert.match((await backup(place, flags)).error, /^E_SHRINK/)
    const folder = path.join(place.backups, 'shop')
    const [shrunk = ''] = (await manifestsOf(place)).slice(-1)
    const [id = ''] = shrunk.split('.')
    const text = await readFile(path.join(folder, shrunk), 'utf8')
    for (let run = 10; run < 40; run++) {
      const other = `${id.slice(0, -6)}zzzz${run}`
      await writeFile(path.join(folder, `${other}.manifest.json`), text.replaceAll(id, other))
    }
    const failed = await backup(place, flags)
    assert.match(failed.error, /^E_SHRINK: The rows fell by 99 %, from 1,000 to 1/, failed.log)
  })

  test('an encrypted backup is compared by its totals, and names nothing', async () => {
    await using place = await Workplace.make()
    const recipient = await identityToRecipient(await generateIdentity())
    const flags = ['--destination', place.backups, '--encrypt-to', recipient]
    const first = await backup(place, flags)
    assert.equal(first.status, 0, first.log)
    await age(place, 1)
    await server.psql('alter table gone rename to secret_plan', 'shop')
    await fill(10)
    const second = await backup(place, flags)
    assert.equal(second.status, 0, second.log)
    assert.match(second.log, /The rows fell by 99 %, from 1,000 to 10/)
    assert.doesNotMatch(second.everything, /secret_plan/)
  })

  test('a backup before it that cannot be read is a warning at most', async () => {
    await using place = await Workplace.make()
    const id = await putFiles(place, 1)
    const manifest = path.join(place.backups, 'shop', `${id}.manifest.json`)
    await writeFile(manifest, 'not JSON')
    const done = await backup(place, ['--destination', place.backups, '--on-shrink', 'fail'])
    assert.equal(done.status, 0, done.log)
    assert.match(done.log, new RegExp(`Not compared with ${id}`))
    assert.match(done.log, /warning: Not compared with the backup before: .*No earlier backup of/)
    await rm(manifest)
    const off = await backup(place, ['--destination', place.backups, '--shrink-limit', '100%'])
    assert.equal(off.status, 0, off.log)
    assert.doesNotMatch(off.log, /Compare with the backup before/)
  })
})
