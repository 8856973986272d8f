import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { Identity, Recipient, Stanza } from 'age-encryption'

/*
 * The stanza of a passphrase (C2SP, age.md, "The scrypt recipient type"). The library has it too,
 * but in JavaScript on the main thread, where nothing else goes on for a second, and with 256 MiB
 * that are collected some time later. Node.js does it aside, and gives the memory back: ADR 5.
 */

const LABEL = 'age-encryption.org/v1/scrypt'
const SALT_BYTES = 16
const TAG_BYTES = 16
const FILE_KEY_BYTES = 16

/** As of stock age: about a second, and 256 MiB, for everyone who tries a passphrase. */
const WORK_FACTOR = 18
/** As of the library: a gibibyte. A header may have been written to make its reader fall over. */
const HIGHEST_WORK_FACTOR = 20

const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

export function passphraseRecipient(
  passphrase: string,
  makeStanza: (args: string[], body: Uint8Array) => Stanza,
): Recipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(SALT_BYTES)
      const key = await wrappingKey(passphrase, salt, WORK_FACTOR)
      const cipher = createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), {
        authTagLength: TAG_BYTES,
      })
      const wrapped = [cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]
      const args = ['scrypt', encodeBase64(salt), String(WORK_FACTOR)]
      return [makeStanza(args, Buffer.concat(wrapped))]
    },
  }
}

export function passphraseIdentity(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === 'scrypt')
      if (stanza === undefined) return null
      // Whoever knows another key of the file must not be able to pass for one who knows this.
      if (stanzas.length !== 1) throw new Error('a passphrase is not the only key of the file')
      const { salt, workFactor } = parse(stanza)
      const key = await wrappingKey(passphrase, salt, workFactor)
      return unwrap(key, stanza.body)
    },
  }
}

function parse({ args, body }: Stanza): { salt: Buffer; workFactor: number } {
  const [, salt = '', workFactor = '', ...more] = args
  const decoded = Buffer.from(salt, 'base64')
  const isRight =
    more.length === 0 &&
    decoded.length === SALT_BYTES &&
    encodeBase64(decoded) === salt &&
    /^[1-9]\d?$/.test(workFactor) &&
    body.length === FILE_KEY_BYTES + TAG_BYTES
  if (!isRight) throw new Error('the stanza of its passphrase is not right')
  if (Number(workFactor) > HIGHEST_WORK_FACTOR) {
    throw new Error(`its work factor of ${workFactor} would take too much memory`)
  }
  return { salt: decoded, workFactor: Number(workFactor) }
}

async function wrappingKey(passphrase: string, salt: Buffer, workFactor: number): Promise<Buffer> {
  const cost = 2 ** workFactor
  const options = { N: cost, r: 8, p: 1, maxmem: 128 * 8 * (cost + 16) }
  return await deriveKey(passphrase, Buffer.concat([Buffer.from(LABEL), salt]), 32, options)
}

/** @returns null where the passphrase is another */
function unwrap(key: Buffer, body: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, Buffer.alloc(12), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(body.subarray(FILE_KEY_BYTES))
  const fileKey = decipher.update(body.subarray(0, FILE_KEY_BYTES))
  try {
    decipher.final()
    return fileKey
  } catch {
    return null
  }
}

/** Without `=` at its end, as everywhere in a header. */
function encodeBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
