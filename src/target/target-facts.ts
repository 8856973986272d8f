import type { Session } from '../postgres/session.ts'
import { sqlState } from './server-error.ts'
import { TARGET_QUERY } from './target-queries.ts'
import { USER_OBJECTS } from './user-objects.ts'

/** What a server says of the database that a restore goes into. Plain data. */
export interface TargetFacts {
  readonly database: string
  readonly databaseOid: number
  /** Of pg_control_system(); null where this role may not ask for it. */
  readonly systemIdentifier: string | null
  readonly versionNumber: number
  readonly version: string
  readonly major: number
  readonly isReplica: boolean
  /** A replica, or a role, database or server that is set to read only. */
  readonly isReadOnly: boolean
  readonly locale: DatabaseLocale
  readonly user: string
  readonly isSuperuser: boolean
  /** It is the owner, or may act as the owner. */
  readonly ownsDatabase: boolean
  readonly owner: string
  /** Who is to make everything: the role that was asked about, or `user`. */
  readonly maker: string
  /** The right of the maker to make schemas, CREATE on the database. */
  readonly mayCreate: boolean
  /** The right of `user` to do so: the mark of a restore is a schema. */
  readonly mayMark: boolean
  readonly mayCreateInPublic: boolean
  /** The maker is the owner, or may act as the owner. */
  readonly makerOwnsDatabase: boolean
  /** The database's own; what is not put elsewhere lies in it. */
  readonly tablespace: string
  /** `user` may put a database into it. */
  readonly mayUseTablespace: boolean
  /** Those in which the maker may put something. */
  readonly tablespaces: readonly string[]
  readonly mayCreateDatabases: boolean
  readonly roles: readonly string[]
  /** The roles that this one may SET ROLE to, itself included; all, for a superuser. */
  readonly settableRoles: readonly string[]
  readonly extensions: readonly TargetExtension[]
  readonly schemas: readonly string[]
  /** What a restore could collide with; see USER_OBJECTS. `names`: the first ten. */
  readonly objects: { readonly count: number; readonly names: readonly string[] }
  readonly eventTriggers: readonly string[]
  readonly publications: readonly string[]
  readonly subscriptions: readonly string[]
  /** Logical replication slots of this database. */
  readonly slots: readonly string[]
  /** Keys of default privileges, for WipeOptions. */
  readonly defaultPrivileges: readonly string[]
  /** Sessions of others in this database. */
  readonly sessions: number
  /** Of these, the roles whose sessions this one may not end. */
  readonly protectedSessions: readonly string[]
  readonly preparedTransactions: number
  readonly capacity: TargetCapacity
}

export interface DatabaseLocale {
  readonly encoding: string
  readonly provider: 'libc' | 'icu' | 'builtin'
  readonly collate: string
  readonly ctype: string
  /** Of ICU and the builtin provider. */
  readonly locale: string | null
  readonly icuRules: string | null
}

export interface TargetExtension {
  readonly name: string
  readonly versions: readonly string[]
  /** What CREATE EXTENSION gives; null: nothing is marked as the default. */
  readonly defaultVersion: string | null
  readonly trusted: boolean
  readonly installedVersion: string | null
  readonly installedSchema: string | null
  /** It is installed, by a role that this one may act as, and no other extension needs it. */
  readonly droppable: boolean
  /** By the maker, by the rules of stock PostgreSQL; a provider may allow more. */
  readonly creatable: boolean
}

/** What the speed of a restore depends on. Sizes in bytes. */
export interface TargetCapacity {
  /** Sessions that this role can still open in the database; of a superuser not the reserved ones. */
  readonly freeConnections: number
  readonly workerProcesses: number
  readonly parallelMaintenanceWorkers: number
  readonly sharedBuffers: number
  readonly maintenanceWorkMem: number
}

/**
 * Asks the target all that the checks before a restore need, in three queries. Reads catalogs only
 * and needs no right beyond connecting. Throws what `Session.query` throws.
 *
 * @param maker the role that is to make everything, if not the session's own
 */
export async function readTargetFacts(session: Session, maker?: string): Promise<TargetFacts> {
  const [row] = await session.query<{ facts: TargetRow }>(TARGET_QUERY, [maker ?? null])
  const [objects] = await session.query<TargetFacts['objects']>(OBJECTS_QUERY)
  if (row === undefined || objects === undefined) throw new Error('The server gave no facts.')
  const { facts } = row
  const major = Math.floor(facts.versionNumber / 10_000)
  return { ...facts, major, objects, systemIdentifier: await readIdentifier(session) }
}

type TargetRow = Omit<TargetFacts, 'major' | 'objects' | 'systemIdentifier'>

const OBJECTS_QUERY = `${USER_OBJECTS},
described AS (
  SELECT classid, objid FROM objects
  UNION ALL
  SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
)
SELECT (SELECT count(*) FROM described)::int AS count,
       ARRAY(SELECT name.type || ' ' || name.identity
               FROM (SELECT * FROM described
                      ORDER BY classid <> 'pg_class'::regclass, classid, objid LIMIT 10) first,
                    LATERAL pg_identify_object(classid, objid, 0) name) AS names`

/** Everyone may ask by default, but a provider may have revoked it. */
async function readIdentifier(session: Session): Promise<string | null> {
  try {
    const [row] = await session.query<{ identifier: string }>(
      'SELECT system_identifier::text AS identifier FROM pg_control_system()',
    )
    return row?.identifier ?? null
  } catch (error) {
    if (sqlState(error) !== '42501') throw error
    return null
  }
}
