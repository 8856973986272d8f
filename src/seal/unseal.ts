import { errorMessage, sentence, UserError } from '../errors.ts'
import { decrypterFor, fileKeyOf, headerEnd, isNoMatch } from './header.ts'
import type { Keys } from './keys.ts'
import { NONCE_BYTES, PayloadOpener } from './payload.ts'

/** Opens the files of a backup. */
export interface Unseal {
  /**
   * The plain bytes of a sealed file. Each was authenticated before it is given, but that the file
   * is whole is known only at its end.
   *
   * @param path as in the manifest
   * @throws UserError `E_DECRYPT` where no key fits, `E_INTEGRITY` where it was altered or cut off
   */
  open(path: string, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>
}

/** Gives the key of a file by its header; undefined: there is none. */
type FindFileKey = (header: Uint8Array, path: string) => Promise<Uint8Array | undefined>

export function unsealWith(findFileKey: FindFileKey): Unseal {
  return {
    async *open(path, sealed) {
      const file = new OpeningFile(path, findFileKey)
      for await (const chunk of sealed) yield* await file.write(chunk)
      yield* file.end()
    },
  }
}

/** Opens with what the user has given. */
export function unsealer(keys: Keys): Unseal {
  return unsealWith((header) => fileKeyOf(header, keys))
}

/**
 * Opens a text in age's armor.
 *
 * @returns undefined where none of the keys fits
 * @throws UserError `E_INTEGRITY`
 */
export async function unsealText(
  armored: string,
  keys: Keys,
  what: string,
): Promise<string | undefined> {
  const { armor } = await import('age-encryption')
  const decrypter = await decrypterFor(keys)
  try {
    return await decrypter.decrypt(armor.decode(armored), 'text')
  } catch (error) {
    if (isNoMatch(error)) return undefined
    throw damaged(what, error)
  }
}

/** A file that is being opened: first its header is gathered, then its payload passes. */
class OpeningFile {
  readonly #path: string
  readonly #findFileKey: FindFileKey
  #start: Buffer = Buffer.alloc(0)
  #payload: PayloadOpener | undefined

  constructor(path: string, findFileKey: FindFileKey) {
    this.#path = path
    this.#findFileKey = findFileKey
  }

  async write(chunk: Uint8Array): Promise<Uint8Array[]> {
    const payload = this.#payload
    if (payload) return intact(this.#path, () => payload.write(chunk))
    this.#start = Buffer.concat([this.#start, chunk])
    const end = intact(this.#path, () => headerEnd(this.#start))
    if (end === undefined || this.#start.length < end + NONCE_BYTES) return []
    const fileKey = await this.#fileKey(this.#start.subarray(0, end))
    this.#payload = new PayloadOpener(fileKey, this.#start.subarray(end, end + NONCE_BYTES))
    return this.write(this.#start.subarray(end + NONCE_BYTES))
  }

  end(): Uint8Array[] {
    return intact(this.#path, () => {
      if (this.#payload === undefined) throw new Error('it has no whole header')
      return this.#payload.end()
    })
  }

  async #fileKey(header: Uint8Array): Promise<Uint8Array> {
    const fileKey = await this.#findFileKey(header, this.#path).catch((error: unknown) => {
      throw error instanceof UserError ? error : damaged(this.#path, error)
    })
    if (fileKey !== undefined) return fileKey
    throw new UserError(
      'E_DECRYPT',
      `None of the keys that were given opens ${this.#path}.`,
      'Set decrypt-identity or decrypt-passphrase to what the backup was encrypted with.',
    )
  }
}

/** What cannot be read as it should be was altered or cut off, since nobody seals it so. */
function intact<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw damaged(path, error)
  }
}

function damaged(what: string, error: unknown): UserError {
  return new UserError(
    'E_INTEGRITY',
    `${what} cannot be decrypted, since it was altered or cut off: ${sentence(errorMessage(error))}`,
    'Choose another backup; none of this one was restored.',
  )
}
