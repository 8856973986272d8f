import path from 'node:path'
import { readContents } from '../postgres/archive-contents.ts'
import { connect } from '../postgres/session.ts'
import { type Chunk, cutTables } from './chunks.ts'
import { type CopyContents, readCopyContents } from './copy-contents.ts'
import { explainCopyFailure } from './copy-errors.ts'
import type { CopyProgress } from './copy-progress.ts'
import type { CopiedTable, CopyResult, CopyRun } from './copy-run.ts'
import { copyLargeObjectProperties } from './large-objects.ts'
import { LoadBarrier } from './load-barrier.ts'
import { type LoadUnit, runStream } from './load-data.ts'
import { SchemaRestore } from './restore-schema.ts'
import { dumpSchema } from './schema-archive.ts'
import { copySequences } from './sequences.ts'
import { lockTables, type Snapshot, takeSnapshot } from './snapshot.ts'
import { TaskGroup } from './task-group.ts'

/**
 * Copies a database into an empty one, all of it as of one moment: the schema without indexes;
 * then rows in parallel streams, straight from server to server, and the indexes of every large
 * table as soon as its last row is in; then all the rest by dependency.
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
      await schema.beforeData(signal)
      return contents
    }),
  )
  count(contents, progress)
  const load = new DataCopy(run, snapshot, contents, schema, progress)
  await log.group('Copy the data', () => load.all())
  await log.group('Build what is left', () => schema.afterData(contents.rest, signal))
  return {
    tables: load.copied,
    bytes: progress.bytes,
    largeObjects: contents.largeObjects.reduce((sum, batch) => sum + batch.count, 0),
    leftOut: schema.leftOut.map(({ kind, item, message }) => `${kind} ${item}: ${message}`),
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

/** Rows, sequences and large objects; and the indexes that need not wait for all of them. */
class DataCopy {
  readonly #run: CopyRun
  readonly #snapshot: Snapshot
  readonly #contents: CopyContents
  readonly #schema: SchemaRestore
  readonly #progress: CopyProgress
  readonly #group: TaskGroup
  readonly #chunks: readonly Chunk[]
  readonly #barrier: LoadBarrier
  readonly #rows = new Map<number, number>()

  constructor(
    run: CopyRun,
    snapshot: Snapshot,
    contents: CopyContents,
    schema: SchemaRestore,
    progress: CopyProgress,
  ) {
    this.#run = run
    this.#snapshot = snapshot
    this.#contents = contents
    this.#schema = schema
    this.#progress = progress
    this.#group = new TaskGroup(run.signal)
    const { jobs, sizes } = run
    this.#chunks = cutTables(contents.tables, { jobs, smallestBytes: sizes.smallestChunk })
    this.#barrier = new LoadBarrier(this.#chunks)
  }

  async all(): Promise<void> {
    // An extension's tables may refer to one another, and have their foreign keys already.
    const ofExtensions = this.#chunks.filter(({ table }) => table.isOfExtension)
    const others = this.#chunks.filter(({ table }) => !table.isOfExtension)
    const { largeObjects } = this.#contents
    await this.#streams(ofExtensions.map(toUnit), 1)
    const units = [...others.map(toUnit), ...largeObjects.map((batch) => ({ largeObjects: batch }))]
    this.#group.start(() => this.#sequences())
    await this.#streams(units, this.#run.jobs)
    if (largeObjects.length > 0) await this.#largeObjectProperties()
  }

  get copied(): CopiedTable[] {
    return this.#contents.tables.map(({ oid, schema, name, into, isOfExtension }) => ({
      schema,
      name,
      into: into ?? { schema, name },
      rows: this.#rows.get(oid) ?? 0,
      isShared: isOfExtension,
    }))
  }

  async #streams(units: LoadUnit[], most: number): Promise<void> {
    const group = this.#group
    const run = this.#run
    const progress = this.#progress
    const load = {
      run,
      snapshot: this.#snapshot,
      progress,
      units,
      signal: group.signal,
      onLoaded: (chunk: Chunk, rows: number) => this.#loaded(chunk, rows),
    }
    const count = Math.min(most, units.length)
    const ended = Array.from({ length: count }, () => () => {
      return progress.during('data', () => runStream(load))
    })
    for (const stream of ended) group.start(stream)
    await group.ended()
  }

  #loaded(chunk: Chunk, rows: number): void {
    const { oid } = chunk.table
    this.#rows.set(oid, (this.#rows.get(oid) ?? 0) + rows)
    const complete = this.#barrier.loaded(chunk)
    this.#progress.tables.done += complete.length
    for (const table of this.#contents.early.filter((one) => complete.includes(one.tableOid))) {
      this.#group.start(() => this.#schema.build(table, this.#group.signal))
    }
  }

  async #sequences(): Promise<void> {
    const { session } = this.#snapshot
    await this.#beside('the values of sequences', (target) =>
      copySequences(session, target, this.#contents.sequences),
    )
  }

  async #largeObjectProperties(): Promise<void> {
    const { session } = this.#snapshot
    await this.#beside('large objects', (target) =>
      copyLargeObjectProperties(session, target, this.#run),
    )
  }

  /** With a session of its own in the target. */
  async #beside(
    what: string,
    work: (target: Awaited<ReturnType<typeof connect>>) => Promise<void>,
  ): Promise<void> {
    const target = await connect(this.#run.target.settings, this.#group.signal)
    try {
      await work(target)
    } catch (error) {
      throw explainCopyFailure(error, what)
    } finally {
      await target.end()
    }
  }
}

function toUnit(chunk: Chunk): LoadUnit {
  return { chunk }
}
