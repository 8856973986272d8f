import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Files as Azure's block blobs: written whole, or as blocks that come in parallel and in any
 * order and become the blob by a list (Put Blob, Put Block, Put Block List).
 */
export class BlobStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The file of a blob, which exists once it was put or committed. */
  path(id: string): string {
    return join(this.#folder, id)
  }

  async put(id: string, content: Readable): Promise<void> {
    const part = `${this.path(id)}.part`
    await pipeline(content, createWriteStream(part))
    await rename(part, this.path(id))
  }

  async putBlock(id: string, block: string, content: Readable): Promise<void> {
    await pipeline(content, createWriteStream(this.#block(id, block)))
  }

  /** Makes the blob of these blocks in this order; rejects if one was never put. */
  async commit(id: string, blocks: readonly string[]): Promise<void> {
    const part = `${this.path(id)}.part`
    await rm(part, { force: true })
    for (const block of blocks) {
      const file = this.#block(id, block)
      await pipeline(createReadStream(file), createWriteStream(part, { flags: 'a' }))
      await rm(file)
    }
    await rename(part, this.path(id))
  }

  /** Size in bytes and `sha256:` digest; undefined when there is no such blob. */
  async describe(id: string): Promise<{ size: number; digest: string } | undefined> {
    const size = await stat(this.path(id)).then(
      (found) => found.size,
      () => undefined,
    )
    if (size === undefined) return undefined
    const hash = createHash('sha256')
    await pipeline(createReadStream(this.path(id)), hash)
    return { size, digest: `sha256:${hash.digest('hex')}` }
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true })
  }

  /** Block ids are base64, which has slashes. */
  #block(id: string, block: string): string {
    return `${this.path(id)}.${Buffer.from(block).toString('hex')}`
  }
}
