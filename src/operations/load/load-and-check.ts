import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from '../../client/client.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Manifest, TableRows } from '../../manifest/manifest.ts'
import type { LoadPlan } from '../../plan/restore.ts'
import { analyzeAll } from '../../postgres/analyze.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { libpqEnvironment, withSessionOptions } from '../../postgres/environment.ts'
import { RowCounts } from '../../verify/row-counts.ts'
import { checkStatements } from '../../verify/verify-sql.ts'
import type { RunRecord } from '../records/record.ts'
import type { Chosen } from './choose-from-archive.ts'
import { countEarly } from './count-early.ts'
import { loadArchive } from './load-archive.ts'
import { withSessions } from './load-sessions.ts'
import { makeMissingSchemas } from './missing-schemas.ts'
import { watchLoad } from './watch-load.ts'

export interface Load {
  readonly host: Host
  readonly record: RunRecord
  readonly client: Client
  readonly plan: LoadPlan
  readonly manifest: Manifest
  /** On this machine, its bytes checked. */
  readonly archive: string
  /** The empty database to load into, its one host known to answer. */
  readonly connection: ConnectionSettings
  readonly chosen: Chosen
  readonly analyze: boolean
  readonly compareRows: boolean
  readonly statements: readonly string[]
}

/**
 * Loads an archive into an empty database and proves it: analyze, rows of every table, the user's
 * own statements. Restore and verify differ in what database that is.
 *
 * @returns whether the rows of all tables were counted and found to be as many as in the archive
 * @throws UserError `E_RESTORE`, `E_VERIFY`
 */
export async function loadAndCheck(load: Load): Promise<boolean> {
  const { host, record, connection, plan, manifest, chosen } = load
  const libpq = await libpqForLoad(load)
  // Without a read-back of the backup nobody knows what to compare with.
  const compared = load.compareRows && manifest.verification.level !== 'none'
  if (load.compareRows && !compared) {
    record.warn(
      `${manifest.id} was taken with verify: none, so that there are no rows to compare with.`,
    )
  }
  await makeMissingSchemas(connection, manifest, chosen.entries, host.signal)
  const counts = new RowCounts(compared ? chosen.tables : [], rowDifference)
  await record.phase('restore', 'Restore', () => restoreEntries(load, libpq, counts))
  await withSessions(connection, plan.jobs, host.signal, async (sessions) => {
    const [first] = sessions
    if (load.analyze) {
      const failed = await record.phase('analyze', 'Analyze', () => analyzeAll(sessions))
      for (const line of failed) record.warn(line)
    }
    if (compared) {
      const wrong = await record.phase('rows', 'Compare the rows', () => counts.countRest(sessions))
      if (wrong.length > 0)
        throw differs(wrong, 'look at triggers and rules that change rows as they are loaded')
    }
    if (first && load.statements.length > 0) {
      await record.phase('verify-sql', 'Run verify-sql', () =>
        checkStatements(first, load.statements),
      )
    }
  })
  return compared
}

async function libpqForLoad({ host, connection, plan }: Load) {
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'target-'))
  const [address] = connection.hosts
  if (!address) throw new Error('A connection has at least one host.')
  const libpq = await libpqEnvironment(connection, address, folder)
  return withSessionOptions(libpq, connection, plan.sessionOptions)
}

async function restoreEntries(
  load: Load,
  libpq: Awaited<ReturnType<typeof libpqForLoad>>,
  counts: RowCounts,
): Promise<void> {
  const { host, record, client, manifest, archive, plan, chosen, connection } = load
  const watch = watchLoad(host, chosen.entries, connection)
  const early = countEarly(counts, chosen.entries, plan.jobs, connection, host.signal)
  try {
    const harmless = await loadArchive({
      ...libpq,
      host,
      client,
      manifest,
      archive,
      jobs: plan.jobs,
      arguments: [...plan.arguments, ...chosen.arguments],
      onItem(what, item) {
        watch.onItem(what, item)
        early.onItem(what, item)
      },
    })
    for (const { kind, item, message } of harmless) {
      record.warn(`Left out, which takes no data away: ${kind} ${item}: ${message}`)
    }
  } finally {
    await watch.stop()
    await early.stop()
  }
}

function rowDifference({ schema, name, rows }: TableRows, found: number | undefined): string {
  const what = found === undefined ? 'is missing' : `has ${found} rows`
  return `${schema}.${name} ${what} and the backup ${rows}`
}

/** The error that names what is not as in the backup. */
export function differs(wrong: readonly string[], advice: string): UserError {
  const shown = wrong.slice(0, 10).join('; ')
  const more = wrong.length > 10 ? `; and ${wrong.length - 10} more` : ''
  return new UserError(
    'E_VERIFY',
    `The restored database differs from the backup: ${shown}${more}.`,
    `Do not use it; ${advice}.`,
  )
}
