import { errorCode } from '../errors.ts'
import type { TableRows } from '../manifest/manifest.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'

/**
 * Counts the rows of every table and compares them with what was counted in the archive. Several
 * sessions share the work, the largest tables first.
 *
 * @returns what differs, a sentence each, in the order of the tables
 */
export async function differingRows(
  sessions: readonly Session[],
  tables: readonly TableRows[],
): Promise<string[]> {
  const [first] = sessions
  const roots = first ? await partitionedTables(first) : new Set<string>()
  const waiting = [...tables].sort((one, other) => other.rows - one.rows)
  const wrong: string[] = []
  await Promise.all(
    sessions.map(async (session) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        const found = await countRows(session, table, roots)
        if (found !== table.rows) wrong.push(difference(table, found))
      }
    }),
  )
  return wrong.sort()
}

async function partitionedTables(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'`,
  )
  return new Set(rows.map(({ schema, name }) => JSON.stringify([schema, name])))
}

/** Undefined: there is no such table. */
async function countRows(
  session: Session,
  { schema, name }: TableRows,
  roots: ReadonlySet<string>,
): Promise<number | undefined> {
  // A table of its own rows only, unless it is one that has none and stands for its partitions.
  const only = roots.has(JSON.stringify([schema, name])) ? '' : 'ONLY '
  try {
    const [row] = await session.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM ${only}${quoteName(schema)}.${quoteName(name)}`,
    )
    return Number(row?.rows)
  } catch (error) {
    if (errorCode(error) === '42P01' || errorCode(error) === '3F000') return undefined
    throw error
  }
}

function difference({ schema, name, rows }: TableRows, found: number | undefined): string {
  const what = found === undefined ? 'is missing' : `has ${found} rows`
  return `${schema}.${name} ${what} and the backup ${rows}`
}
