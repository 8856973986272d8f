import { once } from 'node:events'
import type { S3Client } from '@aws-sdk/client-s3'
import { type Verdict, withRetries } from '../objects/retry.ts'
import type { StorageHost } from '../objects/storage.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { createClient, explicitEndpoint, type S3Url } from './client.ts'
import { credentialsMissing, errorName, errorStatus, isExpired, isTransient } from './errors.ts'
import { partSizes } from './parts.ts'
import { type StoreTraits, traitsOf } from './store-traits.ts'

type Send<T> = (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>

/** The way to one bucket: requests, their retries, and credentials that outlive an upload. */
export class S3Connection {
  readonly url: S3Url
  readonly log: StorageHost['log']
  readonly tuning: ObjectTuning
  readonly traits: StoreTraits
  /** The size in bytes of a part, by its number from 1. */
  readonly partSize: (partNumber: number) => number
  /** How often a request had to be sent again. */
  retries = 0
  /** Cleared at the first answer that says that the store does not know `If-None-Match`. */
  conditionalPuts = true
  readonly #host: StorageHost
  #client: S3Client
  #region: string | undefined
  #renewal: Promise<boolean> | undefined

  constructor(url: S3Url, host: StorageHost, tuning: ObjectTuning) {
    this.url = url
    this.log = host.log
    this.#host = host
    this.tuning = tuning
    this.traits = traitsOf(url, explicitEndpoint(url))
    this.partSize = tuning.partSize ?? partSizes(this.traits)
    this.#region = url.region
    this.#client = createClient(url, url.region, tuning.idleTimeoutMs)
  }

  get bucket(): string {
    return this.url.bucket
  }

  /** Where requests are signed for and, without an endpoint, sent to; us-east-1 if nothing says. */
  async region(): Promise<string> {
    return this.#region ?? (await this.#client.config.region().catch(() => 'us-east-1'))
  }

  /** The time by the clock of the store, in milliseconds, as far as its last answer told. */
  storeTime(): number {
    return this.tuning.now().getTime() + this.#client.config.systemClockOffset
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
      await Promise.race([this.#credentialsOf(this.#client), cancelled])
      signal.throwIfAborted()
    } catch (error) {
      throw credentialsMissing(error, this.url.profile)
    } finally {
      found.abort()
    }
  }

  /**
   * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
   * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
   */
  call<T>(signal: AbortSignal, send: Send<T>, attempts = this.tuning.attempts): Promise<T> {
    const { firstPauseMs } = this.tuning
    let client = this.#client
    const attempt = () => {
      client = this.#client
      return send(client, { abortSignal: signal })
    }
    return withRetries({ attempts, firstPauseMs }, signal, attempt, (error) =>
      this.#judge(error, client),
    )
  }

  async #judge(error: unknown, client: S3Client): Promise<Verdict> {
    if (isExpired(error) && (await this.#renewCredentials(client))) return 'at once'
    if (!isTransient(error)) return 'give up'
    this.retries++
    this.log.debug(`S3 request failed (${errorStatus(error) ?? errorName(error)}), once more`)
    return 'later'
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
      this.#credentialsOf(used),
      this.#credentialsOf(fresh),
    ])
    if (before.accessKeyId === after.accessKeyId && before.sessionToken === after.sessionToken) {
      return false
    }
    this.#client = fresh
    return true
  }

  /** What a file or a service gave is as secret as what the environment holds. */
  async #credentialsOf(client: S3Client) {
    const credentials = await client.config.credentials()
    const { secretAccessKey, sessionToken = '' } = credentials
    for (const secret of [secretAccessKey, sessionToken]) if (secret) this.#host.addSecret(secret)
    return credentials
  }
}
