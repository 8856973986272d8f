import assert from 'node:assert/strict'
import test, { after, before, describe } from 'node:test'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { claimTarget, leftoverOf } from '../../src/target/claim.ts'
import { mayWipeLeftover } from '../../src/target/claim-record.ts'
import { readTargetFacts } from '../../src/target/target-facts.ts'
import { listUserTables } from '../../src/target/user-objects.ts'
import { wipeTarget } from '../../src/target/wipe.ts'
import { failure, freshDatabase, open, record, startTarget, within } from './target-rig.ts'

for (const major of [14, 18] as const) {
  describe(`a claim on PostgreSQL ${major}`, () => {
    let server: PostgresServer
    before(async () => {
      server = await startTarget(major, "CREATE ROLE limited LOGIN PASSWORD 'pw'")
    })
    after(() => server.stop())

    test('keeps every other restore out, and leaves nothing', async () => {
      await freshDatabase(server, 'app')
      const session = await open(server, 'app', 'owner')
      const claim = await claimTarget(session, record)
      assert.equal(claim.leftover, null)
      await claim.mark()
      const other = await open(server, 'app', 'owner')
      const error = await failure(claimTarget(other, { ...record, runToken: 'other' }))
      assert.equal(error.code, 'E_RESTORE')
      assert.match(error.message, /of the backup "app-20260101T000000Z-abc123".*since 2026-01-01/)
      assert.equal(await leftoverOf(other), null)
      // The mark is no object of the user's.
      assert.equal((await readTargetFacts(other)).objects.count, 0)
      assert.deepEqual(await listUserTables(other), [])
      await claim.check()
      await claim.release()
      const second = await claimTarget(other, record)
      assert.equal(second.leftover, null)
      const marks = await server.query("SELECT FROM pg_namespace WHERE nspname ~ 'restore'", 'app')
      assert.equal(marks.length, 0)
      await Promise.all([session.end(), other.end()])
    })

    test('of a killed restore is known as such, and its remains can be wiped', async () => {
      await freshDatabase(server, 'killed')
      const session = await open(server, 'killed', 'owner')
      await (await claimTarget(session, record)).mark()
      await within(server, 'killed', 'owner', (one) =>
        one.query('CREATE SCHEMA a; CREATE TABLE a.t (i int)'),
      )
      await server.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'killed'`,
      )
      await session.end().catch(() => {})

      const other = await open(server, 'killed', 'owner')
      assert.deepEqual(await leftoverOf(other), record)
      const claim = await claimTarget(other, { ...record, runToken: 'token-2' })
      assert.deepEqual(claim.leftover, record)
      const present = await listUserTables(other)
      const began = new Date(record.startedAt)
      assert.equal(mayWipeLeftover(record, record.backupId, present, began), true)
      await claim.mark()
      await wipeTarget(other, { keep: record.before, extensionRows: false })
      // The wipe keeps the mark: we may be killed too.
      assert.equal((await readTargetFacts(other)).objects.count, 0)
      await claim.abandon()
      assert.equal((await leftoverOf(other))?.runToken, 'token-2')
      await (await claimTarget(other, record)).release()
      assert.equal(await leftoverOf(other), null)
      await other.end()
    })

    test('is lost with its session, which check() tells', async () => {
      await freshDatabase(server, 'lost')
      const session = await open(server, 'lost', 'owner')
      const claim = await claimTarget(session, record)
      await server.query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'lost'",
      )
      assert.equal((await failure(claim.check())).code, 'E_CONNECT')
      await session.end().catch(() => {})
    })

    test('needs the right to create, and the mark of another role stays', async () => {
      await freshDatabase(server, 'denied')
      const denied = await within(server, 'denied', 'limited', async (session) =>
        failure((await claimTarget(session, record)).mark()),
      )
      assert.equal(denied.code, 'E_PERMISSION')
      await within(server, 'denied', undefined, async (session) => {
        const claim = await claimTarget(session, record)
        await claim.mark()
        await claim.abandon()
      })
      const foreign = await within(server, 'denied', 'owner', async (session) =>
        failure((await claimTarget(session, record)).release()),
      )
      assert.equal(foreign.code, 'E_PERMISSION')
      assert.match(foreign.next, /DROP SCHEMA IF EXISTS _pg_backup_restore/)
    })
  })
}
