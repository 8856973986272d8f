import assert from 'node:assert/strict'
import test from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Session } from '../../../src/postgres/session.ts'
import { claimTarget } from '../../../src/target/claim.ts'
import { keepAlive } from '../../../src/target/left-beside.ts'

const record = {
  ...{ backupId: 'shop-20261124T081530Z-k3v9x2', runToken: 'token', startedAt: '', tables: [] },
  ...{ mode: 'clean' as const, before: { extensions: [], defaultPrivileges: [] } },
}

for (const [what, begin] of [
  ['that holds the claim', (session: Session) => claimTarget(session, record)],
  ['that says that the run lives', (session: Session) => keepAlive(session, 'token')],
] as const) {
  test(`a session ${what} is not quiet for hours, as long as it is open`, async ({ mock }) => {
    mock.timers.enable({ apis: ['setInterval'] })
    let isOpen = true
    let questions = 0
    const query = async (sql: string) => {
      if (sql === 'SELECT 1') questions += 1
      if (!isOpen) throw new Error('closed')
      return sql.includes('pg_try_advisory_lock') ? [{ taken: true }] : []
    }
    await begin({ query } as unknown as Session)
    mock.timers.tick(10 * 60_000)
    assert.equal(questions, 10)
    isOpen = false
    mock.timers.tick(60_000)
    await setImmediate()
    mock.timers.tick(10 * 60_000)
    assert.equal(questions, 11)
  })
}
