import { errorCode, errorMessage } from '../errors.ts'
import { boundedText } from './bounded-text.ts'
import type { Clock } from './fork.ts'
import { list } from './json.ts'
import { allPages } from './pages.ts'
import { retryAfterMs } from './retry-after.ts'

export interface ProviderApiOptions {
  /** How the provider is named in errors: `Heroku`. */
  readonly provider: string
  /** From `serviceAddress` (service-address.ts): all that is sent goes to this origin and to no other. */
  readonly baseUrl: URL
  /** Sent with every request, the key among them. */
  readonly headers: Readonly<Record<string, string>>
  readonly clock: Clock
  /** One line for the log: why we wait. */
  readonly tell: (line: string) => void
  /** Statuses which say that nothing was done and that the same request may be sent again. */
  readonly harmlessStatuses?: readonly number[]
  /** Looks at every answer, for warnings in its headers. */
  readonly onAnswer?: (headers: Headers) => void
  /** For one request with its answer (default: 60 s). */
  readonly timeoutMs?: number
}

export interface ApiCall {
  readonly method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'
  /** After the base address, with the query. Names in it are encoded by the caller. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /**
   * Whether it may be sent again although it may have been carried out (default: not for POST and
   * PATCH). A POST that only reads may.
   */
  readonly isRepeatable?: boolean
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  /** What the JSON says, not to be trusted in its shape; undefined: there was none. */
  readonly body: unknown
}

/** An answer of 400 and above, or none at all. */
export class ApiFailure extends Error {
  /** Undefined: no answer that can be read. */
  readonly status: number | undefined
  readonly headers: Headers
  /** The provider's word for the error, as `id` or `code` in its body. */
  readonly id: string
  /** The rest of its body, as the provider sent it. */
  readonly body: unknown
  /** Whether what was asked for may have been carried out all the same. */
  readonly mayBeDone: boolean

  constructor(message: string, details: Partial<Omit<ApiFailure, keyof Error>>, cause?: unknown) {
    super(message, { cause })
    this.name = 'ApiFailure'
    this.status = details.status
    this.headers = details.headers ?? new Headers()
    this.id = details.id ?? ''
    this.body = details.body
    this.mayBeDone = details.mayBeDone ?? false
  }
}

const ATTEMPTS = 5
/** A rate limit is waited for more often: it passes by itself. */
const LIMITED_ATTEMPTS = 10
const MOST_REDIRECTS = 5
const TIMEOUT_MS = 60_000
/** A page of a thousand Neon branches, the largest that is asked for, has 1.5 MB: ten times that. */
const MOST_BYTES = 16_000_000
/** Of a provider's message in ours, in characters. */
const LONGEST_SAYING = 1000

/**
 * Speaks JSON with a provider's API by Node's own fetch. Requests that change nothing, or that
 * change nothing more when they are sent twice, are repeated after a lost answer and after a
 * server's error; others only where it is sure that nothing was done. The caller of those looks at
 * `mayBeDone` and asks whether it was.
 */
export class ProviderApi {
  readonly #options: ProviderApiOptions
  #aheadMs = 0

  constructor(options: ProviderApiOptions) {
    this.#options = options
  }

  /** By the provider's clock, as the `Date` of its last answer told it; ours before that. */
  now(): Date {
    return new Date(this.#options.clock.now().getTime() + this.#aheadMs)
  }

  /** @throws ApiFailure after the last attempt; the signal's reason */
  async send(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    const counts = { failures: 0, limits: 0 }
    for (;;) {
      try {
        return await this.#follow(call, signal)
      } catch (error) {
        if (!(error instanceof ApiFailure) || !this.#mayRepeat(call, error, counts)) throw error
        await this.#wait(error, counts.failures, signal)
      }
    }
  }

  /**
   * All of a list, page after page: 206 with `Next-Range`, as Heroku has it.
   *
   * @throws ApiFailure; UserError `E_FORK`
   */
  async sendForList(
    call: ApiCall & { readonly method: 'GET' },
    signal: AbortSignal,
  ): Promise<unknown[]> {
    return await allPages(this.#options.provider, async (range) => {
      const headers = { ...call.headers, ...(range === undefined ? {} : { range }) }
      const answer = await this.send({ ...call, headers }, signal)
      const next = answer.status === 206 ? answer.headers.get('next-range') : null
      return { items: list(answer.body), next: next ?? undefined }
    })
  }

  #tellTime(headers: Headers): void {
    const told = Date.parse(headers.get('date') ?? '')
    if (!Number.isNaN(told)) this.#aheadMs = told - this.#options.clock.now().getTime()
  }

