import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { closedFiles } from '../../archive/closed-files.ts'
import { canDecompress } from '../../archive/decompress.ts'
import { type DirectoryFile, dumpIdOf, storeDirectory } from '../../archive/directory-archive.ts'
import { OutgoingFile } from '../../archive/outgoing-file.ts'
import { rateLimit } from '../../archive/rate-limit.ts'
import {
  type ReadBack,
  type ReadBackOptions,
  readBackDirectory,
  startReadBack,
} from '../../archive/read-back.ts'
import { RowTally } from '../../archive/row-tally.ts'
import { type Flow, streamArchive } from '../../archive/stream-archive.ts'
import type { Client } from '../../client/client.ts'
import type { SeveralWriter } from '../../destinations/several.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { DumpedArchive } from '../../manifest/describe.ts'
import type { ArchiveFile, TableRows } from '../../manifest/manifest.ts'
import type { BackupPlan } from '../../plan/backup.ts'
import type { BlockingSession } from '../../postgres/activity.ts'
import { type ArchiveEntry, readContents } from '../../postgres/archive-contents.ts'
import { explainDumpFailure } from '../../postgres/dump-errors.ts'
import { isGoodEnd, type RunningProgram, startProgram } from '../../postgres/program.ts'
import type { Seal } from '../../seal/seal.ts'
import { WITHOUT_CLAIM } from '../../target/user-objects.ts'

/** How long a pg_dump that is failing may take to end. */
const FAILING_MS = 2_000

export interface DumpRun {
  readonly host: Host
  readonly plan: BackupPlan
  readonly client: Client
  /** libpq's variables and the arguments that have none; neither in a log. */
  readonly environment: Readonly<Record<string, string>>
  readonly connectionArguments: readonly string[]
  readonly writer: SeveralWriter
  readonly seal: Seal | undefined
  readonly progress: DumpProgress
}

/** What the dump tells of itself while it runs, and what is known of the locks it waits for. */
export interface DumpProgress {
  readonly flow: Flow
  reading(readBack: ReadBack): void
  lockHolders(): readonly BlockingSession[]
}

/**
 * Runs pg_dump, sends what it writes to the destinations, and reads it back on the way. When this
 * resolves, every file is stored and proven, and only the manifest is missing.
 *
 * @throws UserError the first cause: never the broken pipe it led to
 */
export async function dumpArchive(run: DumpRun): Promise<DumpedArchive> {
  const archive = run.plan.format === 'directory' ? await dumpDirectory(run) : await dumpStream(run)
  if (!run.plan.globals) return archive
  return { ...archive, files: [...archive.files, await dumpGlobals(run)] }
}

async function dumpStream(run: DumpRun): Promise<DumpedArchive> {
  const { plan, writer, seal, progress } = run
  const file = await OutgoingFile.open(writer, plan.archivePath, seal)
  const readBack = startReadingBack(run)
  const dump = startDump(run, [])
  try {
    const archive = await streamArchive(dump.stdout, file, readBack, progress.flow)
    await goodEnd(dump, run)
    const tables = (await readBack?.finish()) ?? []
    await file.close()
    return { files: [archive], tables }
  } finally {
    readBack?.stop()
    dump.stop()
    await dump.ended
  }
}

function startReadingBack(run: DumpRun): ReadBack | undefined {
  const { plan, progress } = run
  if (!plan.readBack || plan.format === 'directory') return undefined
  const readBack = startReadBack(plan.format, plan.compression, readBackOptions(run))
  progress.reading(readBack)
  return readBack
}

/** pg_dump writes a directory itself, so its files go by way of the disk, each as it is closed. */
async function dumpDirectory(run: DumpRun): Promise<DumpedArchive> {
  const { host, plan, client } = run
  const spool = path.join(await host.temporaryDirectory(), 'dump')
  await mkdir(spool, { mode: 0o700 })
  const directory = path.join(spool, plan.id)
  const decodable = canDecompress(plan.compression.method)
  const dump = startDump(run, ['--file', directory])
  try {
    const files = await storeDirectory(closedFiles(directory, dump), {
      directory,
      archivePath: plan.archivePath,
      writer: run.writer,
      seal: run.seal,
      suffix: plan.storedSuffix,
      decode: plan.readBack && decodable ? plan.compression.method : undefined,
      removeStored: decodable,
      flow: run.progress.flow,
    }).catch(async (error: unknown) => {
      throw await firstCause(error, dump, run)
    })
    await goodEnd(dump, run)
    if (!plan.readBack) return { files: files.map(withoutRows), tables: [] }
    const tables = decodable
      ? tablesOf(await readContents(client, run.environment, directory, host.signal), files, plan)
      : await readBackDirectory(directory, readBackOptions(run))
    return { files: files.map(withoutRows), tables }
  } finally {
    dump.stop()
    await dump.ended
    await rm(spool, { recursive: true, force: true })
  }
}

