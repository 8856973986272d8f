import { errorCode, errorMessage, sentence, UserError } from '../errors.ts'
import type { ExtensionFact } from '../manifest/manifest.ts'
import type { ConnectionSettings } from './connection.ts'
import type { BlockerFact, RelationFact, ServerFacts, UnreadableFact } from './facts.ts'
import {
  BLOCKERS_QUERY,
  DATABASE_QUERY,
  RELATIONS_QUERY,
  RELATIONS_WITHOUT_LOCKS_QUERY,
} from './facts-queries.ts'
import { detectPooler } from './pooler.ts'
import { UNREADABLE_QUERY } from './readability-query.ts'
import type { Session } from './session.ts'

/**
 * Asks the server all that a plan is made from, in four short queries (and one more connection
 * where a pooler stands between). Reads catalogs only, waits for no lock, and needs no right beyond
 * connecting, where none of those that every role has were revoked (`E_PERMISSION`). Throws what
 * `Session.query` throws.
 */
export async function readFacts(
  session: Session,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<ServerFacts> {
  try {
    return await askAll(session, settings, signal)
  } catch (error) {
    throw errorCode(error) === '42501' ? hardened(error) : error
  }
}

function hardened(cause: unknown): UserError {
  return new UserError(
    'E_PERMISSION',
    `The server does not tell this role what a backup has to know: ${sentence(errorMessage(cause))}`,
    'Grant the role what the text names, as every role has it by default.',
    { cause },
  )
}

async function askAll(
  session: Session,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<ServerFacts> {
  const pooler = await detectPooler(session, settings, signal)
  const [database] = await session.query<DatabaseRow>(DATABASE_QUERY)
  if (database === undefined) throw new Error('pg_database has no row for the current database.')
  const { versionNumber, sizeBytes, ...rest } = database
  return {
    host: session.host,
    ...rest,
    versionNumber,
    major: Math.floor(versionNumber / 10_000),
    sizeBytes: Number(sizeBytes),
    pooler,
    searchPath: session.searchPath,
    relations: await readRelations(session),
    unreadable: await session.query<UnreadableFact>(UNREADABLE_QUERY),
    blockers: await session.query<BlockerFact>(BLOCKERS_QUERY),
  }
}

/** PostgreSQL's bigint arrives as text. */
type DatabaseRow = Pick<
  ServerFacts,
  'database' | 'user' | 'versionNumber' | 'version' | 'encoding' | 'collation' | 'isReplica'
> & { readonly sizeBytes: string; readonly extensions: readonly ExtensionFact[] }

type RelationRow = Omit<RelationFact, 'sizeBytes' | 'estimatedRows'> & {
  readonly sizeBytes: string
  readonly estimatedRows: number
}

async function readRelations(session: Session): Promise<RelationFact[]> {
  const rows = await session.query<RelationRow>(RELATIONS_QUERY).catch((error) => {
    // pg_table_size waits for whoever alters the table; a lock may be taken while we look.
    if (errorCode(error) !== '55P03') throw error
    return session.query<RelationRow>(RELATIONS_WITHOUT_LOCKS_QUERY)
  })
  return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }))
}
