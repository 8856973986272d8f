import { errorCode } from '../errors.ts'
import type { TableRows } from '../manifest/manifest.ts'
import { quoteName } from '../postgres/quote-name.ts'
import type { Session } from '../postgres/session.ts'

/** How a difference is told; `found` undefined: there is no such table. */
export type Wording = (table: TableRows, found: number | undefined) => string

/**
 * How many rows tables have, beside how many they should have. Each is counted once: some, perhaps,
 * while others are still being loaded, the rest at the end.
 */
export class RowCounts {
  readonly #wording: Wording
  /** The largest first, so that no session is left with it at the end. */
  readonly #waiting: TableRows[]
  readonly #wrong: string[] = []
  #roots: Promise<ReadonlySet<string>> | undefined

  constructor(tables: readonly TableRows[], wording: Wording) {
    this.#wording = wording
    this.#waiting = [...tables].sort((one, other) => other.rows - one.rows)
  }

  /**
   * Counts one of them that waits to be counted, if there is one that may be.
   *
   * @returns whether there was; after an error the table waits again
   */
  async countNext(session: Session, may: (table: TableRows) => boolean): Promise<boolean> {
    const index = this.#waiting.findIndex(may)
    const [table] = index < 0 ? [] : this.#waiting.splice(index, 1)
    if (table === undefined) return false
    try {
      const found = await this.#count(session, table)
      if (found !== table.rows) this.#wrong.push(this.#wording(table, found))
      return true
    } catch (error) {
      this.#waiting.unshift(table)
      throw error
    }
  }

  /**
   * Counts what has not been counted yet; the sessions share the work.
   *
   * @returns what differs in any of the tables, a sentence each
   */
  async countRest(sessions: readonly Session[]): Promise<string[]> {
    const all = () => true
    await Promise.all(
      sessions.map(async (session) => {
        while (await this.countNext(session, all));
      }),
    )
    return this.#wrong.sort()
  }

  /** Asked once, and again by the next session where one was cut off over it. */
  async #partitioned(session: Session): Promise<ReadonlySet<string>> {
    this.#roots ??= partitionedTables(session)
    try {
      return await this.#roots
    } catch (error) {
      this.#roots = undefined
      throw error
    }
  }

  async #count(session: Session, { schema, name }: TableRows): Promise<number | undefined> {
    const roots = await this.#partitioned(session)
    // A table of its own rows only, unless it is one that has none and stands for its partitions.
    const only = roots.has(JSON.stringify([schema, name])) ? '' : 'ONLY '
    const table = `${only}${quoteName(schema)}.${quoteName(name)}`
    try {
      return await countIn(session, table)
    } catch (error) {
      if (errorCode(error) === '42P01' || errorCode(error) === '3F000') return undefined
      // Sessions of ours have row_security off: what policies would hide is refused, not left out.
      if (errorCode(error) === '42501') return await countWithoutPolicies(session, table)
      throw error
    }
  }
}

async function countIn(session: Session, table: string): Promise<number> {
  const [row] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${table}`)
  return Number(row?.rows)
}

/**
 * Policies may be forced upon the owner of a table as well (FORCE ROW LEVEL SECURITY). The owner may
 * lift them, which is done for the count alone and rolled back.
 */
async function countWithoutPolicies(session: Session, table: string): Promise<number> {
  await session.query('BEGIN; SET LOCAL lock_timeout = 0')
  try {
    await session.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    return await countIn(session, table)
  } finally {
    // A connection that is gone has rolled back by itself.
    await session.query('ROLLBACK').catch(() => {})
  }
}

async function partitionedTables(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'`,
  )
  return new Set(rows.map(({ schema, name }) => JSON.stringify([schema, name])))
}
