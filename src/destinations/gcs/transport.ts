import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** The pieces of the body, one after the other. */
  readonly body?: readonly Uint8Array[]
}

/**
 * Sends requests over connections that are kept. The SDK sends its own through a fetch that tells
 * nothing of bytes on their way, so it could not give up a connection on which none moves.
 */
export class Transport {
  readonly #idleTimeoutMs: number
  readonly #agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  }

  constructor(idleTimeoutMs: number) {
    this.#idleTimeoutMs = idleTimeoutMs
  }

  /** Resolves when the answer begins, of whatever status; its body has to be read or destroyed. */
  send(request: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { method, url, headers, body = [] } = request
    const length = body.reduce((sum, piece) => sum + piece.length, 0)
    const isTls = url.protocol === 'https:'
    const options = {
      method,
      signal,
      // Unlike setTimeout, it counts before the connection is made as well.
      timeout: this.#idleTimeoutMs,
      agent: this.#agents[isTls ? 'https:' : 'http:'],
      headers: { ...headers, 'content-length': String(length) },
    }
    return new Promise((resolve, reject) => {
      const outgoing = (isTls ? requestHttps : requestHttp)(url, options, resolve)
      outgoing.on('error', reject)
      outgoing.on('timeout', () => outgoing.destroy(stalled()))
      for (const piece of body) outgoing.write(piece)
      outgoing.end()
    })
  }
}

function stalled(): Error {
  const error = new Error('The connection stalled: no byte moved on it for too long.')
  return Object.assign(error, { code: 'ETIMEDOUT' })
}

const LONGEST_TEXT = 16 * 1024 * 1024

/** The whole body of an answer that is no object's content. */
export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST_TEXT) throw new Error('The store’s answer is too long.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
