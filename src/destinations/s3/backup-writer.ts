import { randomUUID } from 'node:crypto'
import { printable } from '../../errors.ts'
import type { Cleanup, CleanupHandle } from '../../host/host.ts'
import type { BackupWriter, FileWriter, StoredBackup } from '../destination.ts'
import type { S3Connection } from './connection.ts'
import { storeError } from './errors.ts'
import { FileUpload } from './file-upload.ts'
import { inParallel } from './leftovers.ts'
import { PARTS_AT_ONCE, readObject } from './object-reader.ts'
import { deleteObject, headObject, putNewObject } from './objects.ts'
import { PartBuffers } from './part-buffers.ts'
import { BUFFER_BYTES } from './parts.ts'
import { Slots } from './slots.ts'

/** One backup on its way into a bucket: its files, then its manifest. */
export class S3BackupWriter implements BackupWriter {
  readonly #connection: S3Connection
  readonly #folder: string
  readonly #cleanup: Cleanup
  readonly #signal: AbortSignal
  /** Marks the objects of this run as ours. */
  readonly #writer = randomUUID()
  readonly #buffers = new PartBuffers(BUFFER_BYTES)
  /** For what is read back. */
  readonly #slots = new Slots(PARTS_AT_ONCE)
  readonly #files: FileUpload[] = []
  #archive: { readonly key: string; readonly handle: CleanupHandle } | undefined
  #manifestKey: string | undefined
  #committed = false
  #aborted: Promise<void> | undefined

  /** @param folder the series' folder, without a slash at its end */
  constructor(connection: S3Connection, folder: string, cleanup: Cleanup, signal: AbortSignal) {
    this.#connection = connection
    this.#folder = folder
    this.#cleanup = cleanup
    this.#signal = signal
  }

  async openFile(path: string): Promise<FileWriter> {
    this.#signal.throwIfAborted()
    this.#archive ??= this.#noteArchive(path)
    const key = `${this.#folder}/${path}`
    const file = { path, key, writer: this.#writer }
    const upload = new FileUpload(file, this.#connection, this.#buffers, this.#signal)
    this.#files.push(upload)
    return upload
  }

  read(path: string): AsyncIterable<Uint8Array> {
    const key = `${this.#folder}/${path}`
    return readObject(this.#connection, key, this.#slots, this.#signal)
  }

  async commit(manifestPath: string, manifest: Uint8Array): Promise<StoredBackup> {
    const key = `${this.#folder}/${manifestPath}`
    const object = {
      key,
      body: manifest,
      contentType: 'application/json',
      writer: this.#writer,
    }
    this.#manifestKey = key
    try {
      await putNewObject(this.#connection, object, this.#signal)
    } catch (error) {
      throw storeError(error, `write ${this.#connection.place(key)}`)
    }
    this.#committed = true
    this.#archive?.handle.done()
    return { location: this.#connection.place(this.#archive?.key ?? key) }
  }

  /** What was committed is a backup, and stays. */
  abort(): Promise<void> {
    if (this.#committed) return Promise.resolve()
    this.#aborted ??= this.#abort()
    return this.#aborted
  }

  async #abort(): Promise<void> {
    const signal = AbortSignal.timeout(this.#connection.tuning.abortMs)
    try {
      // The manifest first: without it the rest is no backup, however much of it is removed.
      await this.#removeManifest(signal)
      await inParallel(this.#files, (file) => file.abort(signal))
      this.#archive?.handle.done()
    } catch (error) {
      const place = this.#connection.place(this.#archive?.key ?? this.#folder)
      const { message } = storeError(error, 'remove it')
      this.#connection.log.warning(
        `Parts of the unfinished backup may be left at ${place}: ${printable(message)}`,
      )
    }
  }

  /** A manifest whose answer was lost may be there; one of another run is not ours to remove. */
  async #removeManifest(signal: AbortSignal): Promise<void> {
    if (this.#manifestKey === undefined) return
    const present = await headObject(this.#connection, this.#manifestKey, signal)
    if (present?.writer !== this.#writer) return
    await deleteObject(this.#connection, this.#manifestKey, signal)
  }

  /** Noted before the first request, for the post step of a run that is killed. */
  #noteArchive(path: string) {
    const [name, ...rest] = path.split('/')
    const key = `${this.#folder}/${name}${rest.length > 0 ? '/' : ''}`
    const destination = this.#connection.url.text
    return { key, handle: this.#cleanup.add({ kind: 'abort-multipart', destination, key }) }
  }
}
