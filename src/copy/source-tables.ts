import type { Session } from '../postgres/session.ts'

/** A table whose rows are copied, as the snapshot sees it. */
export interface SourceTable {
  readonly oid: number
  readonly schema: string
  readonly name: string
  /** All that can be written, in the table's own order; none for a table without columns. */
  readonly columns: readonly string[]
  /** Of the main fork, which ctids count. */
  readonly blocks: number
  /** With TOAST, in bytes. */
  readonly sizeBytes: number
  readonly isHeap: boolean
  /** Whether every column has a type of which the binary form is the same everywhere. */
  readonly isBinarySafe: boolean
  /** Where the rows go, if not into the table of the same name; see PARTITION_ROOTS. */
  readonly into: QualifiedName | null
  /** What an extension wants to be dumped of its table (`extcondition`); empty: all rows. */
  readonly condition: string
  /** A table that CREATE EXTENSION makes, and that may have rows in the target already. */
  readonly isOfExtension: boolean
  /** Somebody has rewritten it since the snapshot was taken, so the snapshot may see it empty. */
  readonly isRewritten: boolean
}

export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

/**
 * Types that are sent in binary alike by 14 to 18, and that hold no oid of the database: an array
 * of a user's type names its element by oid. Money and xml depend on settings of the server.
 */
const BINARY_TYPES = `
  bool bytea "char" int2 int4 int8 float4 float8 numeric oid uuid text varchar bpchar name json jsonb
  date time timetz timestamp timestamptz interval bit varbit inet cidr macaddr macaddr8
  point line lseg box path polygon circle`
  .trim()
  .split(/\s+/)
  .map((name) => `'"${name.replaceAll('"', '')}"'::regtype::oid`)

const BINARY_COLUMNS = `
WITH RECURSIVE bases (oid, base) AS (
  SELECT oid, oid FROM pg_type WHERE typtype <> 'd'
  UNION ALL
  SELECT d.oid, b.base FROM pg_type d JOIN bases b ON d.typbasetype = b.oid WHERE d.typtype = 'd'
), safe AS (
  SELECT b.oid FROM bases b JOIN pg_type t ON t.oid = b.base
   WHERE t.typtype = 'e'
      OR (CASE WHEN t.typlen = -1 AND t.typelem <> 0 AND t.typsubscript = 'array_subscript_handler'::regproc
               THEN t.typelem ELSE t.oid END) IN (${BINARY_TYPES.join(', ')})
)`

/**
 * The values of an enum are hashed by their oids, which are others in another database: rows of a
 * table that is hash partitioned by an enum belong into other partitions there (pg_dump.c,
 * forcePartitionRootLoad). They go through the root of the tree.
 */
const PARTITION_ROOTS = `
  SELECT root.nspname AS schema, root.relname AS name
    FROM (SELECT pg_partition_root(c.oid) AS oid
           WHERE c.relispartition AND EXISTS (
             SELECT FROM pg_partition_ancestors(c.oid) a (relid)
               JOIN pg_partitioned_table p ON p.partrelid = a.relid
              WHERE p.partstrat = 'h' AND EXISTS (
                SELECT FROM unnest(p.partclass) k (class)
                  JOIN pg_opclass o ON o.oid = k.class AND o.opcname = 'enum_ops'))) r
    JOIN LATERAL (SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE c.oid = r.oid) root ON true`

/** $1: the oids of the tables that the archive creates. $2: whether extensions are copied. */
const TABLES_QUERY = `
${BINARY_COLUMNS}
, wanted AS (
  SELECT unnest($1::oid[]) AS oid, '' AS condition, false AS "isOfExtension", 0::bigint AS rank
  UNION ALL
  SELECT table_oid, coalesce(condition, ''), true, rank
    FROM pg_extension, unnest(extconfig, extcondition) WITH ORDINALITY u (table_oid, condition, rank)
   WHERE $2
)
SELECT c.oid, n.nspname AS schema, c.relname AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              ORDER BY a.attnum) AS columns,
       pg_relation_size(c.oid) / current_setting('block_size')::int AS blocks,
       pg_table_size(c.oid) AS "sizeBytes",
       coalesce(m.amname = 'heap', false) AS "isHeap",
       NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                      AND a.atttypid NOT IN (SELECT oid FROM safe)) AS "isBinarySafe",
       (SELECT to_jsonb(r) FROM (${PARTITION_ROOTS}) r) AS into,
       w.condition, w."isOfExtension",
       c.relfilenode IS DISTINCT FROM pg_relation_filenode(c.oid) AS "isRewritten"
  FROM wanted w
  JOIN pg_class c ON c.oid = w.oid AND c.relkind = 'r'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am m ON m.oid = c.relam
 WHERE NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
 ORDER BY w."isOfExtension" DESC, w.rank, pg_total_relation_size(c.oid) DESC, c.oid`

type TableRow = Omit<SourceTable, 'blocks' | 'sizeBytes'> & {
  readonly blocks: string
  readonly sizeBytes: string
}

/**
 * The tables to copy, those of extensions first and in the order in which they were registered,
 * then the largest first; indexes count, since building them takes longest and comes after.
 *
 * @param oids of the tables in the archive; those without rows of their own are left out
 */
export async function readTables(
  session: Session,
  oids: readonly number[],
  withExtensions: boolean,
): Promise<SourceTable[]> {
  const rows = await session.query<TableRow>(TABLES_QUERY, [oids, withExtensions])
  return rows.map((row) => ({
    ...row,
    blocks: Number(row.blocks),
    sizeBytes: Number(row.sizeBytes),
  }))
}
