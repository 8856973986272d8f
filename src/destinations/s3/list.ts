import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import { placeOf } from '../objects/object-url.ts'
import type { S3Connection } from './connection.ts'

/** The keys that lie directly in a folder, and its folders with a slash at their ends. */
export async function* listFolder(
  connection: S3Connection,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  // Keys come encoded, since XML 1.0 cannot hold every character that a key can.
  const input = {
    Bucket: connection.bucket,
    Prefix: folder,
    Delimiter: '/',
    EncodingType: 'url',
  } as const
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const page = await connection.call(signal, (client, options) =>
      client.send(new ListObjectsV2Command({ ...input, ContinuationToken: token }), options),
    )
    yield* keysOf(page)
    token = nextToken(page, placeOf(connection.url, folder))
  }
}

function nextToken(page: ListObjectsV2CommandOutput, place: string): string | undefined {
  if (!page.IsTruncated) return undefined
  if (page.NextContinuationToken) return page.NextContinuationToken
  const message = `The store ended the list of ${place} half-way.`
  throw new UserError('E_DOWNLOAD', message, 'Run again later.')
}

function keysOf(page: ListObjectsV2CommandOutput): string[] {
  const objects = (page.Contents ?? []).map(({ Key }) => Key)
  const folders = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)
  const keys = [...objects, ...folders].filter((key) => key !== undefined)
  return page.EncodingType === 'url' ? keys.map(decodeKey) : keys
}

/** As in a form: a space can be a plus sign (Amazon S3 API Reference, ListObjectsV2). */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}
