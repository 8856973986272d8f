import type { IncomingMessage } from 'node:http'
import type { Log } from '../../host/host.ts'
import { type Verdict, withRetries } from '../objects/retry.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { Credentials } from './credentials.ts'
import { endpointOf, type GsUrl } from './endpoint.ts'
import { errorStatus, isTransient, StoreRefusal } from './errors.ts'
import { type HttpRequest, readText, Transport } from './transport.ts'

export interface StoreRequest extends HttpRequest {
  /** Statuses that are answers and no refusals, besides 200 to 299. */
  readonly accept?: readonly number[]
  /** An upload's own address authorises by itself, and is sent no token. */
  readonly isAuthorised?: boolean
}

/** The way to one bucket: requests of the JSON API, their retries, and their authorisation. */
export class GcsConnection {
  readonly url: GsUrl
  readonly log: Log
  readonly tuning: ObjectTuning
  readonly credentials: Credentials
  /** How often a request had to be sent again. */
  retries = 0
  readonly #endpoint: string
  readonly #transport: Transport
  /** What authorised the last request. */
  #used: string | undefined

  constructor(url: GsUrl, log: Log, tuning: ObjectTuning) {
    this.url = url
    this.log = log
    this.tuning = tuning
    // What gives tokens may take longer than a connection may be silent: a program, for one.
    this.credentials = new Credentials(url, 2 * tuning.idleTimeoutMs)
    this.#endpoint = endpointOf(url)
    this.#transport = new Transport(tuning.idleTimeoutMs)
  }

  get bucket(): string {
    return this.url.bucket
  }

  /** The address of something in the API; every part of it is one segment, slashes and all. */
  api(parts: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): URL {
    return this.#address('storage/v1', parts, query)
  }

  /** The address that new objects are sent to. */
  uploadApi(query: Readonly<Record<string, string | undefined>>): URL {
    return this.#address('upload/storage/v1', ['b', this.bucket, 'o'], query)
  }

  #address(
    base: string,
    parts: readonly string[],
    query: Readonly<Record<string, string | undefined>>,
  ): URL {
    const url = new URL(`${this.#endpoint}/${base}/${parts.map(encodeURIComponent).join('/')}`)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value)
    }
    return url
  }

  /**
   * Makes an attempt until it succeeds, its failure is final, or it was made `attempts` times.
   * Throws what the attempt throws, or the signal's reason; storeError makes it a UserError.
   */
  call<T>(
    signal: AbortSignal,
    attempt: () => Promise<T>,
    attempts = this.tuning.attempts,
  ): Promise<T> {
    const tuning = { attempts, firstPauseMs: this.tuning.firstPauseMs }
    return withRetries(tuning, signal, attempt, (error) => this.#judge(error, signal))
  }

  /** Sends one request; the caller reads or destroys the answer's body. */
  async send(request: StoreRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { accept = [], isAuthorised = false, headers, ...rest } = request
    const authorisation = isAuthorised ? {} : await this.credentials.headers(signal)
    if (!isAuthorised) this.#used = authorisation['authorization']
    const all = { ...authorisation, ...headers }
    const answer = await this.#transport.send({ ...rest, headers: all }, signal)
    const status = answer.statusCode ?? 0
    if ((status >= 200 && status < 300) || accept.includes(status)) return answer
    throw new StoreRefusal(status, await readText(answer))
  }

  /** Sends a request, again and again if need be, and reads the JSON that it is answered with. */
  ask(request: StoreRequest, signal: AbortSignal, attempts?: number): Promise<unknown> {
    return this.call(signal, () => this.askOnce(request, signal), attempts)
  }

  async askOnce(request: StoreRequest, signal: AbortSignal): Promise<unknown> {
    const text = await readText(await this.send(request, signal))
    return text === '' ? {} : JSON.parse(text)
  }

  async #judge(error: unknown, signal: AbortSignal): Promise<Verdict> {
    const isRefused = errorStatus(error) === 401
    if (isRefused && (await this.credentials.renew(this.#used, signal))) return 'at once'
    if (!isTransient(error)) return 'give up'
    this.retries++
    this.log.debug(`Cloud Storage request failed (${errorStatus(error) ?? 'no answer'}), once more`)
    return 'later'
  }
}
