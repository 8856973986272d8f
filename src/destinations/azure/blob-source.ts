import type { ContainerClient } from '@azure/storage-blob'
import { isAbort } from '../../errors.ts'
import { emptyAnswer, type ObjectSource, type OpenRange } from '../objects/object-reader.ts'
import { placeOf } from '../objects/object-url.ts'
import type { AzureConnection } from './connection.ts'
import { errorStatus, readError } from './errors.ts'

/** One blob, as what can be read in parts. Its version is its ETag. */
export function blobSource(connection: AzureConnection, key: string): ObjectSource {
  const doing = `read ${placeOf(connection.url, key)}`
  return {
    doing,
    explain: (error) => readError(error, doing),
    call: (signal, attempt) =>
      connection.call(signal, (container) => attempt(rangesOf(container, key, signal))),
  }
}

function rangesOf(container: ContainerClient, key: string, signal: AbortSignal): OpenRange {
  const blob = container.getBlockBlobClient(key)
  return async ({ start, end }, version) => {
    const options = {
      abortSignal: signal,
      // Where it broke off it is taken up again by whoever counts the bytes.
      maxRetryRequests: 0,
      ...(version === undefined ? {} : { conditions: { ifMatch: version } }),
    }
    try {
      const answer = await blob.download(start, end - start, options)
      const { contentRange, contentLength, etag } = answer
      return { contentRange, contentLength, version: etag, body: bodyOf(answer, signal) }
    } catch (error) {
      if (errorStatus(error) === 416 && start === 0) return emptyAnswer
      throw error
    }
  }
}

/** In Node the SDK's body is a stream of buffers. It calls a connection that broke an abort. */
async function* bodyOf(
  { readableStreamBody: body }: { readonly readableStreamBody?: NodeJS.ReadableStream },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    if (body !== undefined) yield* body as AsyncIterable<Uint8Array>
  } catch (error) {
    if (!isAbort(error) || signal.aborted) throw error
    throw Object.assign(new Error('The answer ended early.'), { code: 'ECONNRESET' })
  }
}
