import { errorCode } from '../errors.ts'
import type { TableRows } from '../manifest/manifest.ts'
import { quoteName } from '../postgres/connect-errors.ts'
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
  const waiting = [...tables].sort((one, other) => other.rows - one.rows)
  const wrong: string[] = []
  await Promise.all(
    sessions.map(async (session) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        const found = await countRows(session, table)
        if (found !== table.rows) wrong.push(difference(table, found))
      }
    }),
  )
  return wrong.sort()
}

/** Undefined: there is no such table. */
async function countRows(
  session: Session,
  { schema, name }: TableRows,
): Promise<number | undefined> {
  try {
    const [row] = await session.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM ONLY ${quoteName(schema)}.${quoteName(name)}`,
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
