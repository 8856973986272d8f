import type { Session } from '../postgres/session.ts'
import { at } from './copy-errors.ts'
import { copyBetween } from './copy-protocol.ts'

/** Neighbours by oid that one stream copies. */
export interface LargeObjectBatch {
  readonly firstOid: number
  readonly lastOid: number
  readonly count: number
}

/** Objects of one batch, and the size of the pieces that they are sent in: multiples of a page. */
const BATCH_OBJECTS = 1_000
const PIECE_BYTES = 2 ** 20

/** All large objects, in batches that can be copied side by side. */
export function readLargeObjectBatches(session: Session): Promise<LargeObjectBatch[]> {
  return session.query<LargeObjectBatch>(
    `SELECT min(oid) AS "firstOid", max(oid) AS "lastOid", count(*)::int AS count
       FROM (SELECT oid, (row_number() OVER (ORDER BY oid) - 1) / ${BATCH_OBJECTS} AS batch
               FROM pg_largeobject_metadata) numbered
      GROUP BY batch ORDER BY 1`,
  )
}

/** Reading in pieces: an object may be larger than a value can be. The size is where seeking ends. */
const PIECES = (range: string) => `
SELECT o.oid, piece.at,
       CASE WHEN size.bytes > 0 THEN pg_catalog.lo_get(o.oid, piece.at, ${PIECE_BYTES}) ELSE ''::bytea END
  FROM pg_catalog.pg_largeobject_metadata o
 CROSS JOIN LATERAL (SELECT pg_catalog.lo_open(o.oid, 262144) AS fd) opened
 CROSS JOIN LATERAL (SELECT pg_catalog.lo_lseek64(opened.fd, 0, 2) AS bytes) size
 CROSS JOIN LATERAL pg_catalog.generate_series(0, greatest(size.bytes - 1, 0), ${PIECE_BYTES}) piece (at)
 WHERE ${range}`

/**
 * Copies a batch with its oids, in a transaction of the target. The pieces go through a temporary
 * table, since COPY can fill nothing else. Sparse objects come out with their holes written. The
 * objects stay open in the source's transaction.
 *
 * @returns the bytes that went over the wire
 */
export async function copyLargeObjects(
  source: Session,
  target: Session,
  { firstOid, lastOid }: LargeObjectBatch,
  onBytes: (bytes: number) => void,
): Promise<number> {
  const range = `o.oid BETWEEN ${firstOid} AND ${lastOid}`
  const onTarget = (sql: string) => at('target', target.query(sql))
  await onTarget(`
    BEGIN;
    CREATE TEMPORARY TABLE pg_backup_pieces (oid oid, at bigint, bytes bytea) ON COMMIT DROP;
    ALTER TABLE pg_temp.pg_backup_pieces ALTER bytes SET STORAGE EXTERNAL`)
  const copied = await copyBetween(
    source,
    target,
    {
      out: `COPY (${PIECES(range)}) TO STDOUT WITH (FORMAT binary)`,
      in: 'COPY pg_temp.pg_backup_pieces FROM STDIN WITH (FORMAT binary)',
    },
    onBytes,
  )
  await onTarget(`
    SELECT count(pg_catalog.lo_create(oid)) FROM (SELECT DISTINCT oid FROM pg_temp.pg_backup_pieces) objects;
    SELECT count(pg_catalog.lo_put(oid, at, bytes)) FROM pg_temp.pg_backup_pieces WHERE length(bytes) > 0;
    COMMIT`)
  return copied.bytes
}

export interface PropertyOptions {
  readonly noOwner: boolean
  readonly noAcl: boolean
}

/** Gives the copied objects their comments and security labels, and owners and rights if asked. */
export async function copyLargeObjectProperties(
  source: Session,
  target: Session,
  options: PropertyOptions,
): Promise<void> {
  const choices = [!options.noOwner, !options.noAcl]
  const rows = await at('source', source.query<{ statement: string }>(PROPERTIES, choices))
  for (let start = 0; start < rows.length; start += BATCH_OBJECTS) {
    const batch = rows.slice(start, start + BATCH_OBJECTS)
    await at('target', target.query(batch.map(({ statement }) => statement).join(';\n')))
  }
}

/** Comments first: once it belongs to somebody else, an object may be out of reach. */
const PROPERTIES = `
SELECT statement FROM (
  SELECT 1 AS step, objoid AS oid, format('COMMENT ON LARGE OBJECT %s IS %L', objoid, description) AS statement
    FROM pg_catalog.pg_description WHERE classoid = 'pg_catalog.pg_largeobject'::regclass
  UNION ALL
  SELECT 2, objoid, format('SECURITY LABEL FOR %I ON LARGE OBJECT %s IS %L', provider, objoid, label)
    FROM pg_catalog.pg_seclabel WHERE classoid = 'pg_catalog.pg_largeobject'::regclass
  UNION ALL
  SELECT 3, oid, format('ALTER LARGE OBJECT %s OWNER TO %I', oid, pg_catalog.pg_get_userbyid(lomowner))
    FROM pg_catalog.pg_largeobject_metadata WHERE $1
  UNION ALL
  SELECT 4, o.oid, format('GRANT %s ON LARGE OBJECT %s TO %s%s', a.privilege_type, o.oid,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE format('%I', pg_catalog.pg_get_userbyid(a.grantee)) END,
                          CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_catalog.pg_largeobject_metadata o, pg_catalog.aclexplode(o.lomacl) a
   WHERE $2 AND a.grantee <> o.lomowner
) statements ORDER BY step, oid`
