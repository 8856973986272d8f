import { errorCode, UserError } from '../../errors.ts'
import { placeOf } from '../objects/object-url.ts'
import type { PartToSend, PartUpload } from '../objects/storage.ts'
import { blobOptions, headBlob, md5, requireOurs } from './blobs.ts'
import type { AzureConnection } from './connection.ts'
import { isTransient } from './errors.ts'

interface Block {
  readonly id: string
  readonly size: number
}

/**
 * A blob on its way as blocks, which are no blob before their list is committed. Each is named by
 * the MD5 that the store has compared, so that the list it holds in the end says of what the blob
 * is made. Blocks without a list need no abort: nobody sees them, and the store drops them after
 * a week ("Put Block", remarks).
 */
export class BlockUpload implements PartUpload {
  /** The store computes none of a blob that was made of blocks; `complete` compares the list. */
  readonly checksum = ''
  readonly #connection: AzureConnection
  readonly #key: string
  readonly #writer: string
  readonly #blocks: Block[] = []

  constructor(connection: AzureConnection, key: string, writer: string) {
    this.#connection = connection
    this.#key = key
    this.#writer = writer
  }

  async sendPart({ number, body }: PartToSend, signal: AbortSignal): Promise<void> {
    const checksum = md5(body)
    const id = blockId(number, checksum)
    const { encryptionScope } = this.#connection.url
    const settings = {
      transactionalContentMD5: checksum,
      ...(encryptionScope === undefined ? {} : { encryptionScope }),
    }
    await this.#connection.call(signal, (container, options) =>
      container
        .getBlockBlobClient(this.#key)
        .stageBlock(id, body, body.length, { ...settings, ...options }),
    )
    this.#blocks[number - 1] = { id, size: body.length }
  }

  /** Makes the blocks one blob, unless there is one under the key already. */
  async complete(signal: AbortSignal): Promise<void> {
    try {
      await this.#commit(signal)
    } catch (error) {
      const made = { key: this.#key, writer: this.#writer }
      if (!(await this.#isThere(error, signal))) {
        await requireOurs(error, this.#connection, made, signal)
      }
    }
    await this.#compare(signal)
  }

  async abort(): Promise<void> {}

  async #commit(signal: AbortSignal): Promise<void> {
    const ids = this.#blocks.map(({ id }) => id)
    const settings = blobOptions(this.#connection.url, 'application/octet-stream', this.#writer)
    await this.#connection.call(signal, (container, options) =>
      container
        .getBlockBlobClient(this.#key)
        .commitBlockList(ids, { ...settings, ...options, conditions: { ifNoneMatch: '*' } }),
    )
  }

  /** Where no answer came, the store may have done the work all the same. */
  async #isThere(error: unknown, signal: AbortSignal): Promise<boolean> {
    if (!isTransient(error) && errorCode(error) !== 'InvalidBlockList') return false
    const present = await headBlob(this.#connection, this.#key, signal).catch(() => undefined)
    return present?.writer === this.#writer
  }

  /** Compares the blocks that the store says the blob is made of with those that were sent. */
  async #compare(signal: AbortSignal): Promise<void> {
    const { committedBlocks = [] } = await this.#connection.call(signal, (container, options) =>
      container.getBlockBlobClient(this.#key).getBlockList('committed', options),
    )
    const isSame = ({ id, size }: Block, index: number) => {
      const there = committedBlocks[index]
      return there?.name === id && there.size === size
    }
    if (committedBlocks.length === this.#blocks.length && this.#blocks.every(isSame)) return
    const message = `${placeOf(this.#connection.url, this.#key)} is not made of the blocks that were sent.`
    throw new UserError('E_INTEGRITY', message, 'It was removed again; run again.')
  }
}

/** Base64 of six digits and the MD5: all ids of one blob have to be of one length. */
function blockId(number: number, checksum: Buffer): string {
  const digits = Buffer.from(String(number).padStart(6, '0'))
  return Buffer.concat([digits, checksum]).toString('base64')
}
