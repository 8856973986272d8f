import { randomBytes } from 'node:crypto'
import { encrypterFor, fileKeyOf, newFile } from './header.ts'
import type { Lock } from './keys.ts'
import { NONCE_BYTES, PayloadSealer } from './payload.ts'
import { type Unseal, unsealWith } from './unseal.ts'

/** One file that is being sealed. What goes in is copied, and what comes out is in new memory. */
export interface SealedFile {
  /** What goes first. */
  readonly start: Uint8Array
  write(bytes: Uint8Array): readonly Uint8Array[]
  end(): readonly Uint8Array[]
}

/**
 * What encrypts a backup, its recipients known to be what they look like.
 *
 * @returns undefined without a lock
 * @throws UserError `E_INPUT`
 */
export async function openSeal(lock: Lock | undefined): Promise<Seal | undefined> {
  if (lock === undefined) return undefined
  await encrypterFor(lock)
  return new Seal(lock)
}

/** Seals the files of one backup, as age files of their own that stock `age` opens. */
export class Seal {
  /** As the manifest names them; a passphrase is called `scrypt`, as in age's own headers. */
  readonly recipients: readonly string[]
  readonly #lock: Lock
  /** Of the files of this run, by path: with them it can read back what it has no identity for. */
  readonly #fileKeys = new Map<string, Uint8Array>()
  readonly #proofs: Promise<void>[] = []

  constructor(lock: Lock) {
    this.#lock = lock
    this.recipients = 'passphrase' in lock ? ['scrypt'] : lock.recipients
  }

  /** @param path by which it is read back: as in the manifest */
  async begin(path: string): Promise<SealedFile> {
    const { fileKey, header } = await newFile(this.#lock)
    this.#fileKeys.set(path, fileKey)
    this.#prove(header, fileKey)
    const nonce = randomBytes(NONCE_BYTES)
    const payload = new PayloadSealer(fileKey, nonce)
    return {
      start: Buffer.concat([header, nonce]),
      write: (bytes) => payload.write(bytes),
      end: () => payload.end(),
    }
  }

  /**
   * Resolves when the header of every file was opened again, as far as this run has what opens it:
   * that is a passphrase, and never an identity.
   */
  async proven(): Promise<void> {
    await Promise.all(this.#proofs)
  }

  /** Beside whatever else goes on, since it takes a second. */
  #prove(header: Uint8Array, fileKey: Uint8Array): void {
    if (!('passphrase' in this.#lock)) return
    const proof = fileKeyOf(header, { identities: [], ...this.#lock }).then((found) => {
      if (found && Buffer.from(found).equals(fileKey)) return
      throw new Error('What was encrypted cannot be opened with its passphrase')
    })
    proof.catch(() => undefined) // seen by `proven`
    this.#proofs.push(proof)
  }

  /** A short text, as age's armor: ASCII, and a file of its own for `age --decrypt`. */
  async text(plain: string): Promise<string> {
    const { armor } = await import('age-encryption')
    const encrypter = await encrypterFor(this.#lock)
    return armor.encode(await encrypter.encrypt(plain))
  }

  /** Opens what this run has sealed itself, for a test restore by a job that has no identity. */
  reopen(): Unseal {
    return unsealWith(async (_header, path) => {
      const fileKey = this.#fileKeys.get(path)
      if (fileKey === undefined) throw new Error(`${path} was not sealed by this run.`)
      return fileKey
    })
  }
}
