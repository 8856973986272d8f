import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  ListObjectsV2Command,
  ListPartsCommand,
  type ListPartsCommandOutput,
} from '@aws-sdk/client-s3'
import { backupIdOf, isAt } from '../objects/backup-id.ts'
import { inParallel } from '../objects/in-parallel.ts'
import type { S3Connection } from './connection.ts'
import { errorStatus } from './errors.ts'
import { abortMultipartUpload } from './multipart.ts'
import { deleteObject } from './objects.ts'

const DAY_MS = 24 * 60 * 60 * 1000

interface Upload {
  readonly key: string
  readonly id: string
  readonly startedAt: Date
}

/** All multipart uploads below a prefix that were neither completed nor aborted. */
async function* listUploads(
  connection: S3Connection,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<Upload> {
  const first = { Bucket: connection.bucket, Prefix: prefix }
  for (let input: ListMultipartUploadsCommandInput | undefined = first; input; ) {
    const page = await listPage(connection, input, signal)
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key && UploadId) yield { key: Key, id: UploadId, startedAt: Initiated ?? new Date() }
    }
    const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
    input = page.IsTruncated && KeyMarker ? { ...first, KeyMarker, UploadIdMarker } : undefined
  }
}

function listPage(
  connection: S3Connection,
  input: ListMultipartUploadsCommandInput,
  signal: AbortSignal,
) {
  return connection.call(signal, (client, options) =>
    client.send(new ListMultipartUploadsCommand(input), options),
  )
}

/** When the last part of an upload came, in milliseconds; 0: none did. */
async function lastPartAt(
  connection: S3Connection,
  { key: Key, id: UploadId }: Upload,
  signal: AbortSignal,
): Promise<number> {
  let last = 0
  for (let PartNumberMarker: string | undefined = '0'; PartNumberMarker !== undefined; ) {
    const input = { Bucket: connection.bucket, Key, UploadId, PartNumberMarker }
    const page: ListPartsCommandOutput = await connection.call(signal, (client, options) =>
      client.send(new ListPartsCommand(input), options),
    )
    const times = (page.Parts ?? []).map(({ LastModified }) => LastModified?.getTime() ?? 0)
    last = Math.max(last, ...times)
    PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined
  }
  return last
}

/** Whether nothing came since then. One that others have ended by now is theirs to count. */
async function isDead(
  connection: S3Connection,
  upload: Upload,
  since: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (await lastPartAt(connection, upload, signal)) <= since
  } catch (error) {
    if (errorStatus(error) === 404) return false
    throw error
  }
}

/**
 * Aborts multipart uploads of this series to which nothing has come for a day, by the clock of the
 * store: their runs were killed. One that was only begun so long ago may be of a long dump.
 * Only what is named like our archives is touched: others may keep things under the prefix too.
 *
 * @param folder the series' folder, without a slash at its end
 * @returns how many there were
 */
export async function sweepUploads(
  connection: S3Connection,
  folder: string,
  signal: AbortSignal,
): Promise<number> {
  let swept = 0
  for await (const upload of listUploads(connection, `${folder}/`, signal)) {
    const path = upload.key.slice(folder.length + 1)
    const before = connection.storeTime() - DAY_MS
    if (backupIdOf(path) === undefined || upload.startedAt.getTime() > before) continue
    if (!(await isDead(connection, upload, before, signal))) continue
    await abortMultipartUpload(connection, upload.key, upload.id, signal)
    swept++
  }
  return swept
}

/** Aborts every multipart upload at a key, or below it if it ends with a slash. */
export async function abortUploads(
  connection: S3Connection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  for await (const upload of listUploads(connection, key, signal)) {
    if (!isAt(upload.key, key)) continue
    await abortMultipartUpload(connection, upload.key, upload.id, signal)
  }
}

/** Removes the objects at a key, or below it if it ends with a slash. */
export async function deleteObjects(connection: S3Connection, key: string, signal: AbortSignal) {
  const input = { Bucket: connection.bucket, Prefix: key }
  for (let more = true; more; ) {
    // What was deleted is not listed again, so the first page is always the next one.
    const page = await connection.call(signal, (client, options) =>
      client.send(new ListObjectsV2Command(input), options),
    )
    const keys = (page.Contents ?? []).flatMap(({ Key }) => (Key && isAt(Key, key) ? [Key] : []))
    await inParallel(keys, (found) => deleteObject(connection, found, signal))
    more = page.IsTruncated === true && keys.length > 0
  }
}
