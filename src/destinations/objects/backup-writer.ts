import { randomUUID } from 'node:crypto'
import { printable, UserError } from '../../errors.ts'
import type { Cleanup, CleanupHandle } from '../../host/host.ts'
import type { BackupWriter, FileWriter, StoredBackup } from '../destination.ts'
import { FileUpload } from './file-upload.ts'
import { withGrace } from './grace.ts'
import { inParallel } from './in-parallel.ts'
import { archiveSlots } from './object-reader.ts'
import { placeOf } from './object-url.ts'
import { PartBuffers } from './part-buffers.ts'
import { readBack } from './read-back.ts'
import type { ObjectStorage } from './storage.ts'

/** One backup on its way into an object store: its files, then its manifest. */
export class ObjectBackupWriter implements BackupWriter {
  readonly #storage: ObjectStorage
  readonly #folder: string
  readonly #cleanup: Cleanup
  readonly #signal: AbortSignal
  /** Marks the objects of this run as ours. */
  readonly #writer = randomUUID()
  readonly #buffers: PartBuffers
  /** For what is read back. */
  readonly #slots = archiveSlots()
  readonly #files: FileUpload[] = []
  #archive: { readonly key: string; readonly handle: CleanupHandle } | undefined
  #manifestKey: string | undefined
  #committed = false
  #aborted: Promise<void> | undefined

  /** @param folder the series' folder, without a slash at its end */
  constructor(storage: ObjectStorage, folder: string, cleanup: Cleanup, signal: AbortSignal) {
    this.#storage = storage
    this.#buffers = new PartBuffers(storage.tuning.bufferBytes)
    this.#folder = folder
    this.#cleanup = cleanup
    this.#signal = signal
  }

  async openFile(path: string): Promise<FileWriter> {
    this.#signal.throwIfAborted()
    this.#archive ??= this.#noteArchive(path)
    const key = `${this.#folder}/${path}`
    const file = { path, key, writer: this.#writer }
    const upload = new FileUpload(file, this.#storage, this.#buffers, this.#signal)
    this.#files.push(upload)
    return upload
  }

  read(path: string): AsyncIterable<Uint8Array> {
    return this.#storage.read(`${this.#folder}/${path}`, this.#slots, this.#signal)
  }

  async commit(manifestPath: string, manifest: Uint8Array): Promise<StoredBackup> {
    const key = `${this.#folder}/${manifestPath}`
    const object = {
      key,
      body: manifest,
      contentType: 'application/json',
      writer: this.#writer,
    }
    await this.#requireArchive()
    // What the store is about to confirm is waited for: it may be a whole backup already.
    const patient = withGrace(this.#signal)
    this.#manifestKey = key
    const sent = { sizeBytes: manifest.length, checksum: this.#storage.checksum(manifest) }
    try {
      await this.#storage.putNew(object, patient)
      await readBack(this.#storage, key, sent, patient)
    } catch (error) {
      throw this.#storage.explain(error, `write ${placeOf(this.#storage.url, key)}`)
    }
    this.#committed = true
    this.#archive?.handle.done()
    return { location: placeOf(this.#storage.url, this.#archive?.key ?? key) }
  }

  /** What has waited for its manifest for a day is unfinished to whoever removes old backups. */
  async #requireArchive(): Promise<void> {
    const [first] = this.#files
    if (first === undefined) return
    const place = placeOf(this.#storage.url, first.key)
    const present = await this.#storage.head(first.key, this.#signal).catch((error: unknown) => {
      throw this.#storage.explain(error, `look at ${place}`)
    })
    if (present !== undefined) return
    const message = `${place} was removed before its manifest was written.`
    throw new UserError('E_UPLOAD', message, 'See what removes objects there, then run again.')
  }

  /** What was committed is a backup, and stays. */
  abort(): Promise<void> {
    if (this.#committed) return Promise.resolve()
    this.#aborted ??= this.#abort()
    return this.#aborted
  }

  async #abort(): Promise<void> {
    const signal = AbortSignal.timeout(this.#storage.tuning.abortMs)
    try {
      // The manifest first: without it the rest is no backup, however much of it is removed.
      await this.#removeManifest(signal)
      await inParallel(this.#files, (file) => file.abort(signal))
      // It may have arrived meanwhile: a request that was cut off can still reach the store.
      await this.#removeManifest(signal)
      this.#archive?.handle.done()
    } catch (error) {
      const place = placeOf(this.#storage.url, this.#archive?.key ?? this.#folder)
      const { message } = this.#storage.explain(error, 'remove it')
      this.#storage.log.warning(
        `Parts of the unfinished backup may be left at ${place}: ${printable(message)}`,
      )
    }
  }

  /** A manifest whose answer was lost may be there; one of another run is not ours to remove. */
  async #removeManifest(signal: AbortSignal): Promise<void> {
    if (this.#manifestKey === undefined) return
    const present = await this.#storage.head(this.#manifestKey, signal)
    if (present?.writer !== this.#writer) return
    await this.#storage.delete(this.#manifestKey, signal)
  }

  /** Noted before the first request, for the post step of a run that is killed. */
  #noteArchive(path: string) {
    const [name, ...rest] = path.split('/')
    const key = `${this.#folder}/${name}${rest.length > 0 ? '/' : ''}`
    const destination = this.#storage.url.text
    return { key, handle: this.#cleanup.add({ kind: 'remove-unfinished', destination, key }) }
  }
}
