import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ResultsService, StoredArtifact } from '../../../scripts/rig/results-service.ts'

/** Starts a stand-in for the part of GitHub's REST API that shows artifacts of other runs. */
export async function startGithubApi(service: ResultsService): Promise<GithubApi> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new GithubApi(server, service)
}

/**
 * "List workflow run artifacts" and "Download an artifact" of GitHub's REST API, for the artifacts
 * of a results service, as if all runs were of `owner/repo`. The digest is that of the bytes that
 * are stored now.
 */
export class GithubApi implements AsyncDisposable {
  readonly url: string
  readonly token = 'token-with-actions-read'
  /** Every request so far, `GET /repos/…`, in order. */
  readonly seen: string[] = []
  /** The ids of artifacts whose bytes are gone. */
  readonly expired = new Set<string>()
  /** Answered in place of the next requests, one each. */
  readonly failures: { readonly status: number; readonly message: string }[] = []
  readonly #server: Server
  readonly #service: ResultsService

  constructor(server: Server, service: ResultsService) {
    this.#server = server
    this.#service = service
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    this.seen.push(`${request.method} ${request.url}`)
    const blob = /^\/blob\/(\d+)$/.exec(url.pathname)?.[1]
    if (blob !== undefined) return this.#sendBlob(blob, response)
    const failure = this.#refusal(request) ?? this.failures.shift()
    if (failure !== undefined) return json(response, failure.status, failure)
    const run = /^\/repos\/owner\/repo\/actions\/runs\/(\d+)\/artifacts$/.exec(url.pathname)?.[1]
    if (run !== undefined) return json(response, 200, await this.#page(run, url.searchParams))
    const id = /^\/repos\/owner\/repo\/actions\/artifacts\/(\d+)\/zip$/.exec(url.pathname)?.[1]
    if (id === undefined) return json(response, 404, { message: 'Not Found' })
    if (this.expired.has(id)) return json(response, 410, { message: 'Artifact has expired' })
    response.writeHead(302, { location: `${this.url}/blob/${id}?sig=secret-signature` }).end()
  }

  /** A token that may not see a repository is told that there is none. */
  #refusal({ headers: { authorization } }: IncomingMessage) {
    if (authorization === `token ${this.token}`) return undefined
    if (authorization === 'token of-another-repository')
      return { status: 404, message: 'Not Found' }
    if (authorization === 'token without-actions-read') {
      return { status: 403, message: 'Resource not accessible by integration' }
    }
    return { status: 401, message: 'Bad credentials' }
  }

  async #page(run: string, query: URLSearchParams): Promise<object> {
    const size = Number(query.get('per_page') ?? 30)
    const start = (Number(query.get('page') ?? 1) - 1) * size
    const all = this.#service.artifacts.filter(({ runId }) => runId === run).reverse()
    const shown = all.slice(start, start + size)
    return {
      total_count: all.length,
      artifacts: await Promise.all(shown.map((artifact) => this.#describe(artifact))),
    }
  }

  async #describe({ id, name, size, path }: StoredArtifact): Promise<object> {
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    return {
      id: Number(id),
      name,
      size_in_bytes: size,
      expired: this.expired.has(id),
      created_at: '2026-11-24T08:15:00Z',
      digest: `sha256:${digest}`,
    }
  }

  #sendBlob(id: string, response: ServerResponse): void {
    const found = this.#service.artifacts.find((artifact) => artifact.id === id)
    if (found === undefined) {
      json(response, 404, { message: 'Not Found' })
      return
    }
    const disposition = `attachment; filename="${found.name}.zip"`
    response.writeHead(200, { 'content-type': 'zip', 'content-disposition': disposition })
    createReadStream(found.path).pipe(response)
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
