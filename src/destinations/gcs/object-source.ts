import type { IncomingMessage } from 'node:http'
import {
  altered,
  emptyAnswer,
  type ObjectSource,
  type RangeAnswer,
} from '../objects/object-reader.ts'
import { placeOf } from '../objects/object-url.ts'
import type { GcsConnection } from './connection.ts'
import { errorStatus, readError } from './errors.ts'

/** An object of a bucket, to be read in ranges. Its version is its generation. */
export function objectSource(connection: GcsConnection, key: string): ObjectSource {
  const doing = `read ${placeOf(connection.url, key)}`
  return {
    doing,
    call: (signal, attempt) =>
      connection.call(signal, () =>
        attempt(({ start, end }, generation) => {
          const query = { alt: 'media', generation }
          const url = connection.api(['b', connection.bucket, 'o', key], query)
          const range = { range: `bytes=${start}-${end - 1}`, 'accept-encoding': 'identity' }
          return open(connection, { url, range, start, generation, doing }, signal)
        }),
      ),
    explain: (error) => readError(error, doing),
  }
}

interface Request {
  readonly url: URL
  readonly range: Readonly<Record<string, string>>
  readonly start: number
  readonly generation: string | undefined
  readonly doing: string
}

async function open(
  connection: GcsConnection,
  { url, range, start, generation, doing }: Request,
  signal: AbortSignal,
): Promise<RangeAnswer> {
  try {
    return answerOf(await connection.send({ method: 'GET', url, headers: range }, signal))
  } catch (error) {
    const status = errorStatus(error)
    if (status === 416 && start === 0) return emptyAnswer
    // This generation of it was there a moment ago.
    if (status === 404 && generation !== undefined) throw altered(doing)
    throw error
  }
}

function answerOf(answer: IncomingMessage): RangeAnswer {
  const { 'content-range': contentRange, 'content-length': length } = answer.headers
  const generation = answer.headers['x-goog-generation']
  return {
    contentRange,
    contentLength: length === undefined ? undefined : Number(length),
    version: typeof generation === 'string' ? generation : undefined,
    body: answer as AsyncIterable<Uint8Array>,
  }
}
