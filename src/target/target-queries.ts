/**
 * The questions of target-facts.ts. They run with an empty search path on 14 and later; columns
 * that only some versions have are read through `to_jsonb(row)`.
 */

/** Objects that cannot be seen from outside as ours: names only. */
const names = (column: string, from: string) =>
  `(SELECT coalesce(jsonb_agg(${column} ORDER BY ${column}), '[]') FROM ${from})`

/** A default privilege by whom it is for, where, and on what kind of object. */
export const DEFAULT_PRIVILEGE_KEY = "concat_ws('|', defaclrole, defaclnamespace, defaclobjtype)"

/**
 * Whether this role may end a session (manual, pg_terminate_backend). Times and states of others
 * are hidden from it, role and database are not.
 */
export const MAY_END = `
(me.rolsuper OR pg_has_role(a.usesysid, 'USAGE')
 OR (pg_has_role('pg_signal_backend', 'USAGE')
     AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = a.usesysid)))`

const EXTENSIONS = `
(SELECT coalesce(jsonb_agg(jsonb_build_object(
          'name', v.name, 'versions', v.versions, 'defaultVersion', d.default_version,
          'trusted', v.trusted, 'installedVersion', e.extversion, 'installedSchema', n.nspname,
          'droppable', coalesce(pg_has_role(e.extowner, 'USAGE'), false) AND NOT EXISTS (
             SELECT FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND refobjid = e.oid
                                     AND classid = 'pg_extension'::regclass),
          'creatable', maker.rolsuper OR NOT v.superuser
                       OR (v.trusted AND has_database_privilege(maker.oid, db.oid, 'CREATE')))
        ORDER BY v.name), '[]')
   FROM (SELECT name, jsonb_agg(version) AS versions, bool_or(trusted) AS trusted,
                bool_and(superuser) AS superuser
           FROM pg_available_extension_versions() GROUP BY name) v
   LEFT JOIN pg_available_extensions() d ON d.name = v.name
   LEFT JOIN pg_extension e ON e.extname = v.name
   LEFT JOIN pg_namespace n ON n.oid = e.extnamespace)`

/**
 * Limits of a database and of a role do not hold for superusers; -1: there is none. What serves no
 * client takes no connection, as far as this role is told that it does not.
 */
const FREE_CONNECTIONS = `
(SELECT least(
    current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0) - count(*),
    CASE WHEN db.datconnlimit >= 0 AND NOT login.rolsuper
         THEN db.datconnlimit - count(*) FILTER (WHERE a.datid = db.oid) END,
    CASE WHEN login.rolconnlimit >= 0 AND NOT login.rolsuper
         THEN login.rolconnlimit - count(*) FILTER (WHERE a.usesysid = login.oid) END)
   FROM pg_stat_get_activity(NULL) a, pg_roles login
  WHERE a.usesysid IS NOT NULL AND a.datid IS NOT NULL
    AND coalesce(a.backend_type, 'client backend') = 'client backend'
    AND login.rolname = session_user
  GROUP BY login.rolsuper, login.rolconnlimit, login.oid)`

const CAPACITY = `
jsonb_build_object(
  'freeConnections', ${FREE_CONNECTIONS},
  'workerProcesses', current_setting('max_worker_processes')::int,
  'parallelMaintenanceWorkers', current_setting('max_parallel_maintenance_workers')::int,
  'sharedBuffers', pg_size_bytes(current_setting('shared_buffers')),
  'maintenanceWorkMem', pg_size_bytes(current_setting('maintenance_work_mem')))`

const LOCALE = `
jsonb_build_object(
  'encoding', pg_encoding_to_char(db.encoding),
  'provider', CASE row ->> 'datlocprovider' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
  'collate', db.datcollate, 'ctype', db.datctype,
  'locale', coalesce(row ->> 'datlocale', row ->> 'daticulocale'),
  'icuRules', row ->> 'daticurules')`

const SESSIONS = `
pg_stat_activity a WHERE a.datid = db.oid AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()`

/**
 * One row with one JSON object. A superuser may SET ROLE to all; that right is apart since 16.
 * `maker`: the role of parameter 1, which is to make everything; where there is none, our own. The
 * database that a swap makes has the same owner, but none of the rights that others were given.
 */
export const TARGET_QUERY = `
SELECT jsonb_build_object(
  'database', db.datname, 'databaseOid', db.oid::bigint,
  'versionNumber', version.number,
  'version', split_part(current_setting('server_version'), ' ', 1),
  'isReplica', pg_is_in_recovery(),
  'isReadOnly', current_setting('transaction_read_only') = 'on',
  'user', current_user, 'isSuperuser', me.rolsuper,
  'owner', pg_get_userbyid(db.datdba), 'ownsDatabase', pg_has_role(db.datdba, 'USAGE'),
  'maker', maker.rolname,
  'mayCreate', has_database_privilege(maker.oid, db.oid, 'CREATE'),
  'mayMark', has_database_privilege(db.oid, 'CREATE'),
  'mayCreateInPublic', coalesce(
     (SELECT has_schema_privilege(maker.oid, oid, 'CREATE') FROM pg_namespace WHERE nspname = 'public'),
     maker.oid = me.oid),
  'makerOwnsDatabase', pg_has_role(maker.oid, db.datdba, 'USAGE'),
  'tablespaces', ${names(
    'spcname',
    "pg_tablespace t WHERE has_tablespace_privilege(maker.oid, t.oid, 'CREATE')",
  )},
  'mayUseTablespace', has_tablespace_privilege(db.dattablespace, 'CREATE'),
  'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = db.dattablespace),
  'mayCreateDatabases', me.rolsuper OR me.rolcreatedb,
  'roles', ${names('rolname', 'pg_roles')},
  'settableRoles', ${names(
    'rolname',
    "pg_roles r WHERE pg_has_role(r.oid, CASE WHEN version.number >= 160000 THEN 'SET' ELSE 'MEMBER' END)",
  )},
  'schemas', ${names('nspname', "pg_namespace WHERE nspname !~ '^pg_'")},
  'eventTriggers', ${names('evtname', 'pg_event_trigger')},
  'publications', ${names('pubname', 'pg_publication')},
  'subscriptions', ${names('subname', 'pg_subscription WHERE subdbid = db.oid')},
  'slots', ${names('slot_name', 'pg_replication_slots WHERE database = db.datname')},
  'defaultPrivileges', ${names(DEFAULT_PRIVILEGE_KEY, 'pg_default_acl')},
  'preparedTransactions', (SELECT count(*) FROM pg_prepared_xacts WHERE database = db.datname),
  'sessions', (SELECT count(*) FROM ${SESSIONS}),
  'protectedSessions', ${names('usename', `(SELECT DISTINCT a.usename FROM ${SESSIONS} AND NOT ${MAY_END}) s`)},
  'locale', ${LOCALE},
  'extensions', ${EXTENSIONS},
  'capacity', ${CAPACITY}) AS facts
  FROM pg_database db, pg_roles me, pg_roles maker, LATERAL (SELECT to_jsonb(db) AS row) j,
       LATERAL (SELECT current_setting('server_version_num')::int AS number) version
 WHERE db.datname = current_database() AND me.rolname = current_user
   AND maker.rolname = coalesce((SELECT rolname FROM pg_roles WHERE rolname = $1), current_user)`
