import { createHash } from 'node:crypto'
import type { BackupWriter, FileWriter } from '../destinations/destination.ts'
import type { ArchiveFile } from '../manifest/manifest.ts'
import type { Seal, SealedFile } from '../seal/seal.ts'

/**
 * One file of a backup on its way to the destinations: sealed where it is to be, and then counted
 * and hashed as it is stored. A chunk is taken over without copying it, as by every FileWriter.
 */
export class OutgoingFile {
  readonly #path: string
  readonly #file: FileWriter
  readonly #sealed: SealedFile | undefined
  readonly #hash = createHash('sha256')
  #sizeBytes = 0

  private constructor(path: string, file: FileWriter, sealed: SealedFile | undefined) {
    this.#path = path
    this.#file = file
    this.#sealed = sealed
  }

  /** @param path as it is stored, with the ending of a sealed file if it is one */
  static async open(
    writer: Pick<BackupWriter, 'openFile'>,
    path: string,
    seal: Seal | undefined,
  ): Promise<OutgoingFile> {
    const sealed = await seal?.begin(path)
    const file = new OutgoingFile(path, await writer.openFile(path), sealed)
    if (sealed) await file.#store([sealed.start])
    return file
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#store(this.#sealed ? this.#sealed.write(chunk) : [chunk])
  }

  /** Writes what is left, and leaves the file open: whether it is good others have to say. */
  async end(): Promise<ArchiveFile> {
    if (this.#sealed) await this.#store(this.#sealed.end())
    return { path: this.#path, sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') }
  }

  /** @throws UserError as a FileWriter does */
  async close(): Promise<void> {
    await this.#file.close()
  }

  async #store(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      this.#hash.update(chunk)
      this.#sizeBytes += chunk.length
      await this.#file.write(chunk)
    }
  }
}
