import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What is kept of an upload that is not finished is a multiple of this. */
const UNIT = 256 * 1024

export interface Answer {
  readonly status: number
  readonly body: string
}

interface Session {
  readonly key: string
  /** The whole upload on its way to the emulator, which keeps nothing of it before it ends. */
  readonly forward: ClientRequest
  readonly answer: Promise<Answer>
  kept: number
  /** What came of the unit that is not whole yet. */
  rest: Buffer[]
  /** Whether the emulator has been sent all of it. */
  isEnding: boolean
  done: Answer | undefined
}

/**
 * Resumable uploads as Google documents them ("Perform resumable uploads"), for an emulator whose
 * own end an upload when it is asked for its state, and go on after it was given up.
 */
export class GcsSessions {
  readonly #target: string
  readonly #sessions = new Map<string, Session>()

  /** @param target the emulator's address */
  constructor(target: string) {
    this.#target = target
  }

  /** The keys of the uploads that are neither complete nor given up. */
  get open(): string[] {
    const all = [...this.#sessions.values()].filter(({ done }) => done === undefined)
    return all.map(({ key }) => key)
  }

  /** @returns the id of a new session, whose metadata came with the request */
  async begin(incoming: IncomingMessage, url: URL): Promise<string> {
    const sent = JSON.parse(Buffer.concat(await incoming.toArray()).toString() || '{}')
    const key = url.searchParams.get('name') ?? sent.name
    const metadata = JSON.stringify({ ...sent, name: key })
    const boundary = randomBytes(16).toString('hex')
    const to = new URL(`${url.pathname}${url.search}`, this.#target)
    to.searchParams.set('uploadType', 'multipart')
    const headers = { 'content-type': `multipart/related; boundary=${boundary}` }
    const forward = request(to, { method: 'POST', headers, agent: false })
    const type = 'Content-Type: application/json\r\n\r\n'
    forward.write(`--${boundary}\r\n${type}${metadata}\r\n--${boundary}\r\n${type}`)
    const answer = readAnswer(forward)
    answer.catch(() => {})
    const id = boundary
    this.#sessions.set(id, {
      key,
      forward,
      answer,
      kept: 0,
      rest: [],
      isEnding: false,
      done: undefined,
    })
    return id
  }

  async put(incoming: IncomingMessage, outgoing: ServerResponse, id: string): Promise<void> {
    const session = this.#sessions.get(id)
    if (session === undefined) {
      incoming.resume()
      return void outgoing.writeHead(404).end('Not Found')
    }
    const range = /^bytes (?:\*|(\d+)-(\d+))\/(\*|\d+)$/.exec(
      String(incoming.headers['content-range'] ?? ''),
    )
    if (range === null) return void outgoing.writeHead(400).end('Bad Content-Range')
    const [, start, , total] = range
    const isWhole = await this.#take(session, incoming, start === undefined ? undefined : +start)
    const size = session.kept + lengthOf(session.rest)
    if (isWhole && session.done === undefined && total !== '*' && size === Number(total)) {
      await this.#finish(session, id)
    }
    answerOf(session, outgoing)
  }

  /** 499 is what Google answers where it worked. Of two that come at once, one wins. */
  async remove(id: string, outgoing: ServerResponse): Promise<void> {
    const session = this.#sessions.get(id)
    this.#sessions.delete(id)
    if (session?.isEnding) await session.answer.catch(() => {})
    else session?.forward.destroy()
    outgoing.writeHead(session === undefined || session.isEnding ? 404 : 499).end()
  }

  /** Gives all of them up. */
  forget(): void {
    for (const { forward } of this.#sessions.values()) forward.destroy()
    this.#sessions.clear()
  }

  /** @returns whether all of the body came; of one that was cut whole units are kept */
  async #take(session: Session, incoming: IncomingMessage, start?: number): Promise<boolean> {
    session.rest = []
    let toSkip = start === undefined ? 0 : session.kept - start
    try {
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        if (start === undefined || session.done !== undefined || toSkip < 0) continue
        const fresh = chunk.subarray(Math.min(toSkip, chunk.length))
        toSkip -= chunk.length - fresh.length
        await keep(session, fresh)
      }
      return true
    } catch {
      return false
    }
  }

  async #finish(session: Session, boundary: string): Promise<void> {
    session.isEnding = true
    for (const chunk of session.rest) session.forward.write(chunk)
    session.forward.end(`\r\n--${boundary}--\r\n`)
    session.done = await session.answer
  }
}

/** Copies nothing: where uploads are measured, this front should cost as little as it can. */
async function keep(session: Session, fresh: Buffer): Promise<void> {
  const before = lengthOf(session.rest)
  const surplus = (before + fresh.length) % UNIT
  const whole = before + fresh.length - surplus
  if (whole === 0) {
    session.rest.push(fresh)
    return
  }
  const last = fresh.length - surplus
  const chunks = [...session.rest, fresh.subarray(0, last)]
  session.rest = [fresh.subarray(last)]
  session.kept += whole
  // All of them at once, and then room for more.
  const hasRoom = chunks.map((chunk) => session.forward.write(chunk)).at(-1)
  if (hasRoom === false) await once(session.forward, 'drain')
}

function lengthOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

function answerOf({ done, kept }: Session, outgoing: ServerResponse): void {
  if (done !== undefined) {
    outgoing.writeHead(done.status, { 'content-type': 'application/json' }).end(done.body)
    return
  }
  outgoing.writeHead(308, kept > 0 ? { range: `bytes=0-${kept - 1}` } : {}).end()
}

async function readAnswer(forward: ClientRequest): Promise<Answer> {
  const [answer] = (await once(forward, 'response')) as [IncomingMessage]
  const body = Buffer.concat(await answer.toArray()).toString()
  return { status: answer.statusCode ?? 502, body }
}
