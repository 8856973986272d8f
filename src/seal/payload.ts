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

/** Seals a payload. Chunks are taken over without copying: nobody may change them afterwards. */
export class PayloadSealer {
  readonly #key: Buffer
  readonly #plain = new Backlog()
  #counter = 0

  /** @param nonce 16 random bytes, new for every payload, which go before it */
  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = payloadKey(fileKey, nonce)
  }

  /** The next sealed bytes, in new memory; often none. */
  write(chunk: Uint8Array): Uint8Array {
    this.#plain.add(chunk)
    const sealed: Uint8Array[] = []
    // A full chunk may still be the last one: only what follows it tells.
    while (this.#plain.bytes > CHUNK_BYTES) sealed.push(...this.#seal(CHUNK_BYTES, false))
    return Buffer.concat(sealed)
  }

  /** The last sealed bytes. */
  end(): Uint8Array {
    return Buffer.concat(this.#seal(this.#plain.bytes, true))
  }

  #seal(bytes: number, isLast: boolean): Uint8Array[] {
    const cipher = createCipheriv(CIPHER, this.#key, chunkNonce(this.#counter++, isLast), OPTIONS)
    const sealed = this.#plain.take(bytes).map((part) => cipher.update(part))
    cipher.final()
    return [...sealed, cipher.getAuthTag()]
  }
}

/** Opens a payload; what it gives has been authenticated, but only `end` says that it is whole. */
export class PayloadOpener {
  readonly #key: Buffer
  readonly #sealed = new Backlog()
  #counter = 0

  constructor(fileKey: Uint8Array, nonce: Uint8Array) {
    this.#key = payloadKey(fileKey, nonce)
  }

  /**
   * The next plain bytes, in new memory; often none.
   *
   * @throws Error where they are not what was sealed with this key
   */
  write(chunk: Uint8Array): Uint8Array {
    this.#sealed.add(chunk)
    const plain: Uint8Array[] = []
    while (this.#sealed.bytes > CHUNK_BYTES + TAG_BYTES) {
      plain.push(...this.#open(CHUNK_BYTES + TAG_BYTES, false))
    }
    return Buffer.concat(plain)
  }

  /**
   * The last plain bytes.
   *
   * @throws Error also where the payload was cut off
   */
  end(): Uint8Array {
    const plain = Buffer.concat(this.#open(this.#sealed.bytes, true))
    // A last chunk without content is allowed to an empty payload only.
    if (plain.length === 0 && this.#counter > 1) throw new Error('its last chunk is empty')
    return plain
  }

  #open(bytes: number, isLast: boolean): Uint8Array[] {
    if (bytes < TAG_BYTES) throw new Error('its last chunk is not whole')
    const nonce = chunkNonce(this.#counter++, isLast)
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, OPTIONS)
    const plain = this.#sealed.take(bytes - TAG_BYTES).map((part) => decipher.update(part))
    decipher.setAuthTag(Buffer.concat(this.#sealed.take(TAG_BYTES)))
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

/** Bytes that wait for a chunk to become full, as they came. */
class Backlog {
  bytes = 0
  #parts: Uint8Array[] = []

  add(part: Uint8Array): void {
    if (part.length > 0) this.#parts.push(part)
    this.bytes += part.length
  }

  /** The first so many bytes, in the parts they came in. */
  take(bytes: number): Uint8Array[] {
    const taken: Uint8Array[] = []
    let missing = bytes
    while (missing > 0) {
      const part = this.#parts.shift()
      if (part === undefined) throw new Error('There are fewer bytes than were asked for.')
      if (part.length > missing) this.#parts.unshift(part.subarray(missing))
      taken.push(part.subarray(0, missing))
      missing -= Math.min(part.length, missing)
    }
    this.bytes -= bytes
    return taken
  }
}
