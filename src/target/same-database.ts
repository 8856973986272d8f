import { randomBytes } from 'node:crypto'
import type { Session } from '../postgres/session.ts'
import type { TargetFacts } from './target-facts.ts'
import { inTransaction } from './transaction.ts'

/** What tells one database from all others, as far as its server says. */
export type DatabaseIdentity = Pick<
  TargetFacts,
  'database' | 'databaseOid' | 'systemIdentifier' | 'isReplica'
>

export interface IdentifiedDatabase {
  readonly session: Session
  readonly facts: DatabaseIdentity
}

/**
 * Whether source and target are one database, whatever names their host has. Identifiers alone can
 * only say no: a fork made from a physical backup (Heroku, RDS, Neon) has its parent's. So the
 * last word is a lock that two sessions cannot both have in one database, under a key that nobody
 * else can know. A replica has locks of its own: with the same identifier, or one that cannot be
 * read, it is taken for a replica of the target, as to overwrite the source would be worse than to
 * refuse a copy from a replica to a fork.
 */
export async function isSameDatabase(
  source: IdentifiedDatabase,
  target: IdentifiedDatabase,
): Promise<boolean> {
  const verdict = compareIdentities(source.facts, target.facts)
  return verdict === 'ask' ? sharesLocks(source.session, target.session) : verdict === 'same'
}

/** What the facts alone say. Pure. */
export function compareIdentities(
  source: DatabaseIdentity,
  target: DatabaseIdentity,
): 'same' | 'different' | 'ask' {
  const isOther = source.database !== target.database || source.databaseOid !== target.databaseOid
  if (isOther || !shareHistory(source, target)) return 'different'
  return source.isReplica || target.isReplica ? 'same' : 'ask'
}

/**
 * Whether two servers may be one, or forks of one, so that a database of the one may be what a
 * database of the other was made of.
 */
export function shareHistory(one: DatabaseIdentity, other: DatabaseIdentity): boolean {
  if (one.systemIdentifier === null || other.systemIdentifier === null) return true
  return one.systemIdentifier === other.systemIdentifier
}

/** Locks of a transaction: a source may be asked through a pooler that gives no whole session. */
async function sharesLocks(one: Session, other: Session): Promise<boolean> {
  const key = randomBytes(8).readBigInt64BE().toString()
  return await inTransaction(one, async () => {
    await one.query('SELECT pg_advisory_xact_lock($1)', [key])
    const sql = 'SELECT pg_try_advisory_xact_lock($1) AS taken'
    const [row] = await other.query<{ taken: boolean }>(sql, [key])
    return row?.taken !== true
  })
}
