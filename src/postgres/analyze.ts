import { errorMessage, isAbort, sentence, UserError } from '../errors.ts'
import { quoteName } from './quote-name.ts'
import type { Session } from './session.ts'

/** What has rows or partitions, outside of the system and of extensions; the largest first. */
const TABLES = `
SELECT n.nspname AS schema, c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_|^information_schema$'
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY pg_relation_size(c.oid) DESC`

/**
 * Gives the planner its statistics of every table, which a restore does not bring along. The
 * sessions share the tables. A table of another owner is left out with a warning of the server.
 *
 * @returns a sentence for each table that has none now: expressions of statistics and indexes may
 * fail, for want of a search path for example, and take no row away
 */
export async function analyzeAll(sessions: readonly Session[]): Promise<readonly string[]> {
  const failed: string[] = []
  const [first] = sessions
  const waiting = (await first?.query<{ schema: string; name: string }>(TABLES)) ?? []
  await Promise.all(
    sessions.map(async (session) => {
      // Behind a vacuum, or a count that holds the table, it is worth to wait.
      await session.query('SET lock_timeout = 0')
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        const name = `${quoteName(table.schema)}.${quoteName(table.name)}`
        await session.query(`ANALYZE ${name}`).catch((error: unknown) => {
          if (error instanceof UserError || isAbort(error)) throw error
          failed.push(
            `No statistics of ${name} could be gathered: ${sentence(errorMessage(error))}`,
          )
        })
      }
    }),
  )
  return failed
}
