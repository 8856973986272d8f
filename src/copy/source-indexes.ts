import type { Session } from '../postgres/session.ts'

/** An index of the source, by the catalog entry that an archive knows it by. */
export interface SourceIndex {
  /** The oid of pg_class, or of pg_constraint for the index of a constraint. */
  readonly catalogOid: number
  readonly oid: number
  readonly tableOid: number
  readonly isConstraint: boolean
  readonly method: string
  readonly sizeBytes: number
}

/** Of the given tables. */
export async function readIndexes(
  session: Session,
  tableOids: readonly number[],
): Promise<SourceIndex[]> {
  const rows = await session.query<Omit<SourceIndex, 'sizeBytes'> & { sizeBytes: string }>(
    `SELECT CASE WHEN k.oid IS NULL THEN 'pg_class'::regclass ELSE 'pg_constraint'::regclass END::oid
              AS "catalogOid",
            coalesce(k.oid, i.indexrelid) AS oid, i.indrelid AS "tableOid",
            k.oid IS NOT NULL AS "isConstraint", m.amname AS method,
            pg_relation_size(i.indexrelid) AS "sizeBytes"
       FROM pg_index i
       JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_am m ON m.oid = c.relam
       LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
                                AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY ($1::oid[])`,
    [tableOids],
  )
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }))
}
