/**
 * The questions of read-facts.ts. They run with an empty search path on 14 and later; columns that
 * only some versions have are read through `to_jsonb(row)`.
 */

/** Version, size, encoding, collation, extensions: one row. */
export const DATABASE_QUERY = `
SELECT current_database() AS database,
       current_user AS "user",
       current_setting('server_version_num')::int AS "versionNumber",
       split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_database_size(d.oid) AS "sizeBytes",
       pg_encoding_to_char(d.encoding) AS encoding,
       CASE WHEN j.fields ->> 'datlocprovider' IN ('i', 'b')
            THEN CASE j.fields ->> 'datlocprovider' WHEN 'i' THEN 'icu:' ELSE 'builtin:' END
                 || coalesce(j.fields ->> 'datlocale', j.fields ->> 'daticulocale', '')
            ELSE d.datcollate::text END AS collation,
       pg_is_in_recovery() AS "isReplica",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('name', e.extname, 'version', e.extversion,
                                                     'schema', n.nspname) ORDER BY e.extname), '[]')
          FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace) AS extensions
  FROM pg_database d, LATERAL (SELECT to_jsonb(d) AS fields) j
 WHERE d.datname = current_database()`

/**
 * What pg_dump takes of pg_class (pg_dump.c, selectDumpableNamespace and checkExtensionMembership):
 * no system schema, no temporary table, and of an extension only the tables that it registered as
 * configuration. A standby holds no data of unlogged tables.
 */
export const DUMPED_CLASSES = `
SELECT c.oid, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.relpages, c.reltuples,
       n.oid AS nspoid, n.nspname, n.nspowner
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND c.relpersistence <> 't'
   AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
   AND (NOT EXISTS (SELECT FROM pg_depend d
                     WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                       AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e')
        OR EXISTS (SELECT FROM pg_extension e WHERE c.oid = ANY (e.extconfig)))`

/** Tables that somebody alters at this moment, as far as their locks say. */
const LOCKED = `
SELECT relation FROM pg_locks
 WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

const PAGES_SIZE = `greatest(relpages, 0)::bigint * current_setting('block_size')::bigint`

/** Tables and partitions with data, the largest first. */
/** The operator class by which pg_dump knows hash partitions that another database fills otherwise. */
const HASH_OF_ENUMS = `
SELECT o.oid FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
 WHERE o.opcname = 'enum_ops' AND o.opcnamespace = 'pg_catalog'::regnamespace AND m.amname = 'hash'`

export const RELATIONS_QUERY = relationsQuery(`
       CASE WHEN oid IN (${LOCKED}) THEN ${PAGES_SIZE} ELSE coalesce(pg_table_size(oid), 0) END`)

export const RELATIONS_WITHOUT_LOCKS_QUERY = relationsQuery(PAGES_SIZE)

function relationsQuery(size: string): string {
  return `
SELECT oid, nspname AS schema, relname AS name, ${size} AS "sizeBytes",
       reltuples::float8 AS "estimatedRows",
       (SELECT json_build_object('schema', rn.nspname, 'name', r.relname)
          FROM pg_class r JOIN pg_namespace rn ON rn.oid = r.relnamespace
         WHERE r.oid = pg_partition_root(dumped.oid) AND r.oid <> dumped.oid) AS "partitionRoot",
       EXISTS (SELECT FROM pg_partition_ancestors(dumped.oid) ancestor
                 JOIN pg_partitioned_table p ON p.partrelid = ancestor.relid
                WHERE (${HASH_OF_ENUMS}) = ANY (p.partclass)) AS "loadsThroughRoot"
  FROM (${DUMPED_CLASSES}) dumped
 WHERE relkind = 'r'
 ORDER BY 4 DESC, 2, 3`
}

/**
 * Whoever holds, or waits for, a lock that conflicts with the ACCESS SHARE of a dump. A row of
 * pg_stat_activity hides the times of other roles from a role without pg_read_all_stats.
 */
export const BLOCKERS_QUERY = `
SELECT coalesce(l.pid, 0) AS pid, format('%I.%I', c.nspname, c.relname) AS relation, l.mode, l.granted,
       extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS "ageSeconds"
  FROM pg_locks l
  JOIN (${DUMPED_CLASSES}) c ON c.oid = l.relation
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'p')
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND l.pid IS DISTINCT FROM pg_backend_pid()
 ORDER BY l.granted DESC, 5 DESC NULLS LAST, 1`
