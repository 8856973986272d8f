import { randomBytes } from 'node:crypto'
import type { Session } from '../postgres/session.ts'
import type { TargetFacts } from './target-facts.ts'

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
  const isKnown = source.systemIdentifier !== null && target.systemIdentifier !== null
  const isOtherServer = isKnown && source.systemIdentifier !== target.systemIdentifier
  if (isOther || isOtherServer) return 'different'
  return source.isReplica || target.isReplica ? 'same' : 'ask'
}

async function sharesLocks(one: Session, other: Session): Promise<boolean> {
  const key = randomBytes(8).readBigInt64BE().toString()
  await one.query('SELECT pg_advisory_lock($1)', [key])
  try {
    const [row] = await other.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS taken',
      [key],
    )
    if (row?.taken !== true) return true
    await other.query('SELECT pg_advisory_unlock($1)', [key])
    return false
  } finally {
    await one.query('SELECT pg_advisory_unlock($1)', [key])
  }
}
