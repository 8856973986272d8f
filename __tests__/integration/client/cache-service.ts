import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** GitHub's cache service, version 2, as `@actions/cache` speaks to it, kept in memory. */
export interface CacheService {
  /** The key of each saved entry, with its bytes. */
  readonly entries: Map<string, Buffer>
  /** What the service does with requests: serve them, refuse them, or never answer. */
  mode: 'serve' | 'refuse' | 'hang'
}

const METHODS = '/twirp/github.actions.results.api.v1.CacheService/'

/** Starts the service and points this process to it, until the test ends. */
export async function startCacheService(context: TestContext): Promise<CacheService> {
  const service: CacheService = { entries: new Map(), mode: 'serve' }
  let url = ''
  const server = createServer(async (request, response) => {
    if (service.mode === 'hang') return
    if (service.mode === 'refuse') return void response.writeHead(400).end('{}')
    const body = await bodyOf(request)
    const path = request.url ?? ''
    if (path.startsWith('/blob/')) return serveBlob(service, request, body, response)
    const method = path.slice(METHODS.length)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(service, method, JSON.parse(body.toString()), url)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  setVariables(context, {
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RESULTS_URL: `${url}/`,
    ACTIONS_RUNTIME_TOKEN: 'a-token',
  })
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return service
}

/** Sets variables of this process until the test ends. */
export function setVariables(context: TestContext, variables: Record<string, string>): void {
  const previous = { ...process.env }
  Object.assign(process.env, variables)
  context.after(() => {
    process.env = previous
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

interface Question {
  readonly key: string
  readonly version: string
  readonly restore_keys?: readonly string[]
}

/** An entry belongs to a key and to the version, a hash of the paths that were saved. */
function answer(service: CacheService, method: string, question: Question, url: string): object {
  const name = (key: string) => encodeURIComponent(`${question.version}/${key}`)
  switch (method) {
    case 'CreateCacheEntry':
      return { ok: true, signed_upload_url: `${url}/blob/${name(question.key)}` }
    case 'FinalizeCacheEntryUpload':
      return { ok: true, entry_id: '1' }
    case 'GetCacheEntryDownloadURL': {
      const wanted = [question.key, ...(question.restore_keys ?? [])]
      const saved = [...service.entries.keys()].reverse()
      for (const prefix of wanted) {
        const hit = saved.find((entry) => entry.startsWith(`${question.version}/${prefix}`))
        if (hit === undefined) continue
        const matched = hit.slice(question.version.length + 1)
        return {
          ok: true,
          matched_key: matched,
          signed_download_url: `${url}/blob/${name(matched)}`,
        }
      }
      return { ok: false }
    }
    default:
      return { code: 'bad_route' }
  }
}

function serveBlob(
  service: CacheService,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const name = decodeURIComponent((request.url ?? '').slice('/blob/'.length).split('?')[0] ?? '')
  if (request.method === 'PUT') {
    service.entries.set(name, body)
    response.writeHead(201, { etag: '"1"' }).end()
    return
  }
  response.end(service.entries.get(name))
}
