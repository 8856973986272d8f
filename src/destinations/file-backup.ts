import { createReadStream } from 'node:fs'
import { link, lstat, mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, errorMessage, UserError } from '../errors.ts'
import type { Cleanup, CleanupHandle, Log } from '../host/host.ts'
import { BatchedFile } from './batched-file.ts'
import type { BackupWriter, FileWriter, StoredBackup, StoredFile } from './destination.ts'
import { asDiskError } from './disk-space.ts'

const READ_BYTES = 256 * 1024

/** Where a backup is written until it is complete; its name tells a later run what it is. */
export function partialFolder(folder: string, id: string): string {
  return join(folder, `.${id}.partial`)
}

export interface FilePlace {
  /** The series' folder. */
  readonly folder: string
  /** The series' folder as the user would type it. */
  readonly location: string
  /** The destination as the user wrote it, for messages. */
  readonly label: string
  readonly durable: boolean
}

interface Surroundings {
  readonly cleanup: Cleanup
  /** Of the partial folder, which exists. */
  readonly partial: CleanupHandle
  readonly log: Log
  readonly signal: AbortSignal
}

/**
 * A backup that grows in a partial folder. `commit` moves its files to their names, and the
 * manifest last, so that a run killed at any moment leaves nothing that has a manifest.
 */
export class FileBackup implements BackupWriter {
  readonly #id: string
  readonly #place: FilePlace
  readonly #around: Surroundings
  readonly #partial: string
  readonly #files: BatchedFile[] = []
  /** The first part of each path written, in the order of their opening. */
  readonly #entries = new Set<string>()
  readonly #published: string[] = []
  /** Files that have their names while there is no manifest yet. */
  readonly #unproven: CleanupHandle[] = []
  #state: 'open' | 'committed' | 'aborted' = 'open'

  constructor(id: string, place: FilePlace, around: Surroundings) {
    this.#id = id
    this.#place = place
    this.#around = around
    this.#partial = partialFolder(place.folder, id)
  }

  async openFile(path: string): Promise<FileWriter> {
    const parts = path.split('/')
    const [entry] = parts
    const own = entry === this.#id || entry?.startsWith(`${this.#id}.`)
    if (entry === undefined || !own || parts.some((part) => ['', '.', '..'].includes(part))) {
      throw new Error(`${path} is not a path of the backup ${this.#id}.`)
    }
    const file = await this.#explain(() => this.#create(path))
    this.#entries.add(entry)
    return {
      write: (chunk) => this.#explain(() => file.write(chunk)),
      close: () => this.#explain(() => this.#close(path, file)),
    }
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const { signal } = this.#around
    const file = createReadStream(join(this.#partial, path), { highWaterMark: READ_BYTES, signal })
    try {
      yield* file as AsyncIterable<Buffer>
    } catch (error) {
      signal.throwIfAborted()
      throw await asDiskError(error, this.#place.label, 0)
    }
  }

  async commit(manifestPath: string, manifest: Uint8Array): Promise<StoredBackup> {
    if (this.#files.some((file) => !file.closed)) throw new Error('A file is still open.')
    return this.#explain(async () => {
      const file = await this.#create(manifestPath)
      await file.write(manifest)
      await this.#close(manifestPath, file)
      for (const entry of this.#entries) await this.#publishUnproven(entry, manifestPath)
      await this.#sync(this.#place.folder)
      this.#around.signal.throwIfAborted()
      // Whoever cleans up after us must not remove an archive that has its manifest.
      this.#settle()
      await this.#publish(manifestPath)
      await this.#sync(this.#place.folder)
      this.#state = 'committed'
      await this.#removePartial()
      return { location: `${this.#place.location}/${[...this.#entries][0] ?? manifestPath}` }
    })
  }

  async abort(): Promise<void> {
    if (this.#state === 'committed') return
    this.#state = 'aborted'
    await Promise.all(this.#files.map((file) => file.discard()))
    // The manifest first: what is left must not pass for a backup.
    for (const path of this.#published.splice(0).reverse()) await this.#remove(path)
    this.#settle()
    await this.#removePartial()
  }

  async #create(path: string): Promise<BatchedFile> {
    const target = join(this.#partial, path)
    if (dirname(target) !== this.#partial) {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    }
    const file = new BatchedFile(await open(target, 'wx', 0o600), this.#place.durable)
    this.#files.push(file)
    if (this.#state === 'aborted') await file.discard()
    return file
  }

  async #close(path: string, file: BatchedFile): Promise<StoredFile> {
    const sizeBytes = await file.close()
    if (sizeBytes !== file.takenBytes) {
      const message = `${path} has ${sizeBytes} bytes in ${this.#place.label}, not ${file.takenBytes}.`
      throw new UserError('E_INTEGRITY', message, 'Check that disk, then run the backup again.')
    }
    return { path, sizeBytes }
  }

  /** Until the manifest is there, a run that is killed must not leave what looks like a backup. */
  async #publishUnproven(entry: string, manifestPath: string): Promise<void> {
    const path = join(this.#place.folder, entry)
    const unless = join(this.#place.folder, manifestPath)
    this.#unproven.push(this.#around.cleanup.add({ kind: 'remove-path', path, unless }))
    await this.#publish(entry)
  }

  #settle(): void {
    for (const handle of this.#unproven.splice(0)) handle.done()
  }

  /** Gives a finished file or folder its name, which nothing may have yet. */
  async #publish(entry: string): Promise<void> {
    const from = join(this.#partial, entry)
    const to = join(this.#place.folder, entry)
    try {
      const isFolder = (await lstat(from)).isDirectory()
      if (isFolder) await this.#sync(from)
      await (isFolder ? rename(from, to) : nameFile(from, to))
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error
      const next = 'Run the backup again: it gets a new id.'
      throw new UserError('E_UPLOAD', `${to} exists already and is kept.`, next, { cause: error })
    }
    this.#published.push(to)
  }

  /** A name is safe on disk only once its folder is. Some file systems cannot sync a folder. */
  async #sync(folder: string): Promise<void> {
    if (!this.#place.durable || process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } catch (error) {
      if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error
    } finally {
      await handle.close()
    }
  }

  async #removePartial(): Promise<void> {
    if (await this.#remove(this.#partial)) this.#around.partial.done()
  }

  async #remove(path: string): Promise<boolean> {
    try {
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      return true
    } catch (error) {
      this.#around.log.warning(`${path} could not be removed: ${errorMessage(error)}`)
      return false
    }
  }

  async #explain<T>(step: () => Promise<T>): Promise<T> {
    this.#around.signal.throwIfAborted()
    if (this.#state !== 'open') throw new Error(`The backup ${this.#id} has ended.`)
    try {
      return await step()
    } catch (error) {
      const written = this.#files.reduce((sum, file) => sum + file.takenBytes, 0)
      throw await asDiskError(error, this.#place.label, written)
    }
  }
}

/**
 * Gives a file a second name without replacing anything: rename(2) would silently take the place
 * of another backup. The first name goes with the partial folder. Where a file system knows no
 * hard links (FAT, some network ones) an empty file claims the name.
 */
async function nameFile(from: string, to: string): Promise<void> {
  try {
    return await link(from, to)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '')) throw error
  }
  await writeFile(to, '', { flag: 'wx', mode: 0o600 })
  try {
    await rename(from, to)
  } catch (error) {
    await unlink(to)
    throw error
  }
}