  #mayRepeat(
    { method, isRepeatable }: ApiCall,
    { status, mayBeDone }: ApiFailure,
    counts: { failures: number; limits: number },
  ): boolean {
    if (status === 429) return ++counts.limits < LIMITED_ATTEMPTS
    if (++counts.failures >= ATTEMPTS) return false
    if (status !== undefined && this.#options.harmlessStatuses?.includes(status)) return true
    const isPassing = status === undefined || isServerError(status)
    if (!isPassing) return false
    return !mayBeDone || (isRepeatable ?? (method !== 'POST' && method !== 'PATCH'))
  }

  async #wait(failure: ApiFailure, failures: number, signal: AbortSignal): Promise<void> {
    const { clock, provider, tell } = this.#options
    const isLimit = failure.status === 429
    const asked = failure.headers.get('retry-after')
    const milliseconds =
      isLimit || asked !== null ? retryAfterMs(asked, clock.now()) : 1000 * 2 ** (failures - 1)
    const seconds = Math.ceil(milliseconds / 1000)
    const why = isLimit ? `${provider} limits our requests` : failure.message
    tell(`${why}: trying again in ${seconds} s.`)
    await clock.sleep(milliseconds, signal)
  }

  /** Follows redirects within the origin, of requests that only read. */
  async #follow(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer> {
    const { provider, baseUrl } = this.#options
    let url = new URL(`${baseUrl.pathname.replace(/\/$/, '')}${call.path}`, baseUrl)
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#once(call, url, signal)
      const location = answer.headers.get('location')
      if (answer.status < 300) return answer
      url = new URL(location ?? url, url)
      if (url.origin !== baseUrl.origin || call.method !== 'GET' || redirects >= MOST_REDIRECTS) {
        // The key goes nowhere else, and what another host says is not the provider's word.
        const message = `${provider} sent us on to ${url.origin}, where we do not follow`
        throw new ApiFailure(message, { status: answer.status, mayBeDone: true })
      }
    }
  }

  /** One request: an answer below 400, or a failure. */
  async #once(call: ApiCall, url: URL, signal: AbortSignal): Promise<ApiAnswer> {
    const { provider, headers, timeoutMs = TIMEOUT_MS, onAnswer } = this.#options
    signal.throwIfAborted()
    const hasBody = call.body !== undefined
    const type: Record<string, string> = hasBody ? { 'content-type': 'application/json' } : {}
    try {
      const response = await fetch(url, {
        method: call.method,
        headers: { ...headers, ...type, ...call.headers },
        ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      this.#tellTime(response.headers)
      onAnswer?.(response.headers)
      const text = await boundedText(response, MOST_BYTES)
      if (text === undefined) throw tooLarge(provider, response)
      return readAnswer(provider, response, text)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ApiFailure) throw error
      throw noAnswer(provider, error, timeoutMs)
    }
  }
}

/** With its status, so that a success is not asked for again: it would be as large. */
function tooLarge(provider: string, { status, headers }: Response): ApiFailure {
  const message = `${provider} answered ${status} with more than ${MOST_BYTES / 1e6} MB`
  const mayBeDone = status < 400 || isServerError(status)
  return new ApiFailure(`${message}${requestNote(headers)}`, { status, headers, mayBeDone })
}

/** The request may have been carried out by then. */
function isServerError(status: number): boolean {
  return status >= 500 || status === 408
}

/** @throws ApiFailure for 400 and above, and for a success that cannot be read */
function readAnswer(provider: string, response: Response, text: string): ApiAnswer {
  const { status, headers } = response
  const body = parseJson(text)
  if (status < 400) {
    if (body !== undefined || text.trim() === '' || status >= 300) return { status, headers, body }
    const message = `${provider} answered with something that is not JSON`
    throw new ApiFailure(`${message}${requestNote(headers)}`, { headers, mayBeDone: true })
  }
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const said = [fields.message, fields.error].find(
    (one) => typeof one === 'string' && one !== '',
  ) as string | undefined
  const id = [fields.id, fields.code].find((one) => typeof one === 'string') as string | undefined
  const message = `${provider} answered ${status}${id === undefined ? '' : ` (${id})`}`
  throw new ApiFailure(
    `${message}${said === undefined ? '' : `: ${said.slice(0, LONGEST_SAYING)}`}${requestNote(headers)}`,
    { status, headers, body, id: id ?? '', mayBeDone: isServerError(status) },
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The provider's support asks for it. */
function requestNote(headers: Headers): string {
  const id = headers.get('request-id') ?? headers.get('x-request-id')
  return id === null ? '' : ` [request ${id}]`
}

/** A connection that was never made has carried nothing. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

function noAnswer(provider: string, error: unknown, timeoutMs: number): ApiFailure {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  const why = isTimeout ? `within ${timeoutMs / 1000} s` : `(${errorMessage(cause)})`
  const mayBeDone = !NEVER_SENT.includes(errorCode(cause) ?? '')
  return new ApiFailure(`${provider} gave no answer ${why}`, { mayBeDone }, error)
}
