import {
  DeleteObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import { placeOf } from '../objects/object-url.ts'
import type { ObjectToPut, StoredObject } from '../objects/storage.ts'
import { integrityOf } from './checksum.ts'
import type { S3Connection } from './connection.ts'
import { errorName, errorStatus } from './errors.ts'
import { objectSettings } from './object-settings.ts'

/** Metadata by which a run knows its own objects again, where an answer was lost on the way. */
export const WRITER = 'pg-backup-writer'

/** What the store says it holds under a key; undefined: nothing. */
export async function headObject(connection: S3Connection, key: string, signal: AbortSignal) {
  const { bucket: Bucket, traits } = connection
  const mode = traits.checksums ? { ChecksumMode: 'ENABLED' as const } : {}
  const input = { Bucket, Key: key, ...mode }
  try {
    return storedObject(
      await connection.call(signal, (client, options) =>
        client.send(new HeadObjectCommand(input), options),
      ),
    )
  } catch (error) {
    if (errorStatus(error) === 404) return undefined
    throw error
  }
}

function storedObject(answer: HeadObjectCommandOutput): StoredObject {
  return {
    sizeBytes: answer.ContentLength ?? -1,
    checksum: answer.ChecksumCRC32,
    writer: answer.Metadata?.[WRITER],
  }
}

/**
 * Puts an object where none is, in one request.
 *
 * @throws UserError `E_UPLOAD` if there is one already; else what the SDK throws
 */
export async function putNewObject(
  connection: S3Connection,
  object: ObjectToPut,
  signal: AbortSignal,
): Promise<void> {
  await createOnce(connection, object.key, object.writer, signal, (condition) =>
    putObject(connection, object, signal, condition),
  )
}

export async function putObject(
  connection: S3Connection,
  { key, body, contentType, writer }: ObjectToPut,
  signal: AbortSignal,
  condition: Condition = {},
): Promise<void> {
  const input = {
    Bucket: connection.bucket,
    Key: key,
    Body: body,
    ContentLength: body.length,
    ContentType: contentType,
    Metadata: { [WRITER]: writer },
    ...integrityOf(body, connection.traits.checksums),
    ...objectSettings(connection.url, contentType),
    ...condition,
  }
  await connection.call(signal, (client, options) =>
    client.send(new PutObjectCommand(input), options),
  )
}

export type Condition = { readonly IfNoneMatch?: '*' }

/**
 * Makes an object appear under the condition that there is none yet (`If-None-Match: *`, Amazon
 * S3 User Guide, "Conditional writes"). Where the store does not know the condition, it is asked
 * for the object first, which leaves a gap of milliseconds. An object that is there turns out to
 * be ours if the answer to an earlier attempt was lost.
 */
export async function createOnce(
  connection: S3Connection,
  key: string,
  writer: string,
  signal: AbortSignal,
  create: (condition: Condition) => Promise<void>,
): Promise<void> {
  if (!connection.conditionalPuts) return createAfterLook(connection, key, writer, signal, create)
  try {
    await create({ IfNoneMatch: '*' })
  } catch (error) {
    if (errorStatus(error) === 412) return requireOurs(connection, key, writer, signal)
    if (!isConditionUnknown(error)) throw error
    connection.conditionalPuts = false
    connection.log.debug('The store does not know If-None-Match: looking before each put instead.')
    await createAfterLook(connection, key, writer, signal, create)
  }
}

async function createAfterLook(
  ...[connection, key, writer, signal, create]: Parameters<typeof createOnce>
) {
  const present = await headObject(connection, key, signal)
  if (present === undefined) return create({})
  if (present.writer !== writer) throw alreadyThere(connection, key)
}

async function requireOurs(
  connection: S3Connection,
  key: string,
  writer: string,
  signal: AbortSignal,
): Promise<void> {
  const present = await headObject(connection, key, signal)
  if (present?.writer !== writer) throw alreadyThere(connection, key)
}

function alreadyThere(connection: S3Connection, key: string): UserError {
  const message = `A backup of this id exists already: ${placeOf(connection.url, key)}.`
  return new UserError('E_UPLOAD', message, 'It was left as it is; start a new run.')
}

function isConditionUnknown(error: unknown): boolean {
  return errorStatus(error) === 501 || errorName(error) === 'NotImplemented'
}

/** Deleting what is not there is a success. */
export async function deleteObject(
  connection: S3Connection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connection.call(signal, (client, options) =>
      client.send(new DeleteObjectCommand({ Bucket: connection.bucket, Key: key }), options),
    )
  } catch (error) {
    if (errorStatus(error) !== 404) throw error
  }
}
