import { errorMessage, printable, sentence, UserError } from '../errors.ts'
import { keepOpen } from '../postgres/keep-open.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'
import { type ClaimRecord, formatRecord, parseRecord } from './claim-record.ts'
import { sqlState } from './server-error.ts'
import { inTransaction } from './transaction.ts'
import { CLAIM_SCHEMA } from './user-objects.ts'

/** The letters of `pgrestor`; advisory locks of one key are apart in every database. */
const LOCK_KEY = '8099005293229239154'

/**
 * The only restore into a database, as long as its session lives: the server gives a lock of it up
 * when the session ends, however it ends. The mark (a schema whose comment is the record) stays
 * after a kill and tells the next restore what it finds.
 */
export interface Claim {
  /** The record of a restore into this database that was killed or failed half-way. */
  readonly leftover: ClaimRecord | null
  /**
   * Leaves the mark, instead of one that was there. Before anything in the target is changed.
   *
   * @param current where more is known by now than when it was claimed
   */
  mark(current?: ClaimRecord): Promise<void>
  /** Fails with `E_CONNECT` once the session, and with it the claim, is lost. */
  check(): Promise<void>
  /** Removes the mark and gives up the claim: the target is whole, or as it was. */
  release(): Promise<void>
  /** Gives up the claim and leaves the mark, because the target is neither. */
  abandon(): Promise<void>
}

/**
 * Claims the database of this session, which has to stay open for the whole restore and belongs to
 * the claim: nothing else may take long in it. Changes nothing in the target yet.
 *
 * @throws UserError `E_RESTORE` while another restore has it; `E_PERMISSION` (from `mark`,
 * `release`) where this role may not make a schema or remove the mark of another role
 */
export async function claimTarget(session: Session, record: ClaimRecord): Promise<Claim> {
  const [lock] = await session.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`,
  )
  const leftover = await readMark(session)
  if (lock?.taken !== true) throw otherRestore(leftover)
  keepOpen(session)
  const giveUp = async () => {
    await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`)
  }
  return {
    leftover,
    mark: (current = record) => changeMark(session, current),
    check: async () => {
      await session.query('SELECT 1')
    },
    abandon: giveUp,
    async release() {
      await changeMark(session, null)
      await giveUp()
    },
  }
}

/** The mark in a database that nobody has claimed at this moment: what a killed restore left. */
export async function leftoverOf(session: Session): Promise<ClaimRecord | null> {
  const [lock] = await session.query<{ taken: boolean }>(
    `SELECT pg_try_advisory_lock(${LOCK_KEY}) AS taken`,
  )
  if (lock?.taken !== true) return null
  try {
    return await readMark(session)
  } finally {
    await session.query(`SELECT pg_advisory_unlock(${LOCK_KEY})`)
  }
}

async function readMark(session: Session): Promise<ClaimRecord | null> {
  const [mark] = await session.query<{ comment: string | null }>(
    "SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE nspname = $1",
    [CLAIM_SCHEMA],
  )
  return mark === undefined ? null : parseRecord(mark.comment ?? '')
}

/** Null removes it. In one transaction, so that there is never a mark without a record. */
async function changeMark(session: Session, record: ClaimRecord | null): Promise<void> {
  const text = record === null ? '' : formatRecord(record)
  try {
    await inTransaction(session, async () => {
      await session.query(`DROP SCHEMA IF EXISTS ${CLAIM_SCHEMA}`)
      if (record === null) return
      await session.query(`CREATE SCHEMA ${CLAIM_SCHEMA}`)
      await session.query(`COMMENT ON SCHEMA ${CLAIM_SCHEMA} IS ${quoteText(text)}`)
    })
  } catch (error) {
    if (sqlState(error) !== '42501') throw error
    throw new UserError(
      'E_PERMISSION',
      `The target cannot be marked as being restored: ${sentence(printable(errorMessage(error)))}`,
      `Run as a superuser in the target database: DROP SCHEMA IF EXISTS ${CLAIM_SCHEMA};`,
      { cause: error },
    )
  }
}

function otherRestore(record: ClaimRecord | null): UserError {
  const of = record === null ? '' : ` of the backup ${quoteName(record.backupId)}`
  const since = record === null ? '' : `, since ${record.startedAt}`
  return new UserError(
    'E_RESTORE',
    printable(`Another restore${of} into this database is under way${since}.`),
    'Wait until it has ended, or stop it, and run this one again.',
  )
}

/** A text as an SQL literal that reads the same whatever standard_conforming_strings is. */
export function quoteText(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
