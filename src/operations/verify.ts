import type { Client } from '../client/client.ts'
import { findClient } from '../client/find.ts'
import { openStore } from '../destinations/open-store.ts'
import type { BackupStore } from '../destinations/store.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { PgBackupChoice, VerifyInputs } from '../inputs/restore.ts'
import type { TableRows } from '../manifest/manifest.ts'
import { chooseClientMajor, wantedBackup } from '../plan/restore.ts'
import { drawVerify } from '../report/drawn.ts'
import { differingTables } from '../verify/compare-tables.ts'
import { publish } from './records/publish.ts'
import { VerifyRecord } from './records/verify-record.ts'
import { bringHome } from './stored/bring-home.ts'
import { findBackup } from './stored/find-backup.ts'
import { type OpenBackup, openBackup } from './stored/open-backup.ts'
import { describeFromArchive, findPgBackup } from './stored/pg-backup.ts'
import { countRows, readStored } from './stored/read-stored.ts'
import { findServer } from './trial/find-server.ts'
import { proveByRestore } from './trial/prove-restore.ts'
import { recordVerification } from './trial/record-verification.ts'
import {
  openOnGivenServer,
  openOnOwnServer,
  type ScratchDatabase,
} from './trial/scratch-database.ts'
import { withSignal } from './with-signal.ts'

/**
 * Proves a backup that is kept somewhere: reads all of it again, or restores it whole into a
 * database that is thrown away. Only then a record of it is written beside its manifest. However
 * it ends, it is reported.
 *
 * @throws UserError whatever the first cause was
 */
export async function verify(host: Host, inputs: VerifyInputs): Promise<void> {
  const record = new VerifyRecord(host.log, inputs)
  let failure: unknown
  try {
    await verifyBackup(host, inputs, record)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await publish(host, drawVerify(record.report(failure)), inputs.summary)
  }
}

async function verifyBackup(host: Host, inputs: VerifyInputs, record: VerifyRecord) {
  if (inputs.pgBackup !== undefined) return verifyPgBackup(host, inputs, inputs.pgBackup, record)
  const store = await openStore(inputs.source, host, inputs)
  const found = await record.phase('find', 'Find the backup', () =>
    findBackup(store, wantedBackup(inputs, inputs.name ?? ''), host.signal, (line) =>
      record.warn(line),
    ),
  )
  const { manifest } = found
  host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`)
  record.manifest = manifest
  const run = { host, inputs, record, store, ...(await openBackup(manifest, inputs.keys)) }
  record.tables = await (inputs.level === 'restore' ? verifyByRestore(run) : verifyArchive(run))
  await recordVerification(host, record, store, found, inputs.level)
}

/** There is no manifest to compare with, and no place beside it to write the proof to. */
async function verifyPgBackup(
  host: Host,
  inputs: VerifyInputs,
  choice: PgBackupChoice,
  record: VerifyRecord,
): Promise<void> {
  const { store, manifest } = await record.phase('find', 'Find the backup', () =>
    findPgBackup(host, choice, record),
  )
  host.log.info(`${manifest.id} of ${manifest.createdAt}, from ${store.label}`)
  record.manifest = manifest
  const run = { host, inputs, record, store, ...(await openBackup(manifest, inputs.keys)) }
  record.tables = await (inputs.level === 'restore' ? verifyByRestore(run) : decodeAtHome(run))
}

async function decodeAtHome(run: Run): Promise<readonly TableRows[]> {
  const client = await find(run, 0)
  const archive = await run.record.phase('fetch', 'Fetch the archive', () =>
    bringHome(run.host, run.store, run),
  )
  return await run.record.phase('decode', 'Decode the archive', () =>
    countRows({ ...run, client }, archive),
  )
}

interface Run extends OpenBackup {
  readonly host: Host
  readonly inputs: VerifyInputs
  readonly record: VerifyRecord
  readonly store: Pick<BackupStore, 'read'>
}

async function verifyArchive(run: Run): Promise<readonly TableRows[]> {
  const { manifest } = run
  const client = await find(run, 0)
  const tables = await readStored({ ...run, client })
  if (manifest.verification.level === 'none') return tables
  const wrong = differingTables(tables, manifest.tables)
  if (wrong.length === 0) return tables
  throw new UserError(
    'E_VERIFY',
    `The archive ${manifest.id} is not what its manifest says: ${wrong.slice(0, 10).join('; ')}.`,
    'Choose another backup, and take a new one.',
  )
}

async function verifyByRestore(run: Run): Promise<readonly TableRows[]> {
  const { host, inputs, record } = run
  const start = await findScratch(run)
  const prepared = await record.phase('fetch', 'Fetch the archive, and make room for it', () =>
    fetchBeside(run, start),
  )
  const { archive } = prepared
  await using scratch = prepared.scratch
  record.scratch = scratch.label
  const client = await find(run, scratch.facts.major)
  const manifest = await withTables({ ...run, client }, archive)
  const statements = inputs.verifySql
  await proveByRestore({ host, record, client, manifest, archive, scratch, statements })
  return manifest.tables
}

type StartScratch = (host: Host) => Promise<ScratchDatabase>

/** Where the scratch database will be; it is not made yet. */
async function findScratch({ host, inputs, record, manifest }: Run): Promise<StartScratch> {
  const { source } = manifest
  const { scratch } = inputs
  if (scratch !== undefined) return (stoppable) => openOnGivenServer(stoppable, scratch, source)
  const major = Number.parseInt(source.serverVersion, 10)
  const server = await record.phase('server', 'Find the server', () =>
    findServer(host, { ...inputs.client, major }),
  )
  return (stoppable) => openOnOwnServer(stoppable, server, source)
}

/** Starts the scratch server while the archive comes: if one fails, the other is stopped. */
async function fetchBeside(run: Run, start: StartScratch) {
  const failed = new AbortController()
  const host = withSignal(run.host, AbortSignal.any([run.host.signal, failed.signal]))
  let cause: unknown
  const noting = <T>(work: Promise<T>) =>
    work.catch((error: unknown) => {
      cause ??= error
      failed.abort(error)
    })
  const [scratch, archive] = await Promise.all([
    noting(start(host)),
    noting(bringHome(host, run.store, run)),
  ])
  if (scratch !== undefined && archive !== undefined) return { scratch, archive }
  await scratch?.[Symbol.asyncDispose]()
  throw cause
}

/** @param targetMajor of the server that it loads into; 0: none */
async function find({ host, inputs, record, manifest }: Run, targetMajor: number): Promise<Client> {
  const choices = { clientVersion: inputs.client.version }
  const major = chooseClientMajor(choices, manifest, targetMajor)
  return await record.phase('client', 'Find the client', () =>
    findClient({ ...inputs.client, major }, host),
  )
}

/** A backup that was never read back names no rows: they are counted in its archive first. */
async function withTables(run: Run & { readonly client: Client }, archive: string) {
  const { host, client, manifest, record, inputs } = run
  if (inputs.pgBackup !== undefined) {
    return await record.phase('decode', 'Decode the archive', () =>
      describeFromArchive(host, client, manifest, archive),
    )
  }
  if (manifest.verification.level !== 'none') return manifest
  const tables = await record.phase('decode', 'Decode the archive', () => countRows(run, archive))
  const level = 'archive' as const
  return { ...manifest, tables, verification: { level, at: manifest.createdAt } }
}
