import { setTimeout as sleep } from 'node:timers/promises'
import { artifactReadError, artifactRemovalError, isPassing } from './artifact-read-errors.ts'

/** A repository, and what allows to look at the artifacts of its runs. */
export interface RepositoryAccess {
  /** With the right `actions: read`; to remove something `actions: write`. */
  readonly token: string
  readonly repositoryOwner: string
  readonly repositoryName: string
  /** GITHUB_API_URL. */
  readonly apiUrl: string
}

const ATTEMPTS = 4
const TIMEOUT_MS = 30_000
const PAGE = 100

/** An answer that is no success, as artifact-read-errors.ts explains it. */
class ApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** What of GitHub's REST API ("Actions artifacts", version 2022-11-28) the library has not. */
export class ArtifactApi {
  readonly #access: RepositoryAccess

  constructor(access: RepositoryAccess) {
    this.#access = access
  }

  get repository(): string {
    return `${this.#access.repositoryOwner}/${this.#access.repositoryName}`
  }

  /**
   * All artifacts of the repository, the newest first, as the API describes them. One that is made
   * meanwhile can push another onto two pages. One that is removed can pull another past the next
   * page, so all pages are then asked for again, and most artifacts are told twice.
   *
   * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
   */
  async *list(signal: AbortSignal): AsyncGenerator<unknown> {
    for (let page = 1, before = 0; ; page++) {
      const path = `artifacts?per_page=${PAGE}&page=${page}`
      const doing = `list the artifacts of ${this.repository}`
      const { artifacts, total } = await this.#send('GET', path, signal, doing, readPage)
      yield* artifacts
      if (total < before) page = 0
      else if (artifacts.length < PAGE) return
      before = total
    }
  }

  /**
   * The address that an artifact's zip archive can be fetched from for a minute, without the token.
   *
   * @throws UserError `E_CREDENTIALS`, `E_NOT_FOUND`, `E_DOWNLOAD`
   */
  async address(id: number, name: string, signal: AbortSignal): Promise<string> {
    const doing = `download the artifact ${name}`
    return await this.#send('GET', `artifacts/${id}/zip`, signal, doing, readLocation)
  }

  /** Removes an artifact; one that is gone is removed. */
  async remove(id: number, name: string, signal: AbortSignal): Promise<void> {
    const doing = `remove the artifact ${name}`
    await this.#send('DELETE', `artifacts/${id}`, signal, doing, async () => {})
  }

  async #send<T>(
    method: 'GET' | 'DELETE',
    path: string,
    signal: AbortSignal,
    doing: string,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(await this.#once(method, path, signal))
      } catch (error) {
        signal.throwIfAborted()
        // What is no answer is an answer that was lost.
        const isFinal = error instanceof ApiError && !isPassing(error)
        if (attempt >= ATTEMPTS || isFinal) {
          throw method === 'GET'
            ? artifactReadError(error, doing)
            : artifactRemovalError(error, doing)
        }
        await sleep(Math.random() * 1000 * 2 ** attempt, undefined, { signal })
      }
    }
  }

  async #once(method: 'GET' | 'DELETE', path: string, signal: AbortSignal): Promise<Response> {
    const { token, apiUrl } = this.#access
    const response = await fetch(`${apiUrl}/repos/${this.repository}/actions/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `token ${token}`,
        'user-agent': 'pg-backup-action',
        'x-github-api-version': '2022-11-28',
      },
      // Where a zip archive lies is another host, which must not get the token.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    // A repository that was renamed or moved sends on whatever is asked; an archive's is 302.
    if (response.ok || (method === 'GET' && response.status === 302)) return response
    const text = await response.text()
    if (method === 'DELETE' && response.status === 404) return response
    throw new ApiError(response.status, messageOf(text) || `GitHub answered ${response.status}`)
  }
}

/** A list that is not there must not pass for one that has nothing in it. */
async function readPage(response: Response) {
  const { artifacts, total_count: total } = (await response.json()) as Record<string, unknown>
  if (Array.isArray(artifacts)) return { artifacts, total: Number(total) }
  throw new Error('the answer has no list in it')
}

async function readLocation(response: Response): Promise<string> {
  await response.body?.cancel()
  const location = response.headers.get('location')
  if (location !== null) return location
  throw new Error('GitHub did not say where it is')
}

function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown }
    return typeof message === 'string' ? message : ''
  } catch {
    return ''
  }
}
