import type { IncomingMessage } from 'node:http'
import { UserError } from '../../errors.ts'
import { placeOf } from '../objects/object-url.ts'
import type { PartToSend, PartUpload } from '../objects/storage.ts'
import type { GcsConnection } from './connection.ts'
import { crc32c, crc32cBase64 } from './crc32c.ts'
import { errorStatus } from './errors.ts'
import { alreadyThere, headObject, objectMetadata } from './objects.ts'
import { readText } from './transport.ts'

/** 308 says "go on" here, 499 "given up as you wanted" ("Perform resumable uploads"). */
const GO_ON = 308
const GIVEN_UP = 499

interface Target {
  readonly key: string
  readonly writer: string
}

/**
 * Begins a resumable upload. Its address authorises whoever has it, so it is neither logged nor
 * written down; Google forgets it after a week, and keeps nothing of it that is paid for.
 */
export async function beginUpload(
  connection: GcsConnection,
  target: Target,
  signal: AbortSignal,
): Promise<PartUpload> {
  const { kmsKey: kmsKeyName } = connection.url
  const query = { uploadType: 'resumable', name: target.key, kmsKeyName, ifGenerationMatch: '0' }
  const object = { ...target, contentType: 'application/octet-stream' }
  const body = [Buffer.from(JSON.stringify(objectMetadata(connection, object)))]
  const headers = { 'content-type': 'application/json; charset=UTF-8' }
  const request = { method: 'POST', url: connection.uploadApi(query), headers, body } as const
  const session = await connection.call(signal, async () => {
    const answer = await connection.send(request, signal)
    await readText(answer)
    return answer.headers.location
  })
  if (session === undefined) {
    throw new UserError('E_UPLOAD', 'The store began an upload without an address.', 'Run again.')
  }
  return new ResumableUpload(connection, target, new URL(session))
}

/** One resumable upload: its parts go one after the other, and the last one makes the object. */
class ResumableUpload implements PartUpload {
  readonly #connection: GcsConnection
  readonly #target: Target
  readonly #session: URL
  /** The end of the part that was begun last. */
  #turn: Promise<void> = Promise.resolve()
  /** How many bytes the store has confirmed. */
  #confirmed = 0
  #crc32c = 0
  #isComplete = false

  constructor(connection: GcsConnection, target: Target, session: URL) {
    this.#connection = connection
    this.#target = target
    this.#session = session
  }

  get checksum(): string {
    return crc32cBase64(this.#crc32c)
  }

  sendPart(part: PartToSend, signal: AbortSignal): Promise<void> {
    this.#turn = this.#turn.then(() => this.#sendInTurn(part, signal))
    return this.#turn
  }

  async complete(): Promise<void> {
    if (this.#isComplete) return
    const message = `The store has all of ${this.#place}, and does not say that it is complete.`
    throw new UserError('E_UPLOAD', message, 'Run again.')
  }

  async abort(signal: AbortSignal): Promise<void> {
    if (this.#isComplete) return
    const accept = [GIVEN_UP, 404, 410]
    const request = { method: 'DELETE', url: this.#session, isAuthorised: true, accept } as const
    await this.#connection.call(signal, async () => {
      const answer = await this.#connection.send(request, signal)
      answer.resume()
    })
  }

  /** After a failure the store is asked first how far it got, and sent only what it lacks. */
  async #sendInTurn({ body, isLast }: PartToSend, signal: AbortSignal): Promise<void> {
    const start = this.#confirmed
    const end = start + body.length
    const total = isLast ? String(end) : '*'
    let isFirst = true
    await this.#connection.call(signal, async () => {
      if (!isFirst) await this.#put([], `bytes */${total}`, signal)
      isFirst = false
      if (this.#isComplete || (this.#confirmed === end && !isLast)) return
      const rest = body.subarray(this.#confirmed - start)
      await this.#put([rest], `bytes ${this.#confirmed}-${end - 1}/${total}`, signal)
      if (!this.#isComplete && (isLast || this.#confirmed < end)) throw keptLess()
    })
    this.#crc32c = crc32c(body, this.#crc32c)
  }

  /** Sends bytes, or none to be told how far the store got; notes what it confirms. */
  async #put(body: readonly Uint8Array[], range: string, signal: AbortSignal): Promise<void> {
    const headers = { 'content-range': range }
    const request = { method: 'PUT', url: this.#session, headers, body } as const
    const more = { isAuthorised: true, accept: [GO_ON] }
    try {
      const answer = await this.#connection.send({ ...request, ...more }, signal)
      await readText(answer)
      if (answer.statusCode === GO_ON) this.#confirm(answer)
      else this.#isComplete = true
    } catch (error) {
      await this.#recognise(error, signal)
    }
  }

  /** `Range: bytes=0-N` names the last byte that is kept; no such header: none is. */
  #confirm(answer: IncomingMessage): void {
    const last = /^bytes=0-(\d+)$/.exec(answer.headers.range ?? '')?.[1]
    const confirmed = last === undefined ? 0 : Number(last) + 1
    if (confirmed < this.#confirmed) {
      const message = `The store lost a part of ${this.#place} that it had confirmed.`
      throw new UserError('E_UPLOAD', message, 'Run again.')
    }
    this.#confirmed = confirmed
  }

  /**
   * The upload is gone, or an object is there now: either is also what is told after the answer
   * to its last part was lost, when that object is ours.
   */
  async #recognise(error: unknown, signal: AbortSignal): Promise<void> {
    const status = errorStatus(error)
    if (status === undefined || ![404, 410, 412].includes(status)) throw error
    const present = await headObject(this.#connection, this.#target.key, signal)
    this.#isComplete = present?.writer === this.#target.writer
    if (this.#isComplete) return
    if (status === 412) throw alreadyThere(this.#connection, this.#target.key)
    const message = `The store does not know the upload of ${this.#place} any more.`
    throw new UserError('E_UPLOAD', message, 'Run again.')
  }

  get #place(): string {
    return placeOf(this.#connection.url, this.#target.key)
  }
}

/** To be tried again, as if the connection had ended before the rest. */
function keptLess(): Error {
  return Object.assign(new Error('The store kept less than it was sent.'), { code: 'ECONNRESET' })
}
