import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Session } from '../postgres/session.ts'
import { type Chunk, cutTables } from './chunks.ts'
import type { CopyContents } from './copy-contents.ts'
import { CopyFailure, explainCopyFailure } from './copy-errors.ts'
import type { CopyProgress } from './copy-progress.ts'
import type { CopiedTable, CopyRun } from './copy-run.ts'
import { copyLargeObjectProperties } from './large-objects.ts'
import { LoadBarrier } from './load-barrier.ts'
import { type LoadUnit, runHeld, runStream } from './load-data.ts'
import type { SchemaRestore } from './restore-schema.ts'
import { copySequences } from './sequences.ts'
import type { Snapshot } from './snapshot.ts'
import { TaskGroup } from './task-group.ts'

export interface DataCopyParts {
  readonly run: CopyRun
  readonly snapshot: Snapshot
  readonly contents: CopyContents
  readonly schema: SchemaRestore
  readonly progress: CopyProgress
}

const ASK_EVERY_MS = 2_000

/** Copies rows, sequences and large objects, and builds the indexes that need not wait for all. */
export class DataCopy {
  readonly #parts: DataCopyParts
  readonly #group: TaskGroup
  readonly #chunks: readonly Chunk[]
  readonly #barrier: LoadBarrier
  readonly #rows = new Map<number, number>()

  constructor(parts: DataCopyParts) {
    const { run, contents } = parts
    const { streams, sizes, signal } = run
    this.#parts = parts
    this.#group = new TaskGroup(signal)
    this.#chunks = cutTables(contents.tables, { jobs: streams, smallestBytes: sizes.smallestChunk })
    this.#barrier = new LoadBarrier(this.#chunks)
  }

  /** Resolves when all is in and the indexes that were begun are built. */
  async run(): Promise<void> {
    this.#group.start(() => this.#read())
    await this.#group.ended()
  }

  /** All that is read from the source. The indexes that are begun meanwhile are not waited for. */
  async #read(): Promise<void> {
    const { run, snapshot, contents } = this.#parts
    const { signal } = this.#group
    const watching = this.#watchSnapshot()
    try {
      // An extension's tables may refer to one another, and have their foreign keys already.
      await this.#streams(new TaskGroup(signal), this.#units(true), 1)
      const objects = contents.largeObjects.map((batch) => ({ largeObjects: batch }))
      const rest = new TaskGroup(signal)
      rest.start(() => this.#sequences(rest.signal))
      await this.#streams(rest, [...this.#units(false), ...objects], run.streams)
      if (objects.length > 0) await this.#largeObjectProperties(signal)
    } finally {
      watching.abort()
    }
    await snapshot.session.end()
    await run.onRead()
  }

  get copied(): CopiedTable[] {
    return this.#parts.contents.tables.map(({ oid, schema, name, into, isOfExtension }) => ({
      schema,
      name,
      into: into ?? { schema, name },
      rows: this.#rows.get(oid) ?? 0,
      isShared: isOfExtension,
    }))
  }

  #units(ofExtensions: boolean): LoadUnit[] {
    const chunks = this.#chunks.filter(({ table }) => table.isOfExtension === ofExtensions)
    return chunks.map((chunk) => ({ chunk }))
  }

  async #streams(group: TaskGroup, units: LoadUnit[], most: number): Promise<void> {
    const { run, snapshot, progress } = this.#parts
    const { signal } = group
    const onLoaded = (chunk: Chunk, rows: number) => this.#loaded(chunk, rows)
    const load = { run, snapshot, progress, units, held: [], signal, onLoaded }
    const count = Math.min(most, units.length)
    for (let stream = 0; stream < count; stream += 1) {
      group.start(() => progress.during('data', () => runStream(load)))
    }
    await group.ended()
    if (load.held.length > 0) await progress.during('data', () => runHeld(load))
  }

  /**
   * A stream that waits for its target does not read from its source, and would not notice for as
   * long that the source is gone. The questions also keep a quiet connection open.
   */
  #watchSnapshot(): AbortController {
    const stopping = new AbortController()
    const { signal } = stopping
    const ask = async () => {
      for (;;) {
        await sleep(ASK_EVERY_MS, undefined, { signal })
        await this.#parts.snapshot.session.query('SELECT 1').catch((error) => {
          signal.throwIfAborted() // all has been read, and the session was ended
          this.#group.stop(explainCopyFailure(new CopyFailure('source', error), 'its rows'))
          throw error
        })
      }
    }
    ask().catch(() => undefined)
    return stopping
  }

  #loaded(chunk: Chunk, rows: number): void {
    const { contents, schema, progress } = this.#parts
    const { oid } = chunk.table
    this.#rows.set(oid, (this.#rows.get(oid) ?? 0) + rows)
    const complete = this.#barrier.loaded(chunk)
    progress.tables.done += complete.length
    for (const table of contents.early.filter(({ tableOid }) => complete.includes(tableOid))) {
      this.#group.start(() => schema.build(table, this.#group.signal))
    }
  }

  async #sequences(signal: AbortSignal): Promise<void> {
    const { snapshot, contents } = this.#parts
    await this.#inTarget('the values of sequences', signal, (target) =>
      copySequences(snapshot.session, target, contents.sequences),
    )
  }

  async #largeObjectProperties(signal: AbortSignal): Promise<void> {
    const { snapshot, run } = this.#parts
    await this.#inTarget('large objects', signal, (target) =>
      copyLargeObjectProperties(snapshot.session, target, run),
    )
  }

  async #inTarget(
    what: string,
    signal: AbortSignal,
    work: (target: Session) => Promise<void>,
  ): Promise<void> {
    const target = await connect(this.#parts.run.target.settings, signal)
    try {
      await work(target)
    } catch (error) {
      // At once: the snapshot's transaction is over with it, and streams fail for want of that.
      this.#group.stop(explainCopyFailure(error, what))
      throw error
    } finally {
      await target.end()
    }
  }
}
