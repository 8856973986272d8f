import type { Session } from '../postgres/session.ts'

/** Each takes a lock until its transaction ends; vacuumlo removes as many at a time. */
const BATCH = 1_000

/** Some of the large objects that this role may not remove, for an error. */
export async function foreignLargeObjects(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT 'large object ' || oid AS name FROM pg_largeobject_metadata
      WHERE NOT pg_has_role(lomowner, 'USAGE') ORDER BY oid LIMIT 10`,
  )
  return rows.map(({ name }) => name)
}

/** Removes all of them, a transaction for each batch. */
export async function unlinkLargeObjects(session: Session): Promise<void> {
  for (;;) {
    const [row] = await session.query<{ count: number }>(
      `SELECT count(lo_unlink(oid))::int AS count
         FROM (SELECT oid FROM pg_largeobject_metadata ORDER BY oid LIMIT ${BATCH}) batch`,
    )
    if ((row?.count ?? 0) < BATCH) return
  }
}
