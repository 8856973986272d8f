import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import { copyDatabase } from '../../src/copy/copy-database.ts'
import { CopyProgress } from '../../src/copy/copy-progress.ts'
import { type CopyEnd, type CopyResult, type CopyRun, USUAL_SIZES } from '../../src/copy/copy-run.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'
import { libpqEnvironment } from '../../src/postgres/environment.ts'

export interface Place {
  readonly server: PostgresServer
  readonly database: string
}

/** Copies with the engine alone: no facts, no guards, no client to be found. */
export async function copyBetweenServers(
  source: Place,
  target: Place,
  changes: Partial<CopyRun> = {},
  progress = new CopyProgress(),
): Promise<CopyResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'copy-test-'))
  try {
    const run = {
      source: await endOf(source, directory, 'source'),
      target: await endOf(target, directory, 'target'),
      client: clientOf(target.server),
      jobs: 2,
      selection: { schemas: [], excludeSchemas: [], tables: [], excludeTables: [], excludeTableData: [] },
      tables: [],
      searchPath: ['public'],
      noOwner: true,
      noAcl: true,
      lockTimeoutMs: 10_000,
      directory,
      sizes: USUAL_SIZES,
      log: quietLog,
      signal: new AbortController().signal,
      cleanup: { add: () => ({ done() {} }) },
      ...changes,
    } satisfies CopyRun
    return await copyDatabase(run, progress)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
