import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '../../client/client.ts'
import { copyDatabase } from '../../copy/copy-database.ts'
import { type CopyProgress, copyLine } from '../../copy/copy-progress.ts'
import { type CopyEnd, type CopyResult, USUAL_SIZES } from '../../copy/copy-run.ts'
import { expectedRows } from '../../copy/expected-rows.ts'
import { TaskGroup } from '../../copy/task-group.ts'
import { indexBuilds } from '../../copy/watch-builds.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { CopyInputs } from '../../inputs/copy.ts'
import type { TableRows } from '../../manifest/manifest.ts'
import type { CopyPlan } from '../../plan/copy.ts'
import { analyzeAll } from '../../postgres/analyze.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import { libpqEnvironment, withSessionOptions } from '../../postgres/environment.ts'
import type { RelationFact } from '../../postgres/facts.ts'
import { connect, type Session } from '../../postgres/session.ts'
import { startProgress } from '../../report/progress.ts'
import { RowCounts } from '../../verify/row-counts.ts'
import { withSessions } from '../load/load-sessions.ts'
import type { Origin } from '../origin/origin.ts'
import type { CopyRecord } from '../records/copy-record.ts'

export interface CheckedCopy {
  readonly host: Host
  readonly inputs: CopyInputs
  readonly record: CopyRecord
  readonly progress: CopyProgress
  readonly origin: Origin
  readonly tables: readonly RelationFact[]
  readonly plan: CopyPlan
  readonly client: Client
  /** The empty database, its one host known to answer. */
  readonly into: { readonly connection: ConnectionSettings; readonly encoding: string }
}

/**
 * Copies everything, gives the target its statistics and counts its rows.
 *
 * @throws UserError the first cause, or `E_VERIFY`
 */
export async function copyAndCheck(copy: CheckedCopy): Promise<void> {
  const { host, record, progress, into } = copy
  const session = await connect(into.connection, host.signal)
  const stop = watch(host, progress, session)
  try {
    const result = await run(copy)
    const { tables, bytes, largeObjects } = result
    record.copied = { tables, bytes, largeObjects }
    for (const line of result.leftOut) record.warn(`Left out, which takes no rows away: ${line}`)
    await check(copy, result)
  } finally {
    stop()
    await session.end()
  }
}

async function run(copy: CheckedCopy): Promise<CopyResult> {
  const { host, inputs, origin, plan, client, into } = copy
  const { facts, signal } = origin
  const { selection, noOwner, noAcl } = inputs
  const { jobs, streams, lockTimeoutMs } = plan
  const directory = await mkdtemp(path.join(await host.temporaryDirectory(), 'copy-'))
  const from = { ...origin.connection, hosts: [facts.host], pooler: facts.pooler?.mode }
  const choices = { selection, noOwner, noAcl, lockTimeoutMs, jobs, streams, client }
  try {
    return await copyDatabase(
      {
        ...choices,
        source: await endOf(from, facts.encoding, '', directory),
        target: await endOf(into.connection, into.encoding, plan.sessionOptions, directory),
        tables: copy.tables,
        searchPath: facts.searchPath,
        directory,
        sizes: USUAL_SIZES,
        log: host.log,
        signal,
        onRead: () => origin.release(),
        cleanup: host.cleanup,
      },
      copy.progress,
    )
  } catch (error) {
    // Past its deadline a fork is given up, and that is why the copy broke off.
    signal.throwIfAborted()
    throw error
  } finally {
    await origin.release()
  }
}

async function endOf(
  settings: ConnectionSettings,
  encoding: string,
  options: string,
  parent: string,
): Promise<CopyEnd> {
  const [host] = settings.hosts
  if (host === undefined) throw new Error('A connection has at least one host.')
  const directory = await mkdtemp(path.join(parent, 'connection-'))
  const libpq = await libpqEnvironment(settings, host, directory)
  return { settings, encoding, libpq: withSessionOptions(libpq, settings, options) }
}

/** Statistics and counts at once: one reads a sample of each table, the other all of it. */
async function check(copy: CheckedCopy, { tables }: CopyResult): Promise<void> {
  const { host, inputs, record, progress, plan, into } = copy
  const group = new TaskGroup(host.signal)
  const start = (
    phase: 'analyze' | 'rows',
    work: (sessions: readonly Session[]) => Promise<void>,
  ) =>
    group.start(() =>
      progress.during(phase, () => withSessions(into.connection, plan.jobs, group.signal, work)),
    )
  await host.log.group('Analyze and compare', async () => {
    start('analyze', async (sessions) => {
      for (const line of await analyzeAll(sessions)) record.warn(line)
    })
    if (inputs.verify === 'rows') {
      start('rows', async (sessions) => {
        const wrong = await new RowCounts(expectedRows(tables), rowDifference).countRest(sessions)
        if (wrong.length > 0) throw differs(wrong)
      })
    }
    await group.ended()
  })
  record.verified = inputs.verify
}

function rowDifference({ schema, name, rows }: TableRows, found: number | undefined): string {
  return `${schema}.${name} has ${found ?? 'no'} rows and ${rows} were copied`
}

function differs(wrong: readonly string[]): UserError {
  const more = wrong.length > 10 ? `; and ${wrong.length - 10} more` : ''
  return new UserError(
    'E_VERIFY',
    `The target differs from the source: ${wrong.slice(0, 10).join('; ')}${more}.`,
    'Do not use it; look at who else writes into the target.',
  )
}

const ASK_EVERY_MS = 1_000

/** Shows how far the copy is, with the indexes that are being built, which take longest at the end. */
function watch(host: Host, progress: CopyProgress, session: Session): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const ask = async () => {
    while (!signal.aborted) {
      progress.building = await indexBuilds(session)
      await sleep(ASK_EVERY_MS, undefined, { signal, ref: false })
    }
  }
  ask().catch(() => undefined) // the copy does not depend on what can be seen of it
  const { isLive } = host.log
  const stop = startProgress(host.log, isLive, () => copyLine(progress, isLive), host.signal)
  return () => {
    stopping.abort()
    stop()
  }
}
