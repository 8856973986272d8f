import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { writeTo } from '../../archive/back-pressure.ts'
import { decompressor } from '../../archive/decompress.ts'
import type { Client } from '../../client/client.ts'
import { errorMessage, sentence, UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { compressionMethod, type Manifest } from '../../manifest/manifest.ts'
import { isGoodEnd, type RunningProgram, startProgram } from '../../postgres/program.ts'
import { restoreArchive } from '../../postgres/restore-archive.ts'
import type { RestoreError, RestoreItem } from '../../postgres/restore-messages.ts'
import { failureMessage } from '../../postgres/stderr.ts'

/** An archive on this machine, its bytes checked, and the database it goes into. */
export interface LoadRun {
  readonly host: Pick<Host, 'signal' | 'cleanup'>
  readonly client: Client
  readonly manifest: Manifest
  readonly archive: string
  readonly environment: Readonly<Record<string, string>>
  readonly connectionArguments: readonly string[]
  readonly jobs: number
  /** pg_restore's `--no-owner`, `--role`, `--use-list` and the like; not for plain SQL. */
  readonly arguments: readonly string[]
  readonly onItem?: (what: 'started' | 'finished', item: RestoreItem) => void
}

/**
 * Loads an archive into a database: definitions first, then data, indexes and constraints side by
 * side as far as they do not depend on one another.
 *
 * @returns errors that took nothing away, for the report
 * @throws UserError `E_RESTORE` at the first one that did
 */
export async function loadArchive(run: LoadRun): Promise<readonly RestoreError[]> {
  if (run.manifest.dump.format === 'plain') {
    await loadScript(run)
    return []
  }
  const { signal, cleanup } = run.host
  const restore = { ...run, signal, cleanup }
  const early = await restoreArchive({ ...restore, sections: ['pre-data'], jobs: 1 })
  const late = await restoreArchive({ ...restore, sections: ['data', 'post-data'] })
  return [...early, ...late]
}

/** Plain SQL has no items to judge one by one: it is all or nothing, in one transaction. */
async function loadScript(run: LoadRun): Promise<void> {
  const { client, environment } = run
  const psql = startProgram({
    client,
    name: 'psql',
    arguments: [
      ...run.connectionArguments,
      '--no-psqlrc',
      '--quiet',
      '--set=ON_ERROR_STOP=1',
      '--single-transaction',
      '--file=-',
    ],
    environment,
    stdin: 'pipe',
    signal: run.host.signal,
    cleanup: run.host.cleanup,
  })
  psql.stdout.resume()
  try {
    await writeScript(run, psql)
    psql.stdin?.end()
    const end = await psql.ended
    run.host.signal.throwIfAborted()
    if (!isGoodEnd(end)) {
      throw new UserError('E_RESTORE', `The restore failed: ${sentence(failureMessage(end))}`)
    }
  } finally {
    // Before its input is closed: at an early end of the script psql would commit what it has.
    psql.stop()
    await psql.ended
  }
}

async function writeScript({ manifest, archive }: LoadRun, psql: RunningProgram): Promise<void> {
  const text = decompressor(compressionMethod(manifest))
  const reading = pipeline(createReadStream(archive), text)
  reading.catch(() => undefined) // the loop throws the same
  psql.stdin?.on('error', () => undefined) // EPIPE: it has ended, and its status says why
  try {
    for await (const chunk of text as AsyncIterable<Buffer>) {
      if (psql.stdin) await writeTo(psql.stdin, chunk)
    }
    await reading
  } catch (error) {
    const message = `${manifest.id} cannot be decompressed: ${sentence(errorMessage(error))}`
    throw new UserError('E_INTEGRITY', message, 'Choose another backup.', { cause: error })
  }
}
