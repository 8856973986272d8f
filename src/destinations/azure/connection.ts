import type { TokenCredential } from '@azure/identity'
import {
  type BlobServiceClient,
  type ContainerClient,
  StorageOAuthScopes,
} from '@azure/storage-blob'
import { errorCode } from '../../errors.ts'
import type { Log } from '../../host/host.ts'
import { withRetries } from '../objects/retry.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { type AzureUrl, createClient } from './client.ts'
import { type AzureCredentials, credentialsFor } from './credentials.ts'
import { credentialsMissing, errorStatus, isTransient } from './errors.ts'
import { findIdentity } from './identity.ts'

type Send<T> = (container: ContainerClient, options: { abortSignal: AbortSignal }) => Promise<T>

/** The way to one container: credentials, requests and their retries. */
export class AzureConnection {
  readonly url: AzureUrl
  readonly log: Log
  readonly tuning: ObjectTuning
  /** How often a request had to be sent again. */
  retries = 0
  #identity: Promise<TokenCredential> | undefined
  #service: Promise<BlobServiceClient> | undefined

  constructor(url: AzureUrl, log: Log, tuning: ObjectTuning) {
    this.url = url
    this.log = log
    this.tuning = tuning
  }

  /** @throws UserError `E_CREDENTIALS` */
  get credentials(): AzureCredentials {
    return credentialsFor(this.url.account, process.env)
  }

  /** The identity of this process, also where the store itself is opened by a key. */
  identity(): Promise<TokenCredential> {
    this.#identity ??= findIdentity(process.env)
    return this.#identity
  }

  /**
   * Asks for a token where one is needed, so that its failure is told as such and not as one of
   * the store.
   *
   * @throws UserError `E_CREDENTIALS`
   */
  async requireCredentials(signal: AbortSignal): Promise<void> {
    await this.service()
    if (this.credentials.kind !== 'identity') return
    try {
      const identity = await this.identity()
      // Asked for as the SDK does, which then finds it kept.
      await identity.getToken(StorageOAuthScopes, { abortSignal: signal, enableCae: true })
    } catch (error) {
      signal.throwIfAborted()
      throw credentialsMissing(error)
    }
  }

  /**
   * Sends a request until it succeeds, its failure is final, or it was sent `attempts` times.
   * Throws what the SDK throws, or the signal's reason; storeError makes it a UserError.
   */
  async call<T>(signal: AbortSignal, send: Send<T>, attempts = this.tuning.attempts): Promise<T> {
    const container = (await this.service()).getContainerClient(this.url.container)
    const { firstPauseMs } = this.tuning
    const attempt = () => send(container, { abortSignal: signal })
    return withRetries({ attempts, firstPauseMs }, signal, attempt, (error) => {
      if (!isTransient(error)) return 'give up'
      this.retries++
      this.log.debug(`Azure request failed (${errorStatus(error) ?? errorCode(error)}), once more`)
      return 'later'
    })
  }

  /** @throws UserError `E_CREDENTIALS`, `E_INPUT` */
  service(): Promise<BlobServiceClient> {
    this.#service ??= this.#connect()
    return this.#service
  }

  async #connect(): Promise<BlobServiceClient> {
    const { credentials } = this
    const identity = credentials.kind === 'identity' ? await this.identity() : undefined
    return createClient(this.url, { credentials, identity }, this.tuning.idleTimeoutMs)
  }
}
