import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PostgresServer } from '../../scripts/rig/postgres-server.ts'
import type { Client } from '../../src/client/client.ts'
import { copyDatabase } from '../../src/copy/copy-database.ts'
import { CopyProgress } from '../../src/copy/copy-progress.ts'
import {
  type CopyEnd,
  type CopyResult,
  type CopyRun,
  USUAL_SIZES,
} from '../../src/copy/copy-run.ts'
import { libpqEnvironment } from '../../src/postgres/environment.ts'
import { parseConnection } from '../../src/postgres/parse-connection.ts'

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
      streams: 2,
      jobs: 2,
      selection: {
        schemas: [],
        excludeSchemas: [],
        tables: [],
        excludeTables: [],
        excludeTableData: [],
      },
      tables: [],
      searchPath: ['public'],
      noOwner: true,
      noAcl: true,
      lockTimeoutMs: 10_000,
      directory,
      sizes: USUAL_SIZES,
      log: quietLog,
      signal: new AbortController().signal,
      onRead: async () => {},
      cleanup: { add: () => ({ done() {} }) },
      ...changes,
    } satisfies CopyRun
    return await copyDatabase(run, progress)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const quietLog: CopyRun['log'] = {
  isLive: false,
  info() {},
  warning() {},
  error() {},
  debug() {},
  group: (_title, phase) => phase(),
  progress() {},
}

async function endOf({ server, database }: Place, folder: string, name: string): Promise<CopyEnd> {
  const settings = parseConnection(server.url(database), { environment: {} })
  const directory = path.join(folder, name)
  await mkdir(directory, { mode: 0o700 })
  const [host] = settings.hosts
  if (!host) throw new Error('no host')
  const [row] = await server.query<{ encoding: string }>(
    'select pg_encoding_to_char(encoding) as encoding from pg_database where datname = $1',
    'postgres',
    [database],
  )
  return {
    settings,
    libpq: await libpqEnvironment(settings, host, directory),
    encoding: row?.encoding ?? '',
  }
}

function clientOf({ major, binDir }: PostgresServer): Client {
  return { major, version: String(major), source: 'client-dir', directory: binDir, environment: {} }
}
