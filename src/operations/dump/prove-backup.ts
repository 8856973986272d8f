import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Client } from '../../client/client.ts'
import type { SeveralWriter } from '../../destinations/several.ts'
import { asUserError, type ErrorCode, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { BackupInputs } from '../../inputs/backup.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ServerFacts } from '../../postgres/facts.ts'
import { connect } from '../../postgres/session.ts'
import type { Seal } from '../../seal/seal.ts'
import type { RunRecord } from '../records/record.ts'
import { bringHome } from '../stored/bring-home.ts'
import { findServer } from '../trial/find-server.ts'
import { proveByRestore, requireExtensions } from '../trial/prove-restore.ts'
import { openOnOwnServer, type ScratchDatabase } from '../trial/scratch-database.ts'

interface Trial {
  readonly host: Host
  readonly inputs: BackupInputs
  readonly facts: ServerFacts
  readonly client: Client
  readonly record: RunRecord
}

/**
 * Starts the server that the backup will be restored into, before anything is dumped: a machine
 * that has none, or none with the source's extensions, is no reason to learn it after an hour.
 *
 * @returns undefined where no test restore was asked for
 * @throws UserError `E_CLIENT`, `E_DISK`, `E_VERIFY`
 */
export async function prepareTrial(trial: Trial): Promise<ScratchDatabase | undefined> {
  const { host, inputs, facts, client, record } = trial
  if (inputs.verify !== 'restore') return undefined
  return await record.phase('scratch', 'Start a scratch server', async () => {
    const request = { ...inputs.client, major: facts.major }
    const server = await findServer(host, request, client)
    const scratch = await openOnOwnServer(host, server, { ...facts, serverVersion: facts.version })
    try {
      if (dumpsExtensions(inputs)) await checkExtensions(trial, scratch)
    } catch (error) {
      await scratch[Symbol.asyncDispose]()
      throw error
    }
    return scratch
  })
}

/** With a selection pg_dump leaves all extensions out (manual, pg_dump, `--extension`). */
function dumpsExtensions({ selection, pgDumpArgs }: BackupInputs): boolean {
  const isEverything = selection.schemas.length === 0 && selection.tables.length === 0
  return isEverything && !pgDumpArgs.some((argument) => /extension|filter/.test(argument))
}

async function checkExtensions({ host, facts }: Trial, scratch: ScratchDatabase): Promise<void> {
  const session = await connect(scratch.connection, host.signal)
  try {
    await requireExtensions(session, scratch.facts, facts.extensions, scratch.label)
  } finally {
    await session.end()
  }
}

/** What a test restore found, and what the manifest may say of it. */
export interface Verdict {
  readonly manifest: Manifest
  /** Why the test restore could not be made, although the archive was read back well. */
  readonly failure?: UserError
}

/** What says that the backup itself is not good, and not only that it could not be tested. */
const REFUTED: readonly ErrorCode[] = ['E_INTEGRITY', 'E_VERIFY']

/**
 * Restores what the first destination keeps, before its manifest makes it a backup, and compares.
 * What is sealed is opened with the keys of this run's own files: no identity is needed for that.
 * The manifest says no more than what was proven. A backup that is refuted gets none. One that
 * could not be tested, since the server was lost or the disk was full, is as good as the read-back
 * has found it: it is kept as such, and the run fails all the same.
 *
 * @param manifest of the archive as it was read back
 * @throws UserError `E_VERIFY`, `E_INTEGRITY`
 */
export async function proveBackup(
  trial: Trial & { readonly seal: Seal | undefined },
  scratch: ScratchDatabase,
  writer: SeveralWriter,
  manifest: Manifest,
): Promise<Verdict> {
  const { host, inputs, client, record, seal } = trial
  try {
    const store = { read: (_name: string, file: string) => writer.read(file) }
    const archive = await record.phase('fetch', 'Fetch the archive back', () =>
      bringHome(host, store, { manifest, unseal: seal?.reopen() }),
    )
    const statements = inputs.verifySql
    await proveByRestore({ host, record, client, manifest, archive, scratch, statements })
    await rm(path.dirname(archive), { recursive: true, force: true })
    const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    return { manifest: { ...manifest, verification: { level: 'restore', at } } }
  } catch (error) {
    host.signal.throwIfAborted()
    const failure = asUserError(error)
    if (REFUTED.includes(failure.code)) throw notKept(failure)
    return { manifest, failure }
  }
}

function notKept({ code, message, next }: UserError): UserError {
  return new UserError(code, message, `This backup was not kept. ${next}`.trim())
}

/** The error of a run whose backup was kept without the proof that was asked for. */
export function keptUntested(
  { code, message, next }: UserError,
  locations: readonly string[],
): UserError {
  const kept = `The backup was read back, but not restored; it is kept at ${locations.join(' and ')}.`
  return new UserError(
    code,
    `The test restore could not be made: ${message}`,
    `${kept} ${next}`.trim(),
  )
}
