import { errorLine, firstOf, UserError } from '../../errors.ts'
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

export interface RewriteWatch {
  /** To be told while pg_dump copies: it has all its locks then, and what waits for them is not it. */
  copying(): void
  /** Throws where tables that came out empty were not: `E_DUMP`. For the end of the dump. */
  check(counted: readonly TableRows[]): Promise<void>
}

/**
 * pg_dump sees all tables as they were when it began, and only then waits for the lock of each. To
 * that view a table which TRUNCATE or a rewriting ALTER TABLE changed in between has no rows at all,
 * neither the old ones nor the new (manual, "Concurrency Control", "Caveats"), and pg_dump says nothing
 * of it. What was rewritten lies in another file than before.
 *
 * @returns pg_dump has to be started after this
 */
export async function watchForRewrites({ plan, origin, record }: Run): Promise<RewriteWatch> {
  const oids = plan.tables.map(({ oid }) => oid)
  const askFiles = () => ask(origin, (session) => tableFiles(session, oids))
  const before = await askFiles()
  let locked: ReturnType<typeof askFiles> | undefined
  return {
    copying() {
      locked ??= askFiles()
      locked.catch(() => {}) // seen by the check, if there is one
    },
    async check(counted) {
      try {
        const after = await (locked ?? askFiles())
        const empty = emptyOf(plan.tables, counted)
        const rewritten = empty.filter(({ oid }) => after.get(oid) !== before.get(oid))
        const lost = await ask(origin, (session) => thoseWithRows(session, rewritten))
        if (lost.length > 0) throw rowsLost(lost)
      } catch (error) {
        origin.signal.throwIfAborted()
        if (error instanceof UserError && error.code === 'E_DUMP') throw error
        record.warn(
          `Not known whether empty tables were rewritten at the start: ${errorLine(error)}`,
        )
      }
    },
  }
}

async function thoseWithRows(session: Session, tables: readonly PlannedTable[]) {
  const full = await Promise.all(tables.map((table) => hasRows(session, table)))
  return tables.filter((_, index) => full[index])
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

function rowsLost(tables: readonly PlannedTable[]): UserError {
  const names = firstOf(tables.map(({ schema, name }) => `${schema}.${name}`))
  return new UserError(
    'E_DUMP',
    `While the dump began, another session rewrote ${names} (ALTER TABLE or TRUNCATE), so none of the rows are in it.`,
    'The dump was not kept; run the backup again.',
  )
}
