import type { Session } from '../postgres/session.ts'

/**
 * The schema that marks a database as being restored into (claim.ts). Names that begin with `pg_`
 * are reserved for the system.
 */
export const CLAIM_SCHEMA = '_pg_backup_restore'

/**
 * For every pg_dump: the mark says what has become of one database, and of no copy of it. Restored,
 * it would take the place of the mark that the restore itself has left.
 */
export const WITHOUT_CLAIM = `--exclude-schema=${CLAIM_SCHEMA}`

/** The first oid that is not given out by initdb (access/transam.h). */
const FIRST_USER_OID = 16_384

/**
 * It belongs to an extension, to another object that it goes with, or (a sequence) to a column.
 * What a table's columns depend on says nothing of the table: a partitioned one is internal to its
 * own key columns.
 */
const BELONGS_TO_ANOTHER = `
EXISTS (SELECT FROM pg_depend owner
         WHERE owner.classid = found.classid AND owner.objid = found.objid AND owner.objsubid = 0
           AND (owner.deptype IN ('e', 'i')
                OR (owner.deptype = 'a' AND owner.classid = 'pg_class'::regclass
                    AND owner.refclassid = 'pg_class'::regclass AND owner.refobjsubid > 0)))`

/** Objects that are in no schema: class, its column of owners (null: none, for a superuser alone). */
const DATABASE_LEVEL: readonly (readonly [string, string | null])[] = [
  ['pg_event_trigger', 'evtowner'],
  ['pg_publication', 'pubowner'],
  ['pg_foreign_server', 'srvowner'],
  ['pg_foreign_data_wrapper', 'fdwowner'],
  ['pg_language', 'lanowner'],
  ['pg_cast', null],
  ['pg_transform', null],
  ['pg_am', null],
]

/**
 * Everything that a restore could collide with, and what a wipe removes: what lies in schemas that
 * are not the system's (every such object depends on its schema), schemas, and what lies in none.
 * Not counted: members of extensions, schema `public`, schemas that hold extensions, what belongs
 * to another object (indexes, sequences of columns), our own mark, schemas that this role
 * may neither use nor create in, and its provider's objects that lie in no schema and belong to a
 * role that it may not act as: no dump holds these, and no restore comes near them.
 * `droppable`: this role owns the object, or its schema (manual, DROP TABLE).
 */
export const USER_OBJECTS = `
WITH extension_schemas AS (
  SELECT extnamespace AS oid FROM pg_extension
  UNION
  SELECT d.refobjid FROM pg_depend d JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid
   WHERE d.refclassid = 'pg_namespace'::regclass AND e.deptype = 'e'
), schemas AS (
  SELECT 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, n.nspname,
         pg_has_role(n.nspowner, 'USAGE') AS owned
    FROM pg_namespace n
   WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '${CLAIM_SCHEMA}')
     AND (has_schema_privilege(n.oid, 'USAGE') OR has_schema_privilege(n.oid, 'CREATE')
          OR pg_has_role(n.nspowner, 'USAGE'))
), contained AS (
  SELECT found.classid, found.objid, found.refobjid AS schema,
         schemas.owned OR pg_has_role(coalesce(o.refobjid, 10), 'USAGE') AS droppable
    FROM schemas
    JOIN pg_depend found ON found.refclassid = 'pg_namespace'::regclass
                        AND found.refobjid = schemas.objid AND found.deptype = 'n'
    LEFT JOIN pg_shdepend o ON o.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                               AND o.classid = found.classid AND o.objid = found.objid
                               AND o.objsubid = 0 AND o.deptype = 'o'
   WHERE found.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
     AND NOT ${BELONGS_TO_ANOTHER}
), objects AS (
  SELECT classid, objid, schema, droppable FROM contained
  UNION ALL
  SELECT classid, objid, 0, true FROM schemas found
   WHERE owned AND nspname <> 'public' AND NOT ${BELONGS_TO_ANOTHER}
     AND objid NOT IN (SELECT oid FROM extension_schemas)
${DATABASE_LEVEL.map(databaseLevel).join('')})
`

function databaseLevel([name, owner]: readonly [string, string | null]): string {
  const mine =
    owner === null
      ? '(SELECT rolsuper FROM pg_roles WHERE rolname = current_user)'
      : `pg_has_role(${owner}, 'USAGE')`
  return `  UNION ALL
  SELECT classid, objid, 0, true
    FROM (SELECT '${name}'::regclass::oid AS classid, oid AS objid
            FROM ${name} WHERE oid >= ${FIRST_USER_OID} AND ${mine}) found
   WHERE NOT ${BELONGS_TO_ANOTHER}
`
}

export interface UserObject {
  /** As pg_identify_object says: `table`, `function`, `text search parser`, `schema`, … */
  readonly kind: string
  /** Quoted and qualified, fit for SQL: `public."Orders"`, `app.total(integer)`. */
  readonly identity: string
  /** The oid of the schema it lies in; 0: in none. */
  readonly schema: number
  readonly oid: number
  /** Whether this role may drop it. */
  readonly droppable: boolean
}

/** All of them, the newest first, which others depend on least. */
export async function listUserObjects(session: Session): Promise<UserObject[]> {
  return session.query<UserObject>(`${USER_OBJECTS}
    SELECT name.type AS kind, name.identity, objects.schema, objid AS oid, droppable
      FROM objects, LATERAL pg_identify_object(classid, objid, 0) name
     ORDER BY objid DESC`)
}

export interface TableName {
  readonly schema: string
  readonly name: string
}

/** The tables that hold rows, other than members of extensions. */
export async function listUserTables(session: Session): Promise<TableName[]> {
  return session.query<TableName>(`${USER_OBJECTS}
    SELECT n.nspname AS schema, c.relname AS name
      FROM objects JOIN pg_class c ON c.oid = objid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE classid = 'pg_class'::regclass AND c.relkind = 'r'
     ORDER BY 1, 2`)
}
