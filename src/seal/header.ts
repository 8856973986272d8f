import type { Decrypter, Encrypter } from 'age-encryption'
import { UserError } from '../errors.ts'
import type { Keys, Lock } from './keys.ts'
import { passphraseIdentity, passphraseRecipient } from './passphrase.ts'

/*
 * The header of an age file, which holds the key of this one file, wrapped for each recipient. It
 * is the library's work (age-encryption, by the author of age).
 */

/** A header that is longer than this is none: a recipient takes up some hundred bytes. */
const MOST_HEADER_BYTES = 1024 * 1024

/** What a file of no content has after its header: a nonce, and the tag of an empty chunk. */
const EMPTY_PAYLOAD_BYTES = 16 + 16

export interface NewFile {
  /** 16 bytes, of this file alone. */
  readonly fileKey: Uint8Array
  readonly header: Uint8Array
}

/**
 * Begins a new file: a fresh key, wrapped.
 *
 * @throws UserError `E_INPUT` for a recipient that is none
 */
export async function newFile(lock: Lock): Promise<NewFile> {
  const encrypter = await encrypterFor(lock)
  let fileKey: Uint8Array | undefined
  // Wraps the key for nobody, and tells us what it is.
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = Uint8Array.from(key)
      return []
    },
  })
  const empty = await encrypter.encrypt(new Uint8Array())
  if (fileKey === undefined) throw new Error('The library has wrapped no key.')
  return { fileKey, header: empty.slice(0, -EMPTY_PAYLOAD_BYTES) }
}

/** @throws UserError `E_INPUT` */
export async function encrypterFor(lock: Lock): Promise<Encrypter> {
  const { Encrypter, Stanza } = await import('age-encryption')
  const encrypter = new Encrypter()
  if ('passphrase' in lock) {
    const makeStanza = (args: string[], body: Uint8Array) => new Stanza(args, body)
    encrypter.addRecipient(passphraseRecipient(lock.passphrase, makeStanza))
  } else for (const recipient of lock.recipients) addRecipient(encrypter, recipient)
  return encrypter
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient)
  } catch (cause) {
    throw new UserError(
      'E_INPUT',
      `encrypt-to: "${recipient}" is not a whole recipient.`,
      'Copy it again: age-keygen -y prints the one of an identity.',
      { cause },
    )
  }
}

/** @throws UserError `E_INPUT` */
export async function decrypterFor(keys: Keys): Promise<Decrypter> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  for (const identity of keys.identities) {
    try {
      decrypter.addIdentity(identity)
    } catch {
      // The library's own error may hold what it was given.
      throw new UserError(
        'E_INPUT',
        'decrypt-identity holds something that begins like an identity and is none.',
        'Copy the line AGE-SECRET-KEY-... again, all of it.',
      )
    }
  }
  if (keys.passphrase !== undefined) decrypter.addIdentity(passphraseIdentity(keys.passphrase))
  return decrypter
}

/**
 * The key of a file, by its header.
 *
 * @returns undefined where none of the keys fits
 * @throws Error where the header is not one, or was altered
 */
export async function fileKeyOf(header: Uint8Array, keys: Keys): Promise<Uint8Array | undefined> {
  const decrypter = await decrypterFor(keys)
  try {
    return await decrypter.decryptHeader(header)
  } catch (error) {
    if (isNoMatch(error)) return undefined
    throw error
  }
}

/** The library tells it by its text only. */
export function isNoMatch(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('no identity matched')
}

/**
 * Where the payload begins, once enough of a file has been read: the header ends with the first
 * line that begins with `--- `.
 *
 * @returns undefined: read on
 * @throws Error where this is no age file
 */
export function headerEnd(start: Buffer): number | undefined {
  const mark = start.indexOf('\n--- ')
  const end = mark < 0 ? -1 : start.indexOf('\n', mark + 1)
  if (end >= 0) return end + 1
  if (start.length > MOST_HEADER_BYTES) throw new Error('the file has no header of age')
  return undefined
}
