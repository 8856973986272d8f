import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Log } from '../../host/host.ts'
import { createClient, explicitEndpoint, type S3Url } from './client.ts'
import { credentialsMissing, errorName, errorStatus, isExpired, isTransient } from './errors.ts'
import { partSizesFor } from './parts.ts'

/** What tests set otherwise, to have in milliseconds what takes minutes. */
export interface S3Tuning {
  /** Undefined: the schedule that fits the store. */
  readonly partSize?: (partNumber: number) => number
  /** A request on which no byte moves for so long is given up and sent again. */
  readonly idleTimeoutMs: number
  /** How often a request is sent before its failure is final. */
  readonly attempts: number
  /** The first pause is at most this, the next ones at most twice the one before, up to 20 s. */
  readonly firstPauseMs: number
  /** What an abort may take: a cancelled process has ten seconds in all. */
  readonly abortMs: number
  now(): Date
}

export const defaultTuning: S3Tuning = {
  idleTimeoutMs: 30_000,
  attempts: 10,
  firstPauseMs: 200,
  abortMs: 5000,
  now: () => new Date(),
}

type Send<T> = (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>

/** The way to one bucket: requests, their retries, and credentials that outlive an upload. */
export class S3Connection {
  readonly url: S3Url
  readonly log: Log
  readonly tuning: S3Tuning
  /** The size in bytes of a part, by its number from 1. */
  readonly partSize: (partNumber: number) => number
  /** How often a request had to be sent again. */
  retries = 0
  /** Cleared at the first answer that says that the store does not know `If-None-Match`. */
  conditionalPuts = true
  #client: S3Client
  #region: string | undefined
  #renewal: Promise<boolean> | undefined

  constructor(url: S3Url, log: Log, tuning: S3Tuning) {
    this.url = url
    this.log = log
    this.tuning = tuning
    this.partSize = tuning.partSize ?? partSizesFor(explicitEndpoint(url))
    this.#client = createClient(url, undefined, tuning.idleTimeoutMs)
  }

  get bucket(): string {
    return this.url.bucket
  }

  /** How an object is named to the user. */
  place(key: string): string {
    return `s3://${this.bucket}/${key}`
  }

  /** Where requests are signed for and, without an endpoint, sent to; us-east-1 if nothing says. */
  async region(): Promise<string> {
    return this.#region ?? (await this.#client.config.region().catch(() => 'us-east-1'))
  }

  useRegion(region: string): void {
    if (region === this.#region) return
    this.#region = region
    this.#client = createClient(this.url, region, this.tuning.idleTimeoutMs)
  }

  /**
   * Runs the credential chain, so that its failure is told as such and not as one of the store.
   *
   * @throws UserError `E_CREDENTIALS`
   */
  async requireCredentials(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted() // below, nobody would be told of it
    const found = new AbortController()
    const cancelled = once(signal, 'abort', { signal: found.signal })
    try {
      await Promise.race([this.#client.config.credentials(), cancelled])
      signal.throwIfAborted()
    } catch (error) {
      throw credentialsMissing(error)
    } finally {
      found.abort()
    }
  }

  /**
   * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
   * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
   */
  async call<T>(signal: AbortSignal, send: Send<T>, attempts = this.tuning.attempts): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted()
      const client = this.#client
      try {
        return await send(client, { abortSignal: signal })
      } catch (error) {
        signal.throwIfAborted()
        if (attempt >= attempts) throw error
        if (isExpired(error) && (await this.#renewCredentials(client))) continue
        if (!isTransient(error)) throw error
        this.retries++
        this.log.debug(`S3 request failed (${errorStatus(error) ?? errorName(error)}), once more`)
        await sleep(this.#pause(attempt), undefined, { signal }).catch(() => {})
      }
    }
  }

  /** Full jitter: parts that failed together must not come back together. */
  #pause(attempt: number): number {
    return Math.random() * Math.min(20_000, this.tuning.firstPauseMs * 2 ** (attempt - 1))
  }

  /**
   * Runs the credential chain from its start, since the store says that what it gave has expired.
   * Resolves to whether that brought other credentials.
   */
  #renewCredentials(used: S3Client): Promise<boolean> {
    if (used !== this.#client) return Promise.resolve(true)
    this.#renewal ??= this.#replaceClient(used).finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  async #replaceClient(used: S3Client): Promise<boolean> {
    const fresh = createClient(this.url, this.#region, this.tuning.idleTimeoutMs)
    const [before, after] = await Promise.all([
      used.config.credentials(),
      fresh.config.credentials(),
    ])
    if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) {
      return false
    }
    this.#client = fresh
    return true
  }
}