/** A file that pg_dump did not finish, because it failed, is found to be cut before pg_dump ends. */
async function firstCause(error: unknown, dump: RunningProgram, run: DumpRun): Promise<unknown> {
  if (!(error instanceof UserError && error.code === 'E_INTEGRITY')) return error
  const end = await Promise.race([dump.ended, sleep(FAILING_MS, undefined, { ref: false })])
  return end && !isGoodEnd(end) ? explainDumpFailure(end, run.progress.lockHolders()) : error
}

/** Puts the rows counted in each data file to the table that the table of contents says it is of. */
function tablesOf(
  entries: readonly ArchiveEntry[],
  files: readonly DirectoryFile[],
  plan: BackupPlan,
): TableRows[] {
  const rowsById = new Map(files.map((file) => [dumpIdOf(file.path), file.rows]))
  const known = new Map(plan.tables.map((table) => [table.oid, table]))
  const data = entries.filter(({ kind }) => kind === 'TABLE DATA')
  const tally = new RowTally()
  for (const { dumpId, oid, label } of data) {
    const rows = rowsById.get(dumpId)
    if (rows === undefined) throw missingData(label)
    tally.add(known.get(oid)?.countedAs ?? namesIn(label), rows)
  }
  return tally.tables
}

/** For a table made after the facts were read: right unless one of its names holds a space. */
function namesIn(label: string): { schema: string; name: string } {
  const [schema = '', ...rest] = label.split(' ')
  return { schema, name: rest.slice(0, -1).join(' ') }
}

function missingData(label: string): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The dump's table of contents names the data of ${label}, but there is none.`,
    'The dump was not kept; run the backup again.',
  )
}

async function dumpGlobals(run: DumpRun): Promise<ArchiveFile> {
  const { plan, writer, seal, progress } = run
  const archivePath = `${plan.id}.globals.sql${plan.storedSuffix}`
  const file = await OutgoingFile.open(writer, archivePath, seal)
  const dump = start(run, 'pg_dumpall', [
    '--globals-only',
    '--no-role-passwords',
    '--quote-all-identifiers',
  ])
  try {
    const globals = await streamArchive(dump.stdout, file, undefined, progress.flow)
    await goodEnd(dump, run)
    await file.close()
    return globals
  } finally {
    dump.stop()
    await dump.ended
  }
}

function startDump(run: DumpRun, output: readonly string[]): RunningProgram {
  return start(run, 'pg_dump', [...run.plan.dumpArguments, WITHOUT_CLAIM, ...output])
}

function start(
  { host, client, environment, connectionArguments }: DumpRun,
  name: 'pg_dump' | 'pg_dumpall',
  programArguments: readonly string[],
): RunningProgram {
  return startProgram({
    client,
    name,
    arguments: [...connectionArguments, ...programArguments],
    environment,
    stdin: 'ignore',
    signal: host.signal,
    cleanup: host.cleanup,
  })
}

async function goodEnd(dump: RunningProgram, { host, progress }: DumpRun): Promise<void> {
  const end = await dump.ended
  host.signal.throwIfAborted()
  if (!isGoodEnd(end)) throw explainDumpFailure(end, progress.lockHolders())
}

function readBackOptions({ host, plan, client, environment }: DumpRun): ReadBackOptions {
  return {
    client,
    // pg_restore only decodes: it gets no way into the database.
    environment: withoutConnection(environment),
    rate: plan.rateLimit === undefined ? undefined : rateLimit(plan.rateLimit, host.signal),
    signal: host.signal,
    cleanup: host.cleanup,
  }
}

function withoutConnection(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('PG')))
}

function withoutRows({ path: archivePath, sizeBytes, sha256 }: DirectoryFile): ArchiveFile {
  return { path: archivePath, sizeBytes, sha256 }
}
