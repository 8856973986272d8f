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
 */
export async function analyzeAll(sessions: readonly Session[]): Promise<void> {
  const [first] = sessions
  const waiting = (await first?.query<{ schema: string; name: string }>(TABLES)) ?? []
  await Promise.all(
    sessions.map(async (session) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        await session.query(`ANALYZE ${quoteName(table.schema)}.${quoteName(table.name)}`)
      }
    }),
  )
}
