import { createHash } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { isAt } from '../objects/backup-id.ts'
import { inParallel } from '../objects/in-parallel.ts'
import { placeOf } from '../objects/object-url.ts'
import type { ObjectToPut, StoredObject } from '../objects/storage.ts'
import type { AzureUrl } from './client.ts'
import type { AzureConnection } from './connection.ts'
import { errorStatus, isAlreadyThere } from './errors.ts'

/** Metadata by which a run knows its own blobs again. Its name has to be an identifier of C#'s. */
const WRITER = 'pg_backup_writer'

export function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest()
}

/** What the store says it holds under a key; undefined: nothing, or only blocks without a list. */
export async function headBlob(
  connection: AzureConnection,
  key: string,
  signal: AbortSignal,
): Promise<StoredObject | undefined> {
  try {
    const answer = await connection.call(signal, (container, options) =>
      container.getBlockBlobClient(key).getProperties(options),
    )
    return {
      sizeBytes: answer.contentLength ?? -1,
      checksum: answer.contentMD5 && Buffer.from(answer.contentMD5).toString('base64'),
      writer: answer.metadata?.[WRITER],
    }
  } catch (error) {
    if (errorStatus(error) === 404) return undefined
    throw error
  }
}

/** What a blob is made with, besides its content. */
export function blobOptions(url: AzureUrl, contentType: string, writer: string) {
  const { tier, tags, encryptionScope } = url
  return {
    blobHTTPHeaders: { blobContentType: contentType },
    metadata: { [WRITER]: writer },
    ...(tags === undefined ? {} : { tags }),
    ...(encryptionScope === undefined ? {} : { encryptionScope }),
    // What lies beside the archives is small, and read whenever they are listed.
    ...(tier === undefined || contentType === 'application/json' ? {} : { tier }),
  }
}

export type Condition = { readonly ifNoneMatch?: '*' }

/** Puts a blob in one request. The store compares the MD5, and keeps it. */
export async function putBlob(
  connection: AzureConnection,
  { key, body, contentType, writer }: ObjectToPut,
  signal: AbortSignal,
  conditions: Condition = {},
): Promise<void> {
  const settings = {
    ...blobOptions(connection.url, contentType, writer),
    transactionalContentMD5: md5(body),
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  await connection.call(signal, (container, options) =>
    container
      .getBlockBlobClient(key)
      .upload(bytes, bytes.length, { ...settings, ...options, conditions: { ...conditions } }),
  )
}

/**
 * Puts a blob where none is, in one request.
 *
 * @throws UserError `E_UPLOAD` if there is one already; else what the SDK throws
 */
export async function putNewBlob(
  connection: AzureConnection,
  object: ObjectToPut,
  signal: AbortSignal,
): Promise<void> {
  try {
    await putBlob(connection, object, signal, { ifNoneMatch: '*' })
  } catch (error) {
    await requireOurs(error, connection, object, signal)
  }
}

/**
 * A blob that is there already turns out to be ours if the answer to an earlier attempt was lost.
 *
 * @param error what making it has failed with; thrown again if that says something else
 */
export async function requireOurs(
  error: unknown,
  connection: AzureConnection,
  { key, writer }: { readonly key: string; readonly writer: string },
  signal: AbortSignal,
): Promise<void> {
  if (!isAlreadyThere(error)) throw error
  const present = await headBlob(connection, key, signal)
  if (present?.writer === writer) return
  const message = `A backup of this id exists already: ${placeOf(connection.url, key)}.`
  throw new UserError('E_UPLOAD', message, 'It was left as it is; start a new run.')
}

/** Deleting what is not there is a success. */
export async function deleteBlob(
  connection: AzureConnection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connection.call(signal, (container, options) =>
      container.getBlockBlobClient(key).delete({ ...options, deleteSnapshots: 'include' }),
    )
  } catch (error) {
    if (errorStatus(error) !== 404) throw error
  }
}

/** Deletes the blob at a key, or all below it if it ends with a slash. */
export async function deleteBlobs(
  connection: AzureConnection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  for (let more = true; more; ) {
    // What was deleted is not listed again, so the first page is always the next one.
    const { names, isLast } = await connection.call(signal, async (container, options) => {
      for await (const page of container.listBlobsFlat({ prefix: key, ...options }).byPage()) {
        const names = page.segment.blobItems.map(({ name }) => name)
        return { names, isLast: !page.continuationToken }
      }
      return { names: [], isLast: true }
    })
    const ours = names.filter((name) => isAt(name, key))
    await inParallel(ours, (name) => deleteBlob(connection, name, signal))
    more = !isLast && ours.length > 0
  }
}
