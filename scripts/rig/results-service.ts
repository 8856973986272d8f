import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  ArtifactService,
  type Fields,
  ServiceError,
  type StoredArtifact,
} from './artifact-service.ts'
import { BlobStore } from './blob-store.ts'

export type { StoredArtifact }

/**
 * Starts a stand-in for GitHub's results service, the artifacts half of it, on 127.0.0.1.
 * It speaks what `@actions/artifact` 6 speaks: Twirp's JSON for the artifacts, Azure's Put Blob,
 * Put Block and Put Block List for their bytes, which it keeps in `folder` (default: one of its
 * own) until it is stopped.
 */
export async function startResultsService(folder?: string): Promise<ResultsService> {
  const where = folder ?? (await mkdtemp(join(tmpdir(), 'rig-results-')))
  await mkdir(where, { recursive: true })
  const service = new ResultsService(where)
  await service.listen()
  return service
}

/** The running stand-in. `await using` stops it. */
export class ResultsService implements AsyncDisposable {
  /** Requests so far, as `CreateArtifact` or `PUT blob`, in order. */
  readonly requests: string[] = []
  /** Set to make every request fail with this status, e.g. 503. */
  failWith: number | undefined
  readonly #server: Server
  readonly #key = randomBytes(16)
  readonly #folder: string
  readonly #blobs: BlobStore
  readonly #artifacts: ArtifactService

  constructor(folder: string) {
    this.#folder = folder
    this.#blobs = new BlobStore(folder)
    this.#artifacts = new ArtifactService(this.#blobs)
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Base address, with the slash at its end that ACTIONS_RESULTS_URL has. */
  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('Not listening.')
    return `http://127.0.0.1:${address.port}/`
  }

  /** The variables a runner gives an action for its artifacts, for the run `runId` (digits). */
  env(runId = '1'): Record<string, string> {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    // Nobody verifies the token; the client reads the run and the job from its `scp` claim.
    const claims = { scp: `Actions.Results:${runId}:job-1` }
    const token = `${part({ alg: 'none' })}.${part(claims)}.x`
    return { ACTIONS_RESULTS_URL: this.url, ACTIONS_RUNTIME_TOKEN: token }
  }

  /** What is stored now, oldest first. */
  get artifacts(): StoredArtifact[] {
    return this.#artifacts.stored
  }

  /** Adds an artifact to a run without an upload, which takes its time. */
  async seed(runId: string, name: string, content: Uint8Array): Promise<void> {
    await this.#artifacts.seed(runId, name, content)
  }

  /** Deletes an artifact by its id, as the web page does. */
  async remove(id: string): Promise<void> {
    await this.#artifacts.remove(id)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
    await rm(this.#folder, { recursive: true, force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}/`)
      const [, kind = '', name = '', method = ''] = url.pathname.split('/')
      this.requests.push(kind === 'blob' ? `${request.method} blob` : method)
      if (this.failWith !== undefined) {
        throw new ServiceError(this.failWith, 'unavailable', 'told to fail')
      }
      if (kind === 'blob') return await this.#blob(request, url, name, response)
      const result = await this.#call(request, `${name}/${method}`, url.origin)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
    } catch (error) {
      const { status = 500, code = 'internal', message } = error as Partial<ServiceError>
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code, msg: message }))
    }
  }

  async #call(request: IncomingMessage, path: string, origin: string): Promise<object> {
    if (!/^Bearer ./.test(request.headers.authorization ?? '')) {
      throw new ServiceError(401, 'unauthenticated', 'no token')
    }
    const fields: Fields = JSON.parse(await text(request))
    switch (path.replace(/^github\.actions\.results\.api\.v1\.ArtifactService\//, '')) {
      case 'CreateArtifact':
        return this.#artifacts.create(fields, (id) => this.#link('PUT', id, origin))
      case 'FinalizeArtifact':
        return this.#artifacts.finalize(fields)
      case 'ListArtifacts':
        return this.#artifacts.list(fields)
      case 'GetSignedArtifactURL':
        return { signed_url: this.#link('GET', this.#artifacts.find(fields).id, origin) }
      case 'DeleteArtifact':
        return this.#artifacts.delete(fields)
      default:
        throw new ServiceError(404, 'bad_route', path)
    }
  }

  /**
   * A signed address at the origin the request came to, so that a proxy in front stays in front.
   * The signature is hexadecimal, as Azure's client drops a trailing `=`.
   */
  #link(method: string, id: string, origin: string): string {
    return `${origin}/blob/${id}?op=${method}&sig=${this.#sign(method, id)}`
  }

  #sign(method: string, id: string): string {
    return createHmac('sha256', this.#key).update(`${method} ${id}`).digest('hex')
  }

  async #blob(
    request: IncomingMessage,
    url: URL,
    id: string,
    response: ServerResponse,
  ): Promise<void> {
    const method = request.method ?? ''
    if (url.searchParams.get('sig') !== this.#sign(method, id)) {
      throw new ServiceError(403, 'AuthenticationFailed', 'bad signature')
    }
    if (method === 'GET') {
      this.#download(id, response)
      return
    }
    await this.#upload(id, url.searchParams, request)
    const headers = { etag: '"1"', 'last-modified': new Date().toUTCString() }
    const azure = { 'x-ms-request-id': randomUUID(), 'x-ms-version': '2025-01-05' }
    response.writeHead(201, { ...headers, ...azure }).end()
  }

  async #upload(id: string, query: URLSearchParams, body: IncomingMessage): Promise<void> {
    switch (query.get('comp')) {
      case 'block':
        return this.#blobs.putBlock(id, query.get('blockid') ?? '', body)
      case 'blocklist': {
        const list = (await text(body)).matchAll(/<Latest>([^<]+)</g)
        const blocks = [...list].map(([, block]) => block ?? '')
        return this.#blobs.commit(id, blocks)
      }
      default:
        return this.#blobs.put(id, body)
    }
  }

  #download(id: string, response: ServerResponse): void {
    const row = this.#artifacts.stored.find((each) => each.id === id)
    if (row === undefined) throw new ServiceError(404, 'BlobNotFound', 'deleted')
    const file = row.mimeType === 'application/zip' ? `${row.name}.zip` : row.name
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file)}`
    const headers = { 'content-type': row.mimeType, 'content-disposition': disposition }
    response.writeHead(200, headers)
    createReadStream(row.path).pipe(response)
  }
}
