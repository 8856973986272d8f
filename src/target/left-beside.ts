import { createHash } from 'node:crypto'
import { keepOpen } from '../postgres/keep-open.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { dropBeside } from './beside.ts'
import { parseRecord } from './claim-record.ts'
import { besideName } from './swap-names.ts'

/**
 * Tells others that the run of this token lives, for as long as this session does. Taken before
 * the database beside the target is made: one without this lock is what a killed run left.
 */
export async function keepAlive(session: Session, runToken: string): Promise<void> {
  await session.query('SELECT pg_advisory_lock($1)', [lockKey(runToken)])
  keepOpen(session)
}

/** Whether any session of this server, in whatever database, says so. */
export async function isAlive(session: Session, runToken: string): Promise<boolean> {
  const [row] = await session.query<{ alive: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_locks
                     WHERE locktype = 'advisory' AND objsubid = 1 AND granted
                       AND (classid::bigint << 32 | objid::bigint) = $1::bigint) AS alive`,
    [lockKey(runToken)],
  )
  return row?.alive === true
}

/** A key that no other run has: 64 bits of the token's hash, as advisory locks take them. */
function lockKey(runToken: string): string {
  return createHash('sha256').update(runToken).digest().readBigInt64BE().toString()
}

/**
 * Removes the databases that killed swaps of one database left beside it. What may be another's,
 * or belongs to a run that lives, stays.
 *
 * @param session in the database they were to replace, which this restore has claimed
 * @returns a sentence for each database of such a name
 */
export async function dropLeftBesides(
  session: Session,
  database: string,
): Promise<{ readonly dropped: readonly string[]; readonly left: readonly string[] }> {
  const rows = await session.query<{ name: string; comment: string | null }>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS comment
       FROM pg_database WHERE datname ~ '_restore_[a-z0-9]{6}$' ORDER BY 1`,
  )
  const dropped: string[] = []
  const left: string[] = []
  for (const { name, comment } of rows) {
    if (besideName(database, name.slice(-6)) !== name) continue
    const record = parseRecord(comment ?? '')
    const isLeft = record !== null && !(await isAlive(session, record.runToken))
    const { runToken } = record ?? { runToken: '' }
    const isGone = isLeft && (await dropBeside(session, { name, runToken }).catch(() => false))
    if (isGone)
      dropped.push(`Removed ${quoteName(name)}, which a restore left when it was stopped.`)
    else
      left.push(`${quoteName(name)} looks like what a restore left: drop it if it is not needed.`)
  }
  return { dropped, left }
}
