/** Message types of the protocol (manual, 55.7), as their first byte. */
const COPY_DATA = 0x64 // d
const COPY_DONE = 0x63 // c
const COPY_OUT_RESPONSE = 0x48 // H

const HEADER_BYTES = 5

/**
 * Takes the CopyData messages out of what a server sends during a COPY … TO STDOUT. A CopyData
 * message is the same in both directions of the protocol (manual, 55.7), so each is passed on with
 * its header, as it came, and the rows inside are never looked at. CopyOutResponse and CopyDone
 * are left out; everything else (CommandComplete, an error, a notice) goes to `others`.
 */
export class CopyDataFilter {
  readonly #copyData: (bytes: Buffer) => void
  readonly #others: (bytes: Buffer) => void
  /** What is still to come of the message that has begun, and where it goes. */
  #left = 0
  #sink: ((bytes: Buffer) => void) | null = null
  /** A header that the network cut in two. */
  #partialHeader: Buffer = Buffer.alloc(0)

  constructor(copyData: (bytes: Buffer) => void, others: (bytes: Buffer) => void) {
    this.#copyData = copyData
    this.#others = others
  }

  read(chunk: Buffer): void {
    let bytes = chunk
    if (this.#partialHeader.length > 0) {
      bytes = Buffer.concat([this.#partialHeader, chunk])
      this.#partialHeader = Buffer.alloc(0)
    }
    this.#split(bytes)
  }

  /** Neighbouring messages with the same sink are passed on in one piece. */
  #split(bytes: Buffer): void {
    let start = 0
    let at = Math.min(this.#left, bytes.length)
    this.#left -= at
    while (bytes.length - at >= HEADER_BYTES) {
      const sink = this.#sinkOf(bytes[at])
      if (sink !== this.#sink) {
        this.#flush(bytes, start, at)
        start = at
        this.#sink = sink
      }
      // The length counts itself and not the type.
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      this.#left = Math.max(0, end - bytes.length)
      at = Math.min(end, bytes.length)
    }
    this.#flush(bytes, start, at)
    if (at < bytes.length) this.#partialHeader = bytes.subarray(at)
  }

  #sinkOf(type: number | undefined): ((bytes: Buffer) => void) | null {
    if (type === COPY_DATA) return this.#copyData
    return type === COPY_DONE || type === COPY_OUT_RESPONSE ? null : this.#others
  }

  #flush(bytes: Buffer, start: number, end: number): void {
    if (end > start) this.#sink?.(bytes.subarray(start, end))
  }
}
