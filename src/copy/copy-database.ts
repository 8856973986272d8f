import path from 'node:path'
import { readContents } from '../postgres/archive-contents.ts'
import { type CopyContents, readCopyContents } from './copy-contents.ts'
import type { CopyProgress } from './copy-progress.ts'
import type { CopyResult, CopyRun } from './copy-run.ts'
import { DataCopy } from './data-copy.ts'
import { fitTarget } from './fit-target.ts'
import { SchemaRestore } from './restore-schema.ts'
import { dumpSchema } from './schema-archive.ts'
import { lockTables, type Snapshot, takeSnapshot } from './snapshot.ts'

/**
 * Copies a database into an empty one, all of it as of one moment: the schema without indexes;
 * then rows in parallel streams, straight from server to server, and the indexes of every large
 * table as soon as its last row is in; then all the rest by dependency. The source is needed no
 * longer than its rows are read.
 *
 * @throws UserError the first cause; the target is to be undone then
 */
export async function copyDatabase(run: CopyRun, progress: CopyProgress): Promise<CopyResult> {
  const { settings } = run.source
  const { lockTimeoutMs, signal } = run
  const snapshot = await takeSnapshot({ settings, lockTimeoutMs, signal })
  try {
    return await copySnapshot(run, snapshot, progress)
  } finally {
    await snapshot.session.end()
  }
}

async function copySnapshot(
  run: CopyRun,
  snapshot: Snapshot,
  progress: CopyProgress,
): Promise<CopyResult> {
  const { log, signal } = run
  const archive = path.join(run.directory, 'schema.dump')
  const schema = new SchemaRestore(run, archive, progress)
  const contents = await log.group('Copy the schema', () =>
    progress.during('schema', async () => {
      const contents = await readSchema(run, snapshot, archive)
      schema.withoutTablespaces = await fitTarget(snapshot.session, run.target.settings, signal)
      await schema.beforeData(signal)
      return contents
    }),
  )
  count(contents, progress)
  const load = new DataCopy({ run, snapshot, contents, schema, progress })
  await log.group('Copy the data', () => load.run())
  await log.group('Build what is left', () => schema.afterData(contents.rest, signal))
  return {
    tables: load.copied,
    bytes: progress.bytes,
    largeObjects: contents.largeObjects.reduce((sum, batch) => sum + batch.count, 0),
    leftOut: [
      ...schema.withoutTablespaces.map(
        (name) => `TABLESPACE ${name}: the target has none of that name that may be used`,
      ),
      ...schema.leftOut.map(({ kind, item, message }) => `${kind} ${item}: ${message}`),
    ],
  }
}

/** The schema in a file, and what belongs to it. */
async function readSchema(run: CopyRun, snapshot: Snapshot, file: string): Promise<CopyContents> {
  const { client, source, signal } = run
  await lockTables(snapshot, run.tables)
  await dumpSchema({ ...run, ...source.libpq, snapshotId: snapshot.id, file })
  // pg_restore only reads here: it gets no way into a database.
  const entries = await readContents(client, { LC_ALL: 'C' }, file, signal)
  return await readCopyContents(run, snapshot, entries)
}

function count({ tables, early, rest }: CopyContents, progress: CopyProgress): void {
  const number = (pattern: RegExp) => rest.filter(({ kind }) => pattern.test(kind)).length
  progress.tables.total = tables.length
  progress.size.total = tables.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const soon = early.reduce(
    (sum, table) => sum + table.constraints.length + table.indexes.length,
    0,
  )
  progress.indexes.total = soon + number(/^(INDEX|CONSTRAINT)/)
  progress.constraints.total = number(/ CONSTRAINT$/)
}
