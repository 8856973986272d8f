import type { Session } from '../postgres/session.ts'
import type { CopiedTable } from './copy-run.ts'
import type { QualifiedName } from './source-tables.ts'
import { qualified } from './statements.ts'

/** How many rows a table of the target has to have. */
export interface ExpectedRows {
  readonly table: QualifiedName
  /** A partitioned table has no rows but those of its partitions. */
  readonly withPartitions: boolean
  readonly rows: number
}

/** What can be compared: not the tables of an extension, which may have rows of their own. Pure. */
export function expectedRows(tables: readonly CopiedTable[]): ExpectedRows[] {
  const expected = new Map<string, ExpectedRows>()
  for (const { schema, name, into, rows, isShared } of tables) {
    if (isShared) continue
    const key = qualified(into)
    const withPartitions = key !== qualified({ schema, name })
    const before = expected.get(key)?.rows ?? 0
    expected.set(key, { table: into, withPartitions, rows: before + rows })
  }
  return [...expected.values()].sort((one, other) => other.rows - one.rows)
}

/**
 * Counts the rows of every table of the target; the sessions share the work.
 *
 * @returns what differs, a sentence each
 */
export async function differingTables(
  sessions: readonly Session[],
  expected: readonly ExpectedRows[],
): Promise<string[]> {
  const waiting = [...expected]
  const wrong: string[] = []
  await Promise.all(
    sessions.map(async (session) => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const found = await countRows(session, one)
        const { schema, name } = one.table
        if (found !== one.rows) {
          wrong.push(`${schema}.${name} has ${found} rows and ${one.rows} were copied`)
        }
      }
    }),
  )
  return wrong.sort()
}

async function countRows(session: Session, expected: ExpectedRows): Promise<number> {
  const only = expected.withPartitions ? '' : 'ONLY '
  const [row] = await session.query<{ rows: string }>(
    `SELECT count(*) AS rows FROM ${only}${qualified(expected.table)}`,
  )
  return Number(row?.rows)
}
