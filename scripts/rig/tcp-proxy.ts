import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a proxy leads to. */
export interface Target {
  readonly host: string
  readonly port: number
}

/** Starts a TCP proxy on a free port of 127.0.0.1 that hands bytes on until it is told to break. */
export async function startTcpProxy(target: Target): Promise<TcpProxy> {
  const proxy = new TcpProxy(target)
  await proxy.listen()
  return proxy
}

/** A connection that can be broken on purpose. `await using` stops it. */
export class TcpProxy implements AsyncDisposable {
  readonly host = '127.0.0.1'
  /** Bytes handed on, both directions, all connections. */
  bytes = 0
  /** Connections accepted so far. */
  connections = 0
  readonly #target: Target
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #cutAt = Number.POSITIVE_INFINITY
  #stalled = false
  #bytesPerSecond = Number.POSITIVE_INFINITY
  #resume = Promise.withResolvers<void>()

  constructor(target: Target) {
    this.#target = target
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket))
  }

  get port(): number {
    const address = this.#server.address()
    return address === null || typeof address === 'string' ? 0 : address.port
  }

  async listen(): Promise<void> {
    this.#server.listen(0, this.host)
    await once(this.#server, 'listening')
  }

  /** Resets every connection once `bytes` more have gone through, and every later one likewise. */
  cutAfter(bytes: number): void {
    this.#cutAt = this.bytes + bytes
  }

  /** Resets the open connections; new ones are accepted. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Keeps connections open and hands nothing on until `resume()`: a network that went silent. */
  stall(): void {
    this.#stalled = true
  }

  /** Ends every fault: bytes flow again at full speed and nothing is cut. */
  resume(): void {
    this.#stalled = false
    this.#cutAt = Number.POSITIVE_INFINITY
    this.#bytesPerSecond = Number.POSITIVE_INFINITY
    this.#resume.resolve()
    this.#resume = Promise.withResolvers<void>()
  }

  /** Hands on at most so many bytes a second in each direction of each connection. */
  throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond
  }

  async stop(): Promise<void> {
    this.resume()
    this.cutAll()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #accept(client: Socket): void {
    this.connections++
    const { host, port } = this.#target
    const upstream = connect({ host, port, allowHalfOpen: true })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.resetAndDestroy())
      socket.on('close', () => this.#sockets.delete(socket))
      socket.pipe(this.#gate()).pipe(other)
    }
  }

  #gate(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#pass(chunk).then((passed) => done(null, passed), done)
      },
    })
  }

  /** Waits as long as the faults say and returns what of the chunk may go on. */
  async #pass(chunk: Buffer): Promise<Buffer> {
    if (this.#bytesPerSecond < Number.POSITIVE_INFINITY) {
      await sleep((chunk.length / this.#bytesPerSecond) * 1000)
    }
    while (this.#stalled) await this.#resume.promise
    this.bytes += chunk.length
    if (this.bytes <= this.#cutAt) return chunk
    this.cutAll()
    return Buffer.alloc(0)
  }
}
