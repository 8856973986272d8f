import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request as it came in. */
export interface Call {
  /** Which of the listeners it came to. */
  readonly listener: string
  readonly method: string
  /** Decoded, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON, or the text as it is. */
  readonly body: unknown
}

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text is sent as HTML, bytes as they are, anything else as JSON. */
  readonly body?: unknown
  /** The connection is cut after so many bytes of the body. */
  readonly cutAfter?: number
}

/** What goes wrong, in place of an answer or after the work is done. */
export interface Fault {
  /** `POST /apps/shop/addons`, or a pattern of it. */
  readonly on: string | RegExp
  /** How often (default: once). */
  readonly times?: number
  /** Does what was asked for, and only then goes wrong. */
  readonly isDone?: boolean
  /**
   * `cut`: the connection is cut before any answer; `truncated`: in the middle of it; `silent`: no
   * answer ever comes. Without it `status`, `headers` and `body` are answered.
   */
  readonly socket?: 'cut' | 'silent' | 'truncated'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/**
 * HTTP servers on 127.0.0.1 that stand in for a provider's: they record every request and go
 * wrong where they are told to.
 */
export abstract class ScriptedHttp implements AsyncDisposable {
  /** Every request so far, in order. */
  readonly calls: Call[] = []
  readonly #servers = new Map<string, Server>()
  readonly #faults: { fault: Fault; left: number }[] = []

  /** Makes listeners of these names, each on a port of its own. */
  async listen(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const server = createServer((request, response) => {
        void this.#serve(name, request, response)
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      this.#servers.set(name, server)
    }
  }

  urlOf(name: string): string {
    const address = this.#servers.get(name)?.address() as AddressInfo | undefined
    return `http://127.0.0.1:${address?.port}`
  }

  /** Goes wrong at the next requests of a kind; several faults of one kind come one after another. */
  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 })
  }

  /** The requests of a kind: `DELETE /apps/…`. */
  callsTo(kind: string | RegExp): Call[] {
    return this.calls.filter((call) => this.#matches(kind, call))
  }

  protected abstract answer(call: Call): Promise<Reply>

  /** What tells the requests of one kind from others: `POST /apps/shop/addons`. */
  protected kindOf({ method, path }: Call): string {
    return `${method} ${path}`
  }

  async stop(): Promise<void> {
    for (const server of this.#servers.values()) {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
    this.#servers.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #serve(listener: string, request: IncomingMessage, response: ServerResponse) {
    try {
      const call = await readCall(listener, request)
      this.calls.push(call)
      const fault = this.#nextFault(call)
      if (fault === undefined) return send(response, await this.answer(call))
      if (fault.isDone) await this.answer(call)
      goWrong(response, fault)
    } catch (error) {
      send(response, { status: 500, body: { id: 'stand_in', message: String(error) } })
    }
  }

  #nextFault(call: Call): Fault | undefined {
    const found = this.#faults.find(({ fault, left }) => left > 0 && this.#matches(fault.on, call))
    if (found === undefined) return undefined
    found.left--
    return found.fault
  }

  #matches(kind: string | RegExp, call: Call): boolean {
    const line = this.kindOf(call)
    return typeof kind === 'string' ? kind === line : kind.test(line)
  }
}

async function readCall(listener: string, request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  return {
    listener,
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body: parse(await text(request)),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function send(response: ServerResponse, { status, headers = {}, body, cutAfter }: Reply): void {
  const [type, bytes] = encode(body)
  const length = { 'content-length': String(Buffer.byteLength(bytes)) }
  response.writeHead(status, { 'content-type': type, ...length, ...headers })
  if (cutAfter === undefined) response.end(bytes)
  else response.write(bytes.slice(0, cutAfter), () => response.socket?.destroy())
}

function encode(body: unknown): readonly [type: string, bytes: string | Uint8Array] {
  if (body === undefined) return ['application/json', '']
  if (body instanceof Uint8Array) return ['application/octet-stream', body]
  return typeof body === 'string' ? ['text/html', body] : ['application/json', JSON.stringify(body)]
}

function goWrong(response: ServerResponse, { socket, status = 500, headers, body }: Fault): void {
  if (socket === 'silent') return
  if (socket === 'cut') {
    response.socket?.destroy()
    return
  }
  if (socket === 'truncated') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"id": "half', () => response.socket?.destroy())
    return
  }
  send(response, { status, ...(headers && { headers }), body })
}
