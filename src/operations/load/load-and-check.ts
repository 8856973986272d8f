import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from '../../client/client.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Manifest, TableRows } from '../../manifest/manifest.ts'
import { chooseEntries, type RestoreChoice } from '../../plan/choose-entries.ts'
import type { LoadPlan } from '../../plan/restore.ts'
import { analyzeAll } from '../../postgres/analyze.ts'
import { type ArchiveEntry, readContents, useListText } from '../../postgres/archive-contents.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { libpqEnvironment, withSessionOptions } from '../../postgres/environment.ts'
import { CLAIM_SCHEMA } from '../../target/user-objects.ts'
import { RowCounts } from '../../verify/row-counts.ts'
import { checkStatements } from '../../verify/verify-sql.ts'
import type { RunRecord } from '../records/record.ts'
import { countEarly } from './count-early.ts'
import { loadArchive } from './load-archive.ts'
import { withSessions } from './load-sessions.ts'
import { makeMissingSchemas } from './missing-schemas.ts'
import { DECODING_ONLY } from './read-definitions.ts'
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
  /** Both lists empty: everything. */
  readonly choice: RestoreChoice
  readonly analyze: boolean
  readonly compareRows: boolean
  readonly statements: readonly string[]
}

export interface Loaded {
  /** What is in the archive; empty for plain SQL, which has no table of contents. */
  readonly entries: readonly ArchiveEntry[]
  /** The tables that were loaded, with the rows they should have. */
  readonly tables: readonly TableRows[]
  /** Whether the rows of these tables were counted and found to be as many as in the archive. */
  readonly compared: boolean
}

/**
 * Loads an archive into an empty database and proves it: analyze, rows of every table, the user's
 * own statements. Restore and verify differ in what database that is.
 *
 * @throws UserError `E_RESTORE`, `E_VERIFY`
 */
export async function loadAndCheck(load: Load): Promise<Loaded> {
  const { host, record, connection, plan, manifest } = load
  const libpq = await libpqForLoad(load)
  const chosen = await choose(load)
  // Without a read-back of the backup nobody knows what to compare with.
  const compared = load.compareRows && manifest.verification.level !== 'none'
  if (load.compareRows && !compared) {
    record.warn(
      `${manifest.id} was taken with verify: none, so that there are no rows to compare with.`,
    )
  }
  await makeMissingSchemas(connection, manifest, chosen.entries, host.signal)
  const counts = new RowCounts(compared ? chosen.tables : [], rowDifference)
  await record.phase('restore', 'Restore', () => restoreEntries(load, libpq, chosen, counts))
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
  return { ...chosen, compared }
}

interface Chosen extends Omit<Loaded, 'compared'> {
  readonly arguments: readonly string[]
}

/** Which entries to restore: all, or a list for pg_restore's `--use-list`. */
async function choose({ host, client, manifest, archive, choice, plan }: Load): Promise<Chosen> {
  const isEverything = choice.schemas.length === 0 && choice.tables.length === 0
  if (manifest.dump.format === 'plain') {
    if (isEverything) return { entries: [], tables: manifest.tables, arguments: [] }
    throw new UserError(
      'E_INPUT',
      'schemas, tables: a plain SQL backup can only be restored whole.',
      'Leave them out, or take backups in custom or directory format.',
    )
  }
  const all = await readContents(client, DECODING_ONLY, archive, host.signal)
  const entries = all.filter((entry) => !isOfClaim(entry))
  const whole = { entries, tables: manifest.tables }
  if (isEverything && entries.length === all.length) return { ...whole, arguments: plan.arguments }
  const chosen = isEverything ? whole : chooseEntries(entries, manifest, choice)
  if (chosen.entries.length === 0) {
    throw new UserError(
      'E_NOT_FOUND',
      `Nothing in ${manifest.id} is selected by schemas and tables.`,
      'Check the patterns.',
    )
  }
  const folder = await mkdtemp(path.join(await host.temporaryDirectory(), 'list-'))
  const list = path.join(folder, 'entries.list')
  await writeFile(list, useListText(chosen.entries))
  return { ...chosen, arguments: [...plan.arguments, `--use-list=${list}`] }
}

/** The mark of a killed restore, which a pg_dump that is not ours has dumped: there is one already. */
function isOfClaim({ label }: ArchiveEntry): boolean {
  return [`- ${CLAIM_SCHEMA} `, `- SCHEMA ${CLAIM_SCHEMA} `].some((start) =>
    label.startsWith(start),
  )
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
  chosen: Chosen,
  counts: RowCounts,
): Promise<void> {
  const { host, record, client, manifest, archive, plan, connection } = load
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
      arguments: chosen.arguments,
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
