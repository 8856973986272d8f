import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type ArchiveEntry, useListText } from '../postgres/archive-contents.ts'
import { restoreArchive } from '../postgres/restore-archive.ts'
import type { RestoreError, RestoreItem } from '../postgres/restore-messages.ts'
import type { CopyProgress } from './copy-progress.ts'
import type { CopyRun } from './copy-run.ts'
import type { EarlyEntries } from './early-entries.ts'
import { Slots } from './task-group.ts'

/** Brings the parts of the schema into the target, each when its time has come. */
export class SchemaRestore {
  /** What pg_restore could not do and what takes nothing from the rows. */
  readonly leftOut: RestoreError[] = []
  /** The tablespaces that the target does not have: all then lies where its database does. */
  withoutTablespaces: readonly string[] = []
  readonly #run: CopyRun
  readonly #archive: string
  readonly #progress: CopyProgress
  readonly #builds: Slots

  constructor(run: CopyRun, archive: string, progress: CopyProgress) {
    this.#run = run
    this.#archive = archive
    this.#progress = progress
    this.#builds = new Slots(run.jobs)
  }

  /** All that rows need: types, functions, tables without indexes. */
  async beforeData(signal: AbortSignal): Promise<void> {
    await this.#restore({ section: 'pre-data', jobs: 1, signal })
  }

  /** The indexes of one table, whose last row has to be in. */
  async build(table: EarlyEntries, signal: AbortSignal): Promise<void> {
    const { constraints, indexes, comments } = table
    const build = (entry: ArchiveEntry) => {
      const own = comments.filter(({ dependsOn }) => dependsOn.includes(entry.dumpId))
      return this.#build(entry, own, signal)
    }
    for (const entry of constraints) await build(entry)
    await Promise.all(indexes.map(build))
  }

  /** Everything that is left, by dependency, with all rows in. */
  async afterData(entries: readonly ArchiveEntry[], signal: AbortSignal): Promise<void> {
    const useList = await this.#list('rest', entries)
    // Without jobs pg_restore does not say what it is doing.
    const jobs = Math.max(2, this.#run.jobs)
    await this.#restore({ section: 'post-data', jobs, useList, signal })
  }

  async #build(
    entry: ArchiveEntry,
    comments: readonly ArchiveEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    await this.#builds.run(async () => {
      signal.throwIfAborted()
      const useList = await this.#list(String(entry.dumpId), [entry, ...comments])
      this.#progress.item('started', entry)
      await this.#restore({ section: 'post-data', jobs: 1, useList, signal })
      this.#progress.item('finished', entry)
    })
  }

  async #list(name: string, entries: readonly ArchiveEntry[]): Promise<string> {
    const file = path.join(this.#run.directory, `${name}.list`)
    await writeFile(file, useListText(entries))
    return file
  }

  async #restore(part: {
    readonly section: 'pre-data' | 'post-data'
    readonly jobs: number
    readonly useList?: string
    readonly signal: AbortSignal
  }): Promise<void> {
    const { client, target, noOwner, noAcl, cleanup } = this.#run
    const left = await restoreArchive({
      client,
      ...target.libpq,
      archive: this.#archive,
      sections: [part.section],
      jobs: part.jobs,
      arguments: [
        ...(noOwner ? ['--no-owner'] : []),
        ...(noAcl ? ['--no-acl'] : []),
        ...(this.withoutTablespaces.length > 0 ? ['--no-tablespaces'] : []),
        ...(part.useList === undefined ? [] : [`--use-list=${part.useList}`]),
      ],
      signal: part.signal,
      cleanup,
      onItem: (what: 'started' | 'finished', item: RestoreItem) => this.#progress.item(what, item),
    })
    this.leftOut.push(...left)
  }
}
