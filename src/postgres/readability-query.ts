import { DUMPED_CLASSES } from './facts-queries.ts'

/** More large objects than this are not listed; they are all mended in the same way. */
const LARGE_OBJECT_LIMIT = 100

/**
 * What pg_dump has to read and this role may not (UnreadableFact): a schema without USAGE that
 * holds something to lock, tables and partitioned tables (LOCK TABLE wants SELECT on the whole
 * table, so grants on columns do not do), sequences, tables with row security that would hide rows
 * (pg_dump turns it off and fails), and large objects. Members of extensions are neither locked nor
 * read (seen with the clients of 14 to 18), except their configuration tables.
 */
export const UNREADABLE_QUERY = `
WITH dumped AS (
  SELECT *, format('%I.%I', nspname, relname) AS full_name, format('%I', current_user) AS me
    FROM (${DUMPED_CLASSES}) classes
   WHERE relkind IN ('r', 'p', 'S')
)
SELECT what, schema, name, kind, remedy, "futureRemedy" FROM (
  SELECT DISTINCT 1 AS place, format('schema %I', nspname) AS what, nspname::text AS schema, '' AS name,
         'schema' AS kind, format('GRANT USAGE ON SCHEMA %I TO %s', nspname, me) AS remedy,
         NULL AS "futureRemedy"
    FROM dumped
   WHERE NOT has_schema_privilege(nspoid, 'USAGE')
  UNION ALL
  SELECT CASE relkind WHEN 'S' THEN 3 ELSE 2 END,
         CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || full_name,
         nspname, relname, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END,
         format('GRANT SELECT ON %s %s TO %s',
                CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, full_name, me),
         format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON %s TO %s',
                pg_get_userbyid(relowner), nspname,
                CASE relkind WHEN 'S' THEN 'SEQUENCES' ELSE 'TABLES' END, me)
    FROM dumped
   WHERE NOT CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'SELECT')
                          ELSE has_table_privilege(oid, 'SELECT') END
  UNION ALL
  SELECT 4, format('table %s (its row security would hide rows)', full_name), nspname, relname,
         'row-security', format('ALTER ROLE %s BYPASSRLS', me), NULL
    FROM dumped
   WHERE relkind = 'r' AND relrowsecurity AND row_security_active(oid)
  UNION ALL
  (SELECT 5, 'large object ' || m.oid, '', m.oid::text, 'large-object',
          format('GRANT SELECT ON LARGE OBJECT %s TO %I', m.oid, current_user), NULL
     FROM pg_largeobject_metadata m
    WHERE current_setting('lo_compat_privileges') = 'off'
      AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      AND NOT CASE WHEN m.lomacl IS NULL THEN pg_has_role(m.lomowner, 'USAGE') ELSE EXISTS (
            SELECT FROM aclexplode(m.lomacl) acl
             WHERE acl.privilege_type = 'SELECT'
               AND (acl.grantee = 0 OR pg_has_role(acl.grantee, 'USAGE'))) END
    ORDER BY m.oid LIMIT ${LARGE_OBJECT_LIMIT})
) found
ORDER BY place, schema, name, what`
