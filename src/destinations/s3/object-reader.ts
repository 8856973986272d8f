import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3'
import {
  emptyAnswer,
  type ObjectSource,
  type OpenRange,
  type RangeAnswer,
} from '../objects/object-reader.ts'
import { placeOf } from '../objects/object-url.ts'
import type { S3Connection } from './connection.ts'
import { errorStatus } from './errors.ts'
import { readError } from './read-errors.ts'

/** An object of a bucket, to be read in ranges. Its version is its ETag. */
export function objectSource(connection: S3Connection, key: string): ObjectSource {
  const doing = `read ${placeOf(connection.url, key)}`
  return {
    doing,
    call: (signal, attempt) =>
      connection.call(signal, (client, options) =>
        attempt(openRange(client, options, { Bucket: connection.bucket, Key: key })),
      ),
    explain: (error) => readError(error, doing),
  }
}

function openRange(
  client: S3Client,
  options: { readonly abortSignal: AbortSignal },
  object: { readonly Bucket: string; readonly Key: string },
): OpenRange {
  return async ({ start, end }, version) => {
    const condition = version === undefined ? {} : { IfMatch: version }
    const input = { ...object, Range: `bytes=${start}-${end - 1}`, ...condition }
    try {
      return answerOf(await client.send(new GetObjectCommand(input), options))
    } catch (error) {
      if (errorStatus(error) === 416 && start === 0) return emptyAnswer
      throw error
    }
  }
}

function answerOf(answer: GetObjectCommandOutput): RangeAnswer {
  return {
    contentRange: answer.ContentRange,
    contentLength: answer.ContentLength,
    version: answer.ETag,
    // In Node the SDK's body is a stream of buffers.
    body: (answer.Body as AsyncIterable<Uint8Array> | undefined) ?? [],
  }
}
