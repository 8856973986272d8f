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
 * "List artifacts for a repository", "List workflow run artifacts", "Download an artifact" and
 * "Delete an artifact" of GitHub's REST API, for the artifacts of a results service, as if all runs
 * were of `owner/repo`. The digest is that of the bytes that are stored now.
 */
export class GithubApi implements AsyncDisposable {
  readonly url: string
  readonly token = 'token-with-actions-write'
  /** Every request so far, `GET /repos/…`, in order. */
  readonly seen: string[] = []
  /** The ids of artifacts whose bytes are gone. */
  readonly expired = new Set<string>()
  /** The ids of artifacts that a run of a fork's code has uploaded. */
  readonly fromForks = new Set<string>()
  /** How many bytes of artifacts were sent. */
  sentBytes = 0
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
    if (blob !== undefined) return await this.#sendBlob(blob, request, response)
    const failure = this.#refusal(request) ?? this.failures.shift()
    if (failure !== undefined) return json(response, failure.status, failure)
    const list = /^\/repos\/owner\/repo\/actions(?:\/runs\/(\d+))?\/artifacts$/.exec(url.pathname)
    if (list !== null) return json(response, 200, await this.#page(list[1], url.searchParams))
    const one = /^\/repos\/owner\/repo\/actions\/artifacts\/(\d+)$/.exec(url.pathname)?.[1]
    if (one !== undefined && request.method === 'DELETE') return await this.#delete(one, response)
    const id = /^\/repos\/owner\/repo\/actions\/artifacts\/(\d+)\/zip$/.exec(url.pathname)?.[1]
    if (!this.#service.artifacts.some((artifact) => artifact.id === id)) {
      return json(response, 404, { message: 'Not Found' })
    }
    if (this.expired.has(id ?? '')) return json(response, 410, { message: 'Artifact has expired' })
    // At the address that was asked, so that a proxy in front stays in front.
    const location = `http://${request.headers.host}/blob/${id}?sig=secret-signature`
    response.writeHead(302, { location }).end()
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

  async #page(run: string | undefined, query: URLSearchParams): Promise<object> {
    const size = Number(query.get('per_page') ?? 30)
    const start = (Number(query.get('page') ?? 1) - 1) * size
    const all = this.#service.artifacts.filter(({ runId }) => runId === (run ?? runId)).reverse()
    const shown = all.slice(start, start + size)
    return {
      total_count: all.length,
      artifacts: await Promise.all(shown.map((artifact) => this.#describe(artifact))),
    }
  }

  async #describe({ id, name, size, path, runId }: StoredArtifact): Promise<object> {
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
      workflow_run: {
        id: Number(runId),
        repository_id: 1,
        head_repository_id: this.fromForks.has(id) ? 2 : 1,
      },
    }
  }

  async #delete(id: string, response: ServerResponse): Promise<void> {
    const found = this.#service.artifacts.find((artifact) => artifact.id === id)
    if (found === undefined) return json(response, 404, { message: 'Not Found' })
    await this.#service.remove(id)
    response.writeHead(204).end()
  }

  /** As Azure Blob Storage, which knows `bytes=from-to` and no suffix ranges. */
  async #sendBlob(id: string, request: IncomingMessage, response: ServerResponse) {
    const found = this.#service.artifacts.find((artifact) => artifact.id === id)
    if (found === undefined) {
      json(response, 404, { message: 'Not Found' })
      return
    }
    const disposition = `attachment; filename="${found.name}.zip"`
    const headers = { 'content-type': 'zip', 'content-disposition': disposition }
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
    const bytes = await readFile(found.path)
    if (range === null) {
      this.sentBytes += bytes.length
      response.writeHead(200, headers)
      createReadStream(found.path).pipe(response)
      return
    }
    const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1)
    this.sentBytes += part.length
    const last = Number(range[1]) + part.length - 1
    const told = { 'content-range': `bytes ${range[1]}-${last}/${bytes.length}` }
    response.writeHead(206, { ...headers, ...told }).end(part)
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
