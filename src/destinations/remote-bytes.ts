import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage, UserError } from '../errors.ts'
import type { ByteSource, OpenBytes } from './byte-source.ts'

const ATTEMPTS = 4
const TIMEOUT_MS = 60_000
/** The end of a zip archive has its directory, and in ours mostly the manifest. */
const TAIL_BYTES = 128 * 1024
/** Whoever wants more than a few small files downloads the whole. */
const MOST_AT_ONCE = 64 * 1024 * 1024

/**
 * A file of another machine, of which only the wanted parts are fetched (RFC 9110, 14.2: Range).
 * Not a stream: what is read together is held in memory.
 */
export class RemoteBytes implements ByteSource {
  readonly #address: (signal: AbortSignal) => Promise<string>
  readonly #sizeBytes: number
  readonly #label: string
  #opened: Promise<OpenBytes> | undefined

  /**
   * @param address where it can be fetched for now, without further headers
   * @param label how it is named in errors
   */
  constructor(address: (signal: AbortSignal) => Promise<string>, sizeBytes: number, label: string) {
    this.#address = address
    this.#sizeBytes = sizeBytes
    this.#label = label
  }

  /** The same for all who read at the same time, as what is kept of it is small. */
  async open(signal: AbortSignal): Promise<OpenBytes> {
    this.#opened ??= this.#open(signal)
    try {
      return await this.#opened
    } catch (error) {
      this.#opened = undefined
      throw error
    }
  }

  async #open(signal: AbortSignal): Promise<OpenBytes> {
    const address = await this.#address(signal)
    const sizeBytes = this.#sizeBytes
    const start = Math.max(0, sizeBytes - TAIL_BYTES)
    const tail = await this.#range(address, start, sizeBytes - start, signal)
    return {
      sizeBytes,
      read: async (position, length) => {
        if (position >= start && position + length <= sizeBytes) {
          return tail.subarray(position - start, position - start + length)
        }
        return await this.#range(address, position, length, signal)
      },
      close: async () => {},
    }
  }

  async #range(
    address: string,
    position: number,
    length: number,
    signal: AbortSignal,
  ): Promise<Buffer> {
    if (length === 0) return Buffer.of()
    if (length > MOST_AT_ONCE || position + length > this.#sizeBytes) {
      throw new Error('it is cut off, or tells of more than can be')
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await fetchRange(address, position, length, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (attempt >= ATTEMPTS) throw this.#unreachable(error)
        await sleep(Math.random() * 500 * 2 ** attempt, undefined, { signal })
      }
    }
  }

  /** The address is signed, and stays out of it. */
  #unreachable(error: unknown): UserError {
    const [text = ''] = errorMessage(error).split('\n')
    const why = /https?:/.test(text) ? 'the connection failed' : text
    const message = `Could not read ${this.#label}: ${why}.`
    return new UserError('E_DOWNLOAD', message, 'Run it again later.')
  }
}

async function fetchRange(
  address: string,
  position: number,
  length: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const response = await fetch(address, {
    headers: { range: `bytes=${position}-${position + length - 1}` },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (response.status !== 206) {
    await response.body?.cancel()
    throw new Error(`the store answered ${response.status} for a part of it`)
  }
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length !== length) throw new Error('the store sent another part of it')
  return bytes
}
