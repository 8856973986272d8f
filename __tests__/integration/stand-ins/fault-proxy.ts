import { once } from 'node:events'
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { alterAnswer, answerAfterBody, pass, passSome } from './answer-faults.ts'
import { flipByte, throttle } from './body-faults.ts'

/** A request as rules see it. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: IncomingHttpHeaders
}

/** An answer, as it was forwarded or as a rule wants it. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What happens to a request instead of being passed on as it is. */
export type Fault =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection ends after so many bytes of the request's body were read. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The connections on both sides end after so many bytes of the request's body were passed on. */
  | { readonly kind: 'cut-through'; readonly afterBytes: number }
  /** No more is read or written after so many bytes of the request's body. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The request reaches the server later, even if its sender has gone by then. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The same once something has happened. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** One byte of the request's body is changed on the way; it has to be longer than that. */
  | { readonly kind: 'flip'; readonly atByte: number }
  /** The request's body is taken no faster than so. */
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  /** The server does its work, and its answer is lost. */
  | { readonly kind: 'lose-answer' }
  /** The answer ends, or nothing more of it comes, after so many bytes of its body. */
  | { readonly kind: 'cut-answer' | 'stall-answer'; readonly afterBytes: number }
  /** The server does its work, and its answer is changed. */
  | { readonly kind: 'alter'; readonly alter: (answer: Required<Answer>) => Answer }

export interface Rule {
  readonly when: (request: SeenRequest) => boolean
  readonly fault: Fault
  /** How many of the requests that fit are let through first; none if left out. */
  readonly skip?: number
  /** How many are hit then; one if left out. */
  readonly times?: number
}

/** @param tls certificate and key in PEM, to be spoken to over TLS; the target is not */
export async function startFaultProxy(
  target: string,
  tls?: { readonly cert: Buffer; readonly key: Buffer },
): Promise<FaultProxy> {
  const server = tls === undefined ? createServer() : createTlsServer(tls)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new FaultProxy(server, target)
}

/**
 * An HTTP proxy in front of a real server, which damages what its rules fit. It passes the Host
 * header on as it came, so signatures that cover it (AWS's version 4) stay valid.
 */
export class FaultProxy implements AsyncDisposable {
  readonly endpoint: string
  /** Every request so far, `PUT /bucket/key?partNumber=1`, in order. */
  readonly seen: string[] = []
  /** How many connections were made to it. */
  connections = 0
  readonly #server: Server
  readonly #target: string
  readonly #agent = new Agent({ keepAlive: true })
  #rules: { rule: Rule; left: number; skip: number }[] = []

  constructor(server: Server, target: string) {
    const { port } = server.address() as AddressInfo
    this.endpoint = `${'setSecureContext' in server ? 'https' : 'http'}://127.0.0.1:${port}`
    this.#server = server
    this.#target = target
    server.on('connection', () => this.connections++)
    server.on('request', (incoming, outgoing) => this.#handle(incoming, outgoing))
  }

  add(rule: Rule): void {
    this.#rules.push({ rule, left: rule.times ?? 1, skip: rule.skip ?? 0 })
  }

  /** Forgets all rules and all that was seen. */
  reset(): void {
    this.#rules = []
    this.seen.length = 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    this.#agent.destroy()
    await closed
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    // Every fault here looks like an error to someone; the client under test is who reports it.
    incoming.on('error', () => {})
    outgoing.on('error', () => {})
    const fault = this.#faultFor(see(incoming))
    this.seen.push(`${incoming.method} ${incoming.url}`)
    if (fault?.kind === 'answer') answerAfterBody(incoming, outgoing, fault.answer)
    else if (fault?.kind === 'cut' || fault?.kind === 'stall') readSome(incoming, fault)
    else if (fault?.kind === 'delay') void this.#forwardLater(incoming, outgoing, sleep(fault.ms))
    else if (fault?.kind === 'hold') void this.#forwardLater(incoming, outgoing, fault.until)
    else this.#forward(incoming, outgoing, fault)
  }

  #faultFor(seen: SeenRequest): Fault | undefined {
    for (const entry of this.#rules) {
      if (entry.left === 0 || !entry.rule.when(seen)) continue
      if (entry.skip-- > 0) continue
      entry.left--
      return entry.rule.fault
    }
    return undefined
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, fault?: Fault): void {
    const forwarded = this.#request(incoming, (answer) => {
      if (fault?.kind === 'lose-answer') {
        answer.resume().on('end', () => incoming.socket.destroy())
      } else if (fault?.kind === 'cut-answer' || fault?.kind === 'stall-answer') {
        passSome(answer, outgoing, fault)
      } else if (fault?.kind === 'alter') void alterAnswer(answer, outgoing, fault.alter)
      else pass(answer, outgoing)
    })
    forwarded.on('error', () => incoming.socket.destroy())
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) forwarded.destroy()
    })
    if (fault?.kind === 'flip') incoming.pipe(flipByte(fault.atByte)).pipe(forwarded)
    else if (fault?.kind === 'cut-through') sendSome(incoming, forwarded, fault.afterBytes)
    else if (fault?.kind === 'throttle')
      incoming.pipe(throttle(fault.bytesPerSecond)).pipe(forwarded)
    else incoming.pipe(forwarded)
  }

  async #forwardLater(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    until: Promise<unknown>,
  ) {
    const body = Buffer.concat(await incoming.toArray())
    await until
    const forwarded = this.#request(incoming, (answer) => pass(answer, outgoing))
    forwarded.on('error', () => incoming.socket.destroy())
    forwarded.end(body)
  }

  #request(incoming: IncomingMessage, onAnswer: (answer: IncomingMessage) => void) {
    const { method, url, headers } = incoming
    const options = { method, headers, agent: this.#agent, setHost: false }
    return request(new URL(url ?? '/', this.#target), options, onAnswer)
  }
}

function see(incoming: IncomingMessage): SeenRequest {
  const [path = '', query = ''] = (incoming.url ?? '').split('?')
  return { method: incoming.method ?? '', path, query, headers: incoming.headers }
}

function readSome(
  incoming: IncomingMessage,
  { kind, afterBytes }: { kind: 'cut' | 'stall'; afterBytes: number },
): void {
  let read = 0
  if (kind === 'cut' && afterBytes === 0) incoming.socket.destroy()
  incoming.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read < afterBytes) return
    if (kind === 'cut') incoming.socket.destroy()
    else incoming.pause()
  })
}

function sendSome(incoming: IncomingMessage, forwarded: ClientRequest, afterBytes: number): void {
  let left = afterBytes
  incoming.on('data', (chunk: Buffer) => {
    if (left <= 0) return
    const some = chunk.subarray(0, left)
    left -= some.length
    const isLast = left === 0
    forwarded.write(some, () => {
      if (!isLast) return
      forwarded.destroy()
      incoming.socket.destroy()
    })
  })
}
