import { randomUUID } from 'node:crypto'
import { UserError } from '../../errors.ts'
import { isAt } from '../objects/backup-id.ts'
import { inParallel } from '../objects/in-parallel.ts'
import { placeOf } from '../objects/object-url.ts'
import type { ObjectToPut, StoredObject } from '../objects/storage.ts'
import type { GcsConnection } from './connection.ts'
import { crc32c, crc32cBase64 } from './crc32c.ts'
import { errorStatus } from './errors.ts'

/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
const WRITER = 'pg-backup-writer'

/** What of an object resource is read here (Cloud Storage JSON API, "Objects"). */
interface ObjectResource {
  readonly size?: string
  readonly crc32c?: string
  readonly metadata?: Readonly<Record<string, string>>
}

/** What the store says it holds under a key; undefined: nothing. */
export async function headObject(
  connection: GcsConnection,
  key: string,
  signal: AbortSignal,
): Promise<StoredObject | undefined> {
  const url = connection.api(['b', connection.bucket, 'o', key], { fields: 'size,crc32c,metadata' })
  try {
    const resource = (await connection.ask({ method: 'GET', url }, signal)) as ObjectResource
    return {
      sizeBytes: Number(resource.size ?? -1),
      checksum: resource.crc32c,
      writer: resource.metadata?.[WRITER],
    }
  } catch (error) {
    if (errorStatus(error) === 404) return undefined
    throw error
  }
}

/** What an object is made with, besides its content. */
export function objectMetadata(
  { url }: GcsConnection,
  { key, contentType, writer }: Omit<ObjectToPut, 'body'>,
) {
  const isArchive = contentType === 'application/octet-stream'
  return {
    name: key,
    contentType,
    // What is beside an archive is small and read more often.
    ...(isArchive && url.storageClass !== undefined ? { storageClass: url.storageClass } : {}),
    metadata: { ...url.tags, [WRITER]: writer },
  }
}

/** Puts an object in one request, over an older one if there is no condition. */
export async function putObject(
  connection: GcsConnection,
  object: ObjectToPut,
  signal: AbortSignal,
  condition: { readonly ifGenerationMatch?: '0' } = {},
): Promise<void> {
  const { kmsKey: kmsKeyName } = connection.url
  const query = { uploadType: 'multipart', name: object.key, kmsKeyName, ...condition }
  const url = connection.uploadApi(query)
  const checksum = { crc32c: crc32cBase64(crc32c(object.body)) }
  const metadata = { ...objectMetadata(connection, object), ...checksum }
  const boundary = randomUUID()
  const head = [
    `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n`,
    `${JSON.stringify(metadata)}\r\n`,
    `--${boundary}\r\nContent-Type: ${object.contentType}\r\n\r\n`,
  ]
  const body = [Buffer.from(head.join('')), object.body, Buffer.from(`\r\n--${boundary}--\r\n`)]
  const headers = { 'content-type': `multipart/related; boundary=${boundary}` }
  await connection.ask({ method: 'POST', url, headers, body }, signal)
}

/**
 * Puts an object where none is, in one request. An object that is there turns out to be ours if
 * the answer to an earlier attempt was lost.
 *
 * @throws UserError `E_UPLOAD` if there is another one already; else what the connection throws
 */
export async function putNewObject(
  connection: GcsConnection,
  object: ObjectToPut,
  signal: AbortSignal,
): Promise<void> {
  try {
    await putObject(connection, object, signal, { ifGenerationMatch: '0' })
  } catch (error) {
    if (errorStatus(error) !== 412) throw error
    const present = await headObject(connection, object.key, signal)
    if (present?.writer !== object.writer) throw alreadyThere(connection, object.key)
  }
}

export function alreadyThere(connection: GcsConnection, key: string): UserError {
  const message = `A backup of this id exists already: ${placeOf(connection.url, key)}.`
  return new UserError('E_UPLOAD', message, 'It was left as it is; start a new run.')
}

/** Deleting what is not there is a success. */
export async function deleteObject(
  connection: GcsConnection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  const url = connection.api(['b', connection.bucket, 'o', key])
  const accept = [404]
  await connection.call(signal, async () => {
    const answer = await connection.send({ method: 'DELETE', url, accept }, signal)
    answer.resume()
  })
}

/** Deletes the object at a key, or all below it if it ends with a slash. */
export async function deleteObjects(
  connection: GcsConnection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  for await (const { keys } of listPages(connection, { prefix: key }, signal)) {
    const found = keys.filter((one) => isAt(one, key))
    await inParallel(found, (one) => deleteObject(connection, one, signal))
  }
}

interface Page {
  readonly keys: readonly string[]
  /** With a slash at the end of each; empty without a delimiter. */
  readonly folders: readonly string[]
}

interface PageResource {
  readonly items?: readonly { readonly name?: string }[]
  readonly prefixes?: readonly string[]
  readonly nextPageToken?: string
}

/** What is below a prefix, page after page; a token says where the next one begins. */
export async function* listPages(
  connection: GcsConnection,
  query: { readonly prefix: string; readonly delimiter?: string },
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const fields = 'items/name,prefixes,nextPageToken'
  for (let pageToken: string | undefined, more = true; more; more = pageToken !== undefined) {
    const parameters = { ...query, fields, pageToken, maxResults: '1000' }
    const url = connection.api(['b', connection.bucket, 'o'], parameters)
    const page = (await connection.ask({ method: 'GET', url }, signal)) as PageResource
    const names = (page.items ?? []).map(({ name }) => name)
    yield { keys: names.filter((name) => name !== undefined), folders: page.prefixes ?? [] }
    pageToken = page.nextPageToken || undefined
  }
}
