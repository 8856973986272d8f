import { errorMessage, sentence, UserError } from '../../errors.ts'
import type { Clock } from '../fork.ts'

const ATTEMPTS = 5
const HEAD_BYTES = 4096
/** For the answer's headers; the body has Node's own time limit between two chunks. */
const TIMEOUT_MS = 60_000

/**
 * A file behind a signed address, which is asked for anew when it has run out. The address is
 * fetched without any key.
 */
export class PublicFile {
  readonly #newUrl: () => Promise<string>
  readonly #clock: Clock
  #etag: string | null = null
  /** Known once it is open. */
  sizeBytes = 0
  /** Its first bytes. */
  head: Uint8Array = new Uint8Array()

  constructor(newUrl: () => Promise<string>, clock: Clock) {
    this.#newUrl = newUrl
    this.#clock = clock
  }

  /** @throws UserError `E_DOWNLOAD` */
  async open(signal: AbortSignal): Promise<void> {
    await this.#retry(signal, async () => {
      const response = await this.#get(`bytes=0-${HEAD_BYTES - 1}`, signal)
      this.sizeBytes = sizeOf(response)
      this.#etag = response.headers.get('etag')
      this.head = await firstBytes(response)
    })
  }

  /**
   * All of it. A connection that breaks is taken up again where it broke.
   *
   * @throws UserError `E_DOWNLOAD`; `E_INTEGRITY` where it is another file by then
   */
  async *read(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    let offset = 0
    for (let failed = 0; offset < this.sizeBytes; ) {
      try {
        const response = await this.#get(`bytes=${offset}-`, signal)
        if (offset > 0 && response.status !== 206) throw new Error('it cannot be taken up again')
        this.#requireSame(response)
        for await (const chunk of response.body ?? []) {
          offset += chunk.length
          failed = 0
          yield chunk
        }
        if (offset < this.sizeBytes) throw new Error('it ended too early')
      } catch (error) {
        failed += 1
        await this.#pause(error, failed, signal)
      }
    }
  }

  async #get(range: string, signal: AbortSignal): Promise<Response> {
    const url = await this.#newUrl()
    const timeout = new AbortController()
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS)
    try {
      const either = AbortSignal.any([signal, timeout.signal])
      const response = await fetch(requireSafe(url), { headers: { range }, signal: either })
      if (response.ok) return response
      await response.body?.cancel()
      throw new Error(`the store answered ${response.status}`)
    } finally {
      clearTimeout(timer)
    }
  }

  #requireSame({ headers }: Response): void {
    if (headers.get('etag') === this.#etag) return
    const message = 'The file of the backup is another one than a moment ago.'
    throw new UserError('E_INTEGRITY', message, 'Run again.')
  }

  async #retry(signal: AbortSignal, step: () => Promise<void>): Promise<void> {
    for (let failed = 1; ; failed++) {
      try {
        return await step()
      } catch (error) {
        await this.#pause(error, failed, signal)
      }
    }
  }

  /** Throws what is final. */
  async #pause(error: unknown, failed: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (error instanceof UserError) throw error
    if (failed < ATTEMPTS) return this.#clock.sleep(1000 * 2 ** (failed - 1), signal)
    throw new UserError(
      'E_DOWNLOAD',
      sentence(`The file of the backup cannot be downloaded: ${errorMessage(error)}`),
      'See https://status.heroku.com, and run again.',
      { cause: error },
    )
  }
}

/** Its own errors would show the address. */
function requireSafe(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isHere = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  if (url !== undefined && (url.protocol === 'https:' || isHere)) return url
  throw new UserError(
    'E_DOWNLOAD',
    'Heroku gave no https address of the backup.',
    'See https://status.heroku.com, and run again.',
  )
}

/** Of all of it, whether a part was answered or, by a store that knows no ranges, everything. */
function sizeOf({ status, headers }: Response): number {
  const range = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  const size = Number(status === 206 ? range : headers.get('content-length'))
  if (Number.isSafeInteger(size) && size > 0) return size
  throw new Error('the store does not tell its size')
}

async function firstBytes({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= HEAD_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES)
}
