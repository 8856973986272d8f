import { errorLine, UserError } from '../../errors.ts'
import type { TableRows } from '../../manifest/manifest.ts'
import type { BackupPlan, PlannedTable } from '../../plan/backup.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { hasRows, tableFiles } from '../../postgres/table-files.ts'
import type { Origin } from '../origin/origin.ts'
import type { RunRecord } from '../records/record.ts'

interface Run {
  readonly plan: BackupPlan
  readonly origin: Origin
  readonly record: RunRecord
}

/** Throws where tables that came out empty were not: `E_DUMP`. */
export type RewriteCheck = (counted: readonly TableRows[]) => Promise<void>

/**
 * pg_dump sees all tables as they were when it began, and only then waits for the lock of each. To
 * that view a table which TRUNCATE or a rewriting ALTER TABLE changed in between has no rows at all,
 * neither the old ones nor the new (manual, "Concurrency Control", "Caveats"), and pg_dump says nothing
 * of it. What was rewritten lies in another file than before.
 *
 * @returns the check for the end of the dump; pg_dump has to be started after this
 */
export async function watchForRewrites({ plan, origin, record }: Run): Promise<RewriteCheck> {
  const oidsOf = (tables: readonly PlannedTable[]) => tables.map(({ oid }) => oid)
  const before = await ask(origin, (session) => tableFiles(session, oidsOf(plan.tables)))
  return async (counted) => {
    const empty = emptyOf(plan.tables, counted)
    try {
      const lost = await ask(origin, async (session) => {
        const after = await tableFiles(session, oidsOf(empty))
        const rewritten = empty.filter(({ oid }) => after.get(oid) !== before.get(oid))
        const full = await Promise.all(rewritten.map((table) => hasRows(session, table)))
        return rewritten.filter((_, index) => full[index])
      })
      if (lost.length > 0) throw rowsLost(lost)
    } catch (error) {
      origin.signal.throwIfAborted()
      if (error instanceof UserError && error.code === 'E_DUMP') throw error
      record.warn(`Not known whether empty tables were rewritten at the start: ${errorLine(error)}`)
    }
  }
}

function emptyOf(planned: readonly PlannedTable[], counted: readonly TableRows[]): PlannedTable[] {
  const empty = counted.filter(({ rows }) => rows === 0)
  const names = new Set(empty.map(({ schema, name }) => JSON.stringify([schema, name])))
  return planned.filter(({ countedAs: { schema, name } }) =>
    names.has(JSON.stringify([schema, name])),
  )
}

/** The session beside a dump may be lost, which is no fault of the dump: another one asks then. */
async function ask<T>(origin: Origin, question: (session: Session) => Promise<T>): Promise<T> {
  try {
    return await question(origin.session)
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'E_CONNECT')) throw error
    const here = { ...origin.connection, hosts: [origin.facts.host] }
    const session = await connect(here, origin.signal)
    try {
      return await question(session)
    } finally {
      await session.end()
    }
  }
}

const NAMED = 10

function rowsLost(tables: readonly PlannedTable[]): UserError {
  const names = tables.slice(0, NAMED).map(({ schema, name }) => `${schema}.${name}`)
  const more = tables.length > NAMED ? ` and ${tables.length - NAMED} more` : ''
  return new UserError(
    'E_DUMP',
    `While the dump began, another session rewrote ${names.join(', ')}${more} (ALTER TABLE or TRUNCATE), so none of the rows are in it.`,
    'The dump was not kept; run the backup again.',
  )
}
