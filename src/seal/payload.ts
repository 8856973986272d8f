import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/*
 * The payload of an age file: a nonce, then ChaCha20-Poly1305 in chunks of 64 KiB whose nonces
 * count up and mark the last chunk, so that chunks cannot be left out, swapped or cut off (C2SP,
 * age.md, "Payload"). The library does the same in JavaScript, at an eighth of the speed: ADR 5.
 */

const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
export const NONCE_BYTES = 16

const CIPHER = 'chacha20-poly1305'
const OPTIONS = { authTagLength: TAG_BYTES }

/** Seals a payload. What it is given is copied, what it gives is in new memory. */
export class PayloadSealer {
  readonly #key: Buffer
  readonly #plain = new Chunk(CHUNK_BYTES)
  #counter = 0

  /** @param nonce 16 random bytes, new for every payload, which go before it */
  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = payloadKey(fileKey, nonce)
  }

  /** The next sealed bytes, often none. */
  write(bytes: Uint8Array): Uint8Array[] {
    // A full chunk may still be the last one: only what follows it tells.
    return this.#plain.fill(bytes, (chunk) => this.#seal(chunk, false))
  }

  /** The last sealed bytes. */
  end(): Uint8Array[] {
    return this.#seal(this.#plain.content, true)
  }

  #seal(chunk: Buffer, isLast: boolean): Uint8Array[] {
    const cipher = createCipheriv(CIPHER, this.#key, chunkNonce(this.#counter++, isLast), OPTIONS)
    const sealed = cipher.update(chunk)
    cipher.final()
    return [sealed, cipher.getAuthTag()]
  }
}

/** Opens a payload; what it gives has been authenticated, but only `end` says that it is whole. */
export class PayloadOpener {
  readonly #key: Buffer
  readonly #sealed = new Chunk(CHUNK_BYTES + TAG_BYTES)
  #counter = 0

  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = payloadKey(fileKey, nonce)
  }

  /**
   * The next plain bytes, in new memory; often none.
   *
   * @throws Error where they are not what was sealed with this key
   */
  write(bytes: Uint8Array): Uint8Array[] {
    return this.#sealed.fill(bytes, (chunk) => [this.#open(chunk, false)])
  }

  /**
   * The last plain bytes.
   *
   * @throws Error also where the payload was cut off
   */
  end(): Uint8Array[] {
    const plain = this.#open(this.#sealed.content, true)
    // A last chunk without content is allowed to an empty payload only.
    if (plain.length === 0 && this.#counter > 1) throw new Error('its last chunk is empty')
    return [plain]
  }

  #open(chunk: Buffer, isLast: boolean): Uint8Array {
    const bytes = chunk.length - TAG_BYTES
    if (bytes < 0) throw new Error('its last chunk is not whole')
    const nonce = chunkNonce(this.#counter++, isLast)
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, OPTIONS)
    decipher.setAuthTag(chunk.subarray(bytes))
    const plain = decipher.update(chunk.subarray(0, bytes))
    try {
      decipher.final()
    } catch (cause) {
      throw new Error('a chunk is not authentic', { cause })
    }
    return plain
  }
}

function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32))
}

/** 11 bytes that count, big end first, and one that is 1 for the last chunk. */
function chunkNonce(counter: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(counter, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Gathers the bytes of one chunk, in memory that nobody else sees. */
class Chunk {
  readonly #buffer: Buffer
  #used = 0

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size)
  }

  get content(): Buffer {
    return this.#buffer.subarray(0, this.#used)
  }

  /** Takes bytes up, and hands a chunk over whenever it is full and more follows. */
  fill(bytes: Uint8Array, onFull: (chunk: Buffer) => Uint8Array[]): Uint8Array[] {
    const made: Uint8Array[] = []
    for (let position = 0; position < bytes.length; ) {
      if (this.#used === this.#buffer.length) {
        made.push(...onFull(this.#buffer))
        this.#used = 0
      }
      const end = Math.min(bytes.length, position + this.#buffer.length - this.#used)
      this.#buffer.set(bytes.subarray(position, end), this.#used)
      this.#used += end - position
      position = end
    }
    return made
  }
}
