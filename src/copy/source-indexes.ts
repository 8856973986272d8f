import type { Session } from '../postgres/session.ts'

/** An index of the source, by what an archive knows it by. */
export interface SourceIndex {
  readonly kind: 'INDEX' | 'CONSTRAINT'
  /** Of pg_class, or of pg_constraint for the index of a constraint. */
  readonly oid: number
  readonly tableOid: number
  readonly sizeBytes: number
}

/** Of the given tables. */
export async function readIndexes(
  session: Session,
  tableOids: readonly number[],
): Promise<SourceIndex[]> {
  const rows = await session.query<Omit<SourceIndex, 'sizeBytes'> & { sizeBytes: string }>(
    `SELECT CASE WHEN k.oid IS NULL THEN 'INDEX' ELSE 'CONSTRAINT' END AS kind,
            coalesce(k.oid, i.indexrelid) AS oid, i.indrelid AS "tableOid",
            pg_relation_size(i.indexrelid) AS "sizeBytes"
       FROM pg_index i
       LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid
                                AND k.contype IN ('p', 'u', 'x')
      WHERE i.indrelid = ANY ($1::oid[])`,
    [tableOids],
  )
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }))
}
