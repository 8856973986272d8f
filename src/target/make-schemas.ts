import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'

/** Makes those of these schemas that the database does not have, which takes no right for the others. */
export async function makeSchemas(session: Session, names: readonly string[]): Promise<void> {
  const missing = await session.query<{ schema: string }>(
    `SELECT schema FROM unnest($1::text[]) schema
      WHERE schema NOT IN (SELECT nspname FROM pg_namespace)`,
    [names],
  )
  for (const { schema } of missing) await session.query(`CREATE SCHEMA ${quoteName(schema)}`)
}
