import type { Duplex } from 'node:stream'
import type { Connection } from 'pg'
import type { Session } from '../postgres/session.ts'
import { CopyDataFilter } from './copy-data-filter.ts'
import { at, CopyFailure } from './copy-errors.ts'

/** One COPY that has ended well: the rows are those of both servers' own counts. */
export interface Copied {
  readonly rows: number
  /** What went over the wire, in bytes. */
  readonly bytes: number
}

/** Both of one format and of the same columns; see statements.ts. */
export interface CopyStatements {
  /** COPY … TO STDOUT */
  readonly out: string
  /** COPY … FROM STDIN, of the same format. */
  readonly in: string
}

/**
 * Moves the rows of one COPY from one server to another. What arrives at one socket is written to
 * the other as it is; a full target stops the reading of the source.
 *
 * Neither session is of any use after a failure: the target may be in the middle of a row.
 *
 * @param onBytes told of every piece that has been passed on
 * @throws CopyFailure with the first cause
 */
export async function copyBetween(
  source: Session,
  target: Session,
  statements: CopyStatements,
  onBytes: (bytes: number) => void,
): Promise<Copied> {
  const sink = new CopyIn(statements.in)
  target.submit(sink)
  const into = await at('target', sink.ready)
  const out = new CopyOut(statements.out, into, onBytes)
  source.submit(out)
  const sent = await Promise.race([
    at('source', out.ended),
    // It cannot end well before it is told that all rows are there.
    at('target', sink.ended.then(endedEarly)),
  ])
  sink.finish()
  const received = await at('target', sink.ended)
  if (sent !== received) {
    throw new CopyFailure('target', `${sent} rows were sent and ${received} received`)
  }
  return { rows: received, bytes: out.bytes }
}

function endedEarly(): never {
  throw new Error('the server ended COPY before the last row')
}

/** Type and length; there is nothing in it (manual, 55.7). */
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4])

/** What node-postgres calls on a query, as far as a COPY has use for it. */
abstract class CopyQuery {
  readonly text: string
  readonly ended: Promise<number>
  #resolve!: (rows: number) => void
  #reject!: (error: unknown) => void
  #rows = 0

  constructor(text: string) {
    this.text = text
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Whoever waits for it may be told of another failure first.
    this.ended.catch(() => {})
  }

  /** `COPY 1500` is the server's own count. */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? Number.NaN)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }
}

class CopyIn extends CopyQuery {
  readonly ready: Promise<Duplex>
  #ready!: (socket: Duplex) => void
  #refuse!: (error: unknown) => void
  #socket: Duplex | undefined

  constructor(text: string) {
    super(text)
    this.ready = new Promise((resolve, reject) => {
      this.#ready = resolve
      this.#refuse = reject
    })
    this.ready.catch(() => {})
  }

  submit(connection: Connection): void {
    this.#socket = connection.stream
    connection.query(this.text)
  }

  handleCopyInResponse(connection: Connection): void {
    this.#ready(connection.stream)
  }

  override handleError(error: unknown): void {
    this.#refuse(error)
    super.handleError(error)
  }

  /** All rows have been written. */
  finish(): void {
    this.#socket?.write(COPY_DONE)
  }
}

class CopyOut extends CopyQuery {
  bytes = 0
  readonly #into: Duplex
  readonly #onBytes: (bytes: number) => void
  #giveBack: () => void = () => {}

  constructor(text: string, into: Duplex, onBytes: (bytes: number) => void) {
    super(text)
    this.#into = into
    this.#onBytes = onBytes
  }

  /** Reads the socket itself until the COPY is over; node-postgres would make a message of each row. */
  submit(connection: Connection): void {
    const socket = connection.stream
    const listeners = socket.listeners('data') as ((bytes: Buffer) => void)[]
    const filter = new CopyDataFilter(
      (bytes) => this.#pass(bytes, socket),
      (bytes) => {
        for (const listener of listeners) listener.call(socket, bytes)
      },
    )
    const read = (bytes: Buffer) => filter.read(bytes)
    socket.removeAllListeners('data').on('data', read)
    this.#giveBack = () => {
      socket.removeListener('data', read)
      for (const listener of listeners) socket.on('data', listener)
    }
    connection.query(this.text)
  }

  override handleReadyForQuery(): void {
    this.#giveBack()
    super.handleReadyForQuery()
  }

  #pass(bytes: Buffer, source: Duplex): void {
    this.bytes += bytes.length
    this.#onBytes(bytes.length)
    if (this.#into.write(bytes) || source.isPaused()) return
    source.pause()
    this.#into.once('drain', () => source.resume())
  }
}
