import { Storage } from '@google-cloud/storage'
import { errorMessage } from '../../errors.ts'
import { abandonable } from '../abandonable.ts'
import { isConnectionFailure, isTransientStatus } from '../objects/transient.ts'
import { endpointOf, type GsUrl, maySendToken } from './endpoint.ts'
import { credentialsMissing } from './errors.ts'

type Headers = Readonly<Record<string, string>>

/**
 * Google's chain of default credentials: GOOGLE_APPLICATION_CREDENTIALS (a key file, or what
 * google-github-actions/auth writes for workload identity federation), the file that
 * `gcloud auth application-default login` writes, the metadata server of a machine at Google's.
 */
export class Credentials {
  readonly #url: GsUrl
  readonly #isAnonymous: boolean
  readonly #patienceMs: number
  #storage: Storage

  /** @param patienceMs how long a token is waited for: the SDK waits for ever */
  constructor(url: GsUrl, patienceMs: number) {
    this.#url = url
    this.#patienceMs = patienceMs
    this.#isAnonymous = !maySendToken(endpointOf(url))
    this.#storage = this.#newStorage()
  }

  #newStorage(): Storage {
    return new Storage({ apiEndpoint: endpointOf(this.#url) })
  }

  /** The SDK's own way to the bucket, for what needs a key: signing. */
  get storage(): Storage {
    return this.#storage
  }

  /** What authorises a request; the SDK gets a new token shortly before the last one expires. */
  async headers(signal: AbortSignal): Promise<Headers> {
    if (this.#isAnonymous) return {}
    const { authClient } = this.#storage
    const patience = AbortSignal.timeout(this.#patienceMs)
    try {
      const either = AbortSignal.any([signal, patience])
      const headers = await abandonable(authClient.getRequestHeaders(), either)
      return Object.fromEntries(headers)
    } catch (error) {
      signal.throwIfAborted()
      if (patience.aborted) {
        // The SDK would go on to wait for the request that is not answered.
        this.#storage = this.#newStorage()
        throw tokenServiceFailed(new Error('no answer came in time.'))
      }
      throw isPassing(error) ? tokenServiceFailed(error) : credentialsMissing(error)
    }
  }

  /** The project that a bucket is to be made in; undefined: nothing says. */
  async projectId(signal: AbortSignal): Promise<string | undefined> {
    if (this.#isAnonymous) return process.env['GOOGLE_CLOUD_PROJECT'] ?? 'emulated'
    return abandonable(this.#storage.authClient.getProjectId(), signal).catch(() => {
      signal.throwIfAborted()
      return undefined
    })
  }

  /**
   * Runs the chain from its start, since the store does not accept what it gave.
   *
   * @returns whether that brought another token than the one that was used
   */
  async renew(used: string | undefined, signal: AbortSignal): Promise<boolean> {
    if (this.#isAnonymous) return false
    const current = await this.headers(signal)
    if (current['authorization'] !== used) return true
    this.#storage = this.#newStorage()
    return (await this.headers(signal))['authorization'] !== used
  }
}

/** Whether the service that gives tokens may well answer otherwise a little later. */
function isPassing(error: unknown): boolean {
  const { status } = (error ?? {}) as { status?: unknown }
  return typeof status === 'number' ? isTransientStatus(status) : isConnectionFailure(error)
}

/** To be tried again as if the connection to the store itself had failed. */
function tokenServiceFailed(error: unknown): Error {
  const message = `No access token could be obtained: ${errorMessage(error)}`
  return Object.assign(new Error(message), { code: 'ECONNABORTED' })
}
