import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import { placeOf } from '../objects/object-url.ts'
import type { PartToSend, PartUpload } from '../objects/storage.ts'
import { compositeCrc32, crc32Base64, integrityOf } from './checksum.ts'
import type { S3Connection } from './connection.ts'
import { errorName, errorStatus, isTransient } from './errors.ts'
import { ARCHIVE_TYPE, objectSettings } from './object-settings.ts'
import { createOnce, headObject, WRITER } from './objects.ts'

interface UploadedPart {
  readonly ETag: string
  readonly PartNumber: number
  readonly ChecksumCRC32?: string
}

/** One multipart upload under way: filled part by part in any order, then completed or aborted. */
class MultipartUpload implements PartUpload {
  readonly #connection: S3Connection
  readonly #key: string
  readonly #writer: string
  readonly #id: string
  readonly #parts: UploadedPart[] = []
  readonly #checksums: string[] = []

  constructor(connection: S3Connection, key: string, writer: string, id: string) {
    this.#connection = connection
    this.#key = key
    this.#writer = writer
    this.#id = id
  }

  /** What S3 calls the checksum of the whole, from our own checksums of the parts. */
  get checksum(): string {
    return compositeCrc32(this.#checksums)
  }

  async sendPart({ number, body }: PartToSend, signal: AbortSignal): Promise<void> {
    const checksum = crc32Base64(body)
    const integrity = integrityOf(body, this.#connection.traits.checksums)
    const sent = { PartNumber: number, Body: body, ContentLength: body.length, ...integrity }
    const answer = await this.#connection.call(signal, (client, options) =>
      client.send(new UploadPartCommand({ ...this.#target, ...sent }), options),
    )
    if (answer.ChecksumCRC32 && answer.ChecksumCRC32 !== checksum) {
      const message = `The store holds other bytes in part ${number} of ${this.#place} than were sent.`
      throw new UserError('E_INTEGRITY', message, 'Run again.')
    }
    this.#checksums[number - 1] = checksum
    this.#parts[number - 1] = {
      PartNumber: number,
      ETag: answer.ETag ?? '',
      // Stores that keep no checksums may refuse to be told any here.
      ...(answer.ChecksumCRC32 ? { ChecksumCRC32: checksum } : {}),
    }
  }

  async complete(signal: AbortSignal): Promise<void> {
    await createOnce(this.#connection, this.#key, this.#writer, signal, async (condition) => {
      try {
        await this.#connection.call(signal, (client, options) =>
          client.send(this.#completion(condition), options),
        )
      } catch (error) {
        if (!(await this.#isThere(error, signal))) throw error
      }
    })
  }

  #completion(condition: { IfNoneMatch?: '*' }): CompleteMultipartUploadCommand {
    return new CompleteMultipartUploadCommand({
      ...this.#target,
      MultipartUpload: { Parts: this.#parts },
      ...condition,
    })
  }

  /**
   * After an answer that was lost, or an error inside a 200, the upload may be complete: asked
   * again the store then says NoSuchUpload, and the object is there and ours.
   */
  async #isThere(error: unknown, signal: AbortSignal): Promise<boolean> {
    if (!isTransient(error) && errorName(error) !== 'NoSuchUpload') return false
    const present = await headObject(this.#connection, this.#key, signal).catch(() => undefined)
    return present?.writer === this.#writer
  }

  async abort(signal: AbortSignal): Promise<void> {
    await abortMultipartUpload(this.#connection, this.#key, this.#id, signal)
  }

  get #target() {
    return { Bucket: this.#connection.bucket, Key: this.#key, UploadId: this.#id }
  }

  get #place(): string {
    return placeOf(this.#connection.url, this.#key)
  }
}

/** Begins a multipart upload. */
export async function beginPartUpload(
  connection: S3Connection,
  key: string,
  writer: string,
  signal: AbortSignal,
): Promise<PartUpload> {
  const input = {
    Bucket: connection.bucket,
    Key: key,
    ContentType: ARCHIVE_TYPE,
    Metadata: { [WRITER]: writer },
    ...(connection.traits.checksums ? { ChecksumAlgorithm: 'CRC32' as const } : {}),
    ...objectSettings(connection.url, ARCHIVE_TYPE),
  }
  const { UploadId } = await connection.call(signal, (client, options) =>
    client.send(new CreateMultipartUploadCommand(input), options),
  )
  if (!UploadId)
    throw new UserError('E_UPLOAD', 'The store began an upload without an id.', 'Run again.')
  return new MultipartUpload(connection, key, writer, UploadId)
}

/** Frees all parts of an upload. One that is not there any more is a success. */
export async function abortMultipartUpload(
  connection: S3Connection,
  key: string,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const input = { Bucket: connection.bucket, Key: key, UploadId: id }
  try {
    await connection.call(signal, (client, options) =>
      client.send(new AbortMultipartUploadCommand(input), options),
    )
  } catch (error) {
    if (errorStatus(error) !== 404) throw error
  }
}
