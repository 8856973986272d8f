import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { BlobStore } from './blob-store.ts'

/** An artifact that was uploaded and finalized. */
export interface StoredArtifact {
  readonly id: string
  readonly runId: string
  readonly name: string
  /** `application/zip` unless the upload said otherwise. */
  readonly mimeType: string
  /** `sha256:` and hexadecimal digits. */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  /** The file with its bytes, there until the service is stopped. */
  readonly path: string
}

/** A request as JSON has it: snake_case, 64-bit integers as text. */
type Fields = Readonly<Record<string, string | undefined>>

/** A failure of Twirp's: https://twitchtv.github.io/twirp/docs/errors.html */
class ServiceError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

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

interface Row {
  readonly id: string
  readonly run: string
  readonly job: string
  readonly name: string
  readonly mimeType: string
  readonly createdAt: string
  /** Both known once it is finalized. */
  digest?: string
  size?: number
}

/** The running stand-in. `await using` stops it. */
export class ResultsService implements AsyncDisposable {
  /** Requests so far, as `CreateArtifact` or `PUT blob`, in order. */
  readonly requests: string[] = []
  /** Set to make every request fail with this status, e.g. 503. */
  failWith: number | undefined
  readonly #server: Server
  readonly #key = randomBytes(16)
  readonly #rows: Row[] = []
  readonly #folder: string
  readonly #blobs: BlobStore
  #lastId = 0

  constructor(folder: string) {
    this.#folder = folder
    this.#blobs = new BlobStore(folder)
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
    return this.#rows.flatMap(({ id, run: runId, name, mimeType, digest, size = 0 }) => {
      if (digest === undefined) return []
      return [{ id, runId, name, mimeType, digest, size, path: this.#blobs.path(id) }]
    })
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
        return this.#create(fields, origin)
      case 'FinalizeArtifact':
        return this.#finalize(fields)
      case 'ListArtifacts':
        return this.#list(fields)
      case 'GetSignedArtifactURL':
        return { signed_url: this.#link('GET', this.#find(fields).id, origin) }
      case 'DeleteArtifact':
        return this.#delete(fields)
      default:
        throw new ServiceError(404, 'bad_route', path)
    }
  }

  #finished(fields: Fields): Row[] {
    const run = fields['workflow_run_backend_id']
    return this.#rows.filter((row) => row.digest !== undefined && row.run === run)
  }

  #find(fields: Fields): Row {
    const row = this.#finished(fields).find(({ name }) => name === fields['name'])
    if (row === undefined) {
      throw new ServiceError(404, 'not_found', `no artifact ${fields['name']}`)
    }
    return row
  }

  #create(fields: Fields, origin: string): object {
    const { name = '', workflow_run_backend_id: run = '' } = fields
    if (this.#finished(fields).some((row) => row.name === name)) {
      const message = 'an artifact with this name already exists on the workflow run'
      throw new ServiceError(409, 'already_exists', message)
    }
    const id = String(++this.#lastId)
    const job = fields['workflow_job_run_backend_id'] ?? ''
    const mimeType = fields['mime_type'] ?? 'application/zip'
    this.#rows.push({ id, run, job, name, mimeType, createdAt: new Date().toISOString() })
    return { ok: true, signed_upload_url: this.#link('PUT', id, origin) }
  }

  async #finalize(fields: Fields): Promise<object> {
    const { name, size, hash, workflow_run_backend_id: run } = fields
    const row = this.#rows.findLast(
      (each) => each.digest === undefined && each.run === run && each.name === name,
    )
    const stored = row && (await this.#blobs.describe(row.id))
    if (row === undefined || stored === undefined) {
      throw new ServiceError(404, 'not_found', 'not created, or nothing uploaded')
    }
    if (String(size) !== String(stored.size) || (hash !== undefined && hash !== stored.digest)) {
      const message = `stored ${stored.size} ${stored.digest}, told ${size} ${hash}`
      throw new ServiceError(400, 'invalid_argument', message)
    }
    Object.assign(row, stored)
    return { ok: true, artifact_id: row.id }
  }

  #list(fields: Fields): object {
    const { name_filter: name, id_filter: id } = fields
    const rows = this.#finished(fields).filter(
      (row) => (name ?? row.name) === row.name && String(id ?? row.id) === row.id,
    )
    const artifacts = rows.map((row) => ({
      workflow_run_backend_id: row.run,
      workflow_job_run_backend_id: row.job,
      database_id: row.id,
      name: row.name,
      size: String(row.size),
      created_at: row.createdAt,
      digest: row.digest,
    }))
    return { artifacts }
  }

  async #delete(fields: Fields): Promise<object> {
    const row = this.#find(fields)
    this.#rows.splice(this.#rows.indexOf(row), 1)
    await this.#blobs.remove(row.id)
    return { ok: true, artifact_id: row.id }
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
    const row = this.#rows.find((each) => each.id === id)
    if (row?.digest === undefined) throw new ServiceError(404, 'BlobNotFound', 'deleted')
    const file = row.mimeType === 'application/zip' ? `${row.name}.zip` : row.name
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file)}`
    const headers = { 'content-type': row.mimeType, 'content-disposition': disposition }
    response.writeHead(200, headers)
    createReadStream(this.#blobs.path(id)).pipe(response)
  }
}
