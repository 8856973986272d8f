import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { CRC32C } from '@google-cloud/storage'
import { GcsAccounts, neededPermission, send, sendJson } from './gcs-accounts.ts'
import { GcsSessions } from './gcs-sessions.ts'

export interface Placement {
  readonly location: string
  readonly locationType?: string
  readonly customPlacementConfig?: { readonly dataLocations: readonly string[] }
}

/** @param target the emulator's address */
export async function startGcsFront(target: string): Promise<GcsFront> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new GcsFront(server, target)
}

/**
 * What the emulator lacks of Google's service: accounts and their rights, a token service for
 * workload identity federation, places of buckets, checksums that are looked at, and resumable
 * uploads that can be resumed.
 */
export class GcsFront {
  readonly endpoint: string
  readonly sessions: GcsSessions
  readonly accounts = new GcsAccounts()
  /** Where buckets are; others are where the emulator says. */
  readonly placements = new Map<string, Placement>()
  /** Buckets in which nothing that is there may be altered or removed. */
  readonly held = new Set<string>()
  /** What buckets were asked for. */
  readonly creations = new Map<string, Readonly<Record<string, unknown>>>()
  readonly #server: Server
  readonly #target: string
  readonly #agent = new Agent({ keepAlive: true })

  constructor(server: Server, target: string) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    this.sessions = new GcsSessions(target)
    this.#server = server
    this.#target = target
    server.on('request', (incoming, outgoing) => {
      outgoing.on('error', () => {})
      incoming.on('error', () => {})
      void this.#handle(incoming, outgoing).catch(() => incoming.socket.destroy())
    })
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.sessions.forget()
    this.#server.close()
    this.#server.closeAllConnections()
    this.#agent.destroy()
    await closed
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
    if (url.pathname === '/sts') return this.accounts.giveToken(incoming, outgoing)
    const session = url.searchParams.get('upload_id')
    if (session !== null) return this.#resume(incoming, outgoing, session)
    const may = this.accounts.permissionsOf(incoming)
    if (may === undefined) return refuse(incoming, outgoing, 401, 'Invalid Credentials')
    const needed = neededPermission(incoming.method ?? '', url)
    if (!may.includes(needed)) {
      return refuse(incoming, outgoing, 403, `rig does not have storage.${needed} access`)
    }
    if (await this.#isHeld(incoming.method ?? '', url)) {
      const text = "Object is subject to bucket's retention policy and cannot be overwritten."
      return refuse(incoming, outgoing, 403, text, 'retentionPolicyNotMet')
    }
    await this.#serve(incoming, outgoing, url)
  }

  #serve(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const bucket = /^\/storage\/v1\/b\/([^/]+)(\/storageLayout)?$/.exec(url.pathname)?.[1]
    if (bucket !== undefined) return this.#describe(incoming, outgoing, bucket)
    if (url.pathname === '/storage/v1/b') return this.#create(incoming, outgoing, url)
    const type = url.searchParams.get('uploadType')
    if (type === 'resumable') return this.#begin(incoming, outgoing, url)
    if (type === 'multipart') return this.#upload(incoming, outgoing, url)
    return this.#pass(incoming, outgoing, url)
  }

  async #isHeld(method: string, url: URL): Promise<boolean> {
    const [, bucket = '', path = ''] = /\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname) ?? []
    const isChange = method === 'DELETE' || url.pathname.startsWith('/upload/')
    if (!this.held.has(bucket) || !isChange) return false
    const key = path || encodeURIComponent(url.searchParams.get('name') ?? '')
    const answer = await fetch(`${this.#target}/storage/v1/b/${bucket}/o/${key}`)
    await answer.arrayBuffer()
    return answer.ok
  }

  async #describe(incoming: IncomingMessage, outgoing: ServerResponse, bucket: string) {
    const answer = await this.#forward(incoming, new URL(`/storage/v1/b/${bucket}`, this.#target))
    const body = Buffer.concat(await answer.toArray()).toString()
    if (answer.statusCode !== 200) return send(outgoing, answer.statusCode ?? 502, body)
    sendJson(outgoing, 200, { ...JSON.parse(body), ...this.placements.get(bucket) })
  }

  async #create(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const body = Buffer.concat(await incoming.toArray())
    const wanted = JSON.parse(body.toString())
    const { name, location = 'US', customPlacementConfig } = wanted
    this.creations.set(name, wanted)
    const answer = await this.#forward(incoming, this.#inner(url), [body])
    const text = Buffer.concat(await answer.toArray()).toString()
    if (answer.statusCode === 200) {
      const more = customPlacementConfig === undefined ? {} : { customPlacementConfig }
      this.placements.set(name, { location: location.toUpperCase(), ...more })
    }
    send(outgoing, answer.statusCode ?? 502, text)
  }

  async #begin(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const [, bucket = ''] = /\/b\/([^/]+)\/o$/.exec(url.pathname) ?? []
    const here = new URL(`/storage/v1/b/${bucket}`, this.#target)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(here, resolve).on('error', reject).end()
    })
    answer.resume()
    if (answer.statusCode !== 200) return refuse(incoming, outgoing, 404, 'No such bucket')
    const id = await this.sessions.begin(incoming, url)
    url.searchParams.set('upload_id', id)
    outgoing.writeHead(200, { location: url.href }).end()
  }

  async #resume(incoming: IncomingMessage, outgoing: ServerResponse, id: string): Promise<void> {
    if (incoming.method === 'PUT') return this.sessions.put(incoming, outgoing, id)
    incoming.resume()
    await this.sessions.remove(id, outgoing)
  }

  /** The emulator takes any checksum that it is sent. */
  async #upload(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const body = Buffer.concat(await incoming.toArray())
    const head = body.indexOf('\r\n\r\n') + 4
    const headEnd = body.indexOf('\r\n--', head)
    const content = body.indexOf('\r\n\r\n', headEnd) + 4
    const { crc32c } = JSON.parse(body.subarray(head, headEnd).toString())
    const actual = new CRC32C()
    actual.update(body.subarray(content, body.lastIndexOf('\r\n--')))
    if (crc32c !== undefined && !actual.validate(crc32c)) {
      const message = `Provided CRC32C "${crc32c}" doesn't match calculated CRC32C "${actual}".`
      return sendJson(outgoing, 400, { error: { code: 400, message, errors: [] } })
    }
    const answer = await this.#forward(incoming, this.#inner(url), [body])
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const answer = await this.#forward(incoming, this.#inner(url))
    const isDeleted = incoming.method === 'DELETE' && answer.statusCode === 200
    if (isDeleted) outgoing.writeHead(204).end()
    else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders))
    if (isDeleted) answer.resume()
  }

  #inner(url: URL): URL {
    return new URL(`${url.pathname}${url.search}`, this.#target)
  }

  #forward(incoming: IncomingMessage, to: URL, body?: Buffer[]): Promise<IncomingMessage> {
    const { method, headers } = incoming
    return new Promise((resolve, reject) => {
      const forwarded = request(to, { method, headers, agent: this.#agent }, resolve)
      forwarded.on('error', reject)
      if (body === undefined) incoming.pipe(forwarded)
      else forwarded.end(Buffer.concat(body))
    })
  }
}

function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  code: number,
  text: string,
  reason = code === 401 ? 'authError' : 'forbidden',
) {
  incoming.resume()
  const errors = [{ domain: 'global', reason }]
  sendJson(outgoing, code, { error: { code, message: text, errors } })
}
