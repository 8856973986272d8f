import { firstOf, UserError } from '../../errors.ts'
import { withOpenDetails } from '../../manifest/details.ts'
import type { Encryption, Manifest } from '../../manifest/manifest.ts'
import type { Keys } from '../../seal/keys.ts'
import { type Unseal, unsealer, unsealText } from '../../seal/unseal.ts'

/** A backup that can be read: its manifest with all details, and what opens its files. */
export interface OpenBackup {
  readonly manifest: Manifest
  /** Undefined: it is not encrypted. */
  readonly unseal: Unseal | undefined
}

/**
 * Opens the manifest of a backup that was found, with the keys that were given. That they are the
 * wrong ones shows here, or, where the manifest has no sealed details, at the first file.
 *
 * @throws UserError `E_DECRYPT` which says what is needed, `E_INTEGRITY`, `E_INPUT`
 */
export async function openBackup(manifest: Manifest, keys: Keys): Promise<OpenBackup> {
  const { id, encryption } = manifest
  if (encryption === null) {
    refusePlain(id, keys)
    return { manifest, unseal: undefined }
  }
  requireKey(id, encryption, keys)
  const unseal = unsealer(keys)
  if (encryption.sealed === null) return { manifest, unseal }
  const details = await unsealText(encryption.sealed.details, keys, `The manifest of ${id}`)
  if (details === undefined) throw wrongKey(id, encryption)
  return { manifest: withOpenDetails(manifest, details), unseal }
}

/**
 * Whoever gives a key means an encrypted backup. One that is not may have been put in its place by
 * somebody who can write to the store and has no key.
 */
function refusePlain(id: string, { identities, passphrase }: Keys): void {
  if (identities.length === 0 && passphrase === undefined) return
  const input = passphrase === undefined ? 'decrypt-identity' : 'decrypt-passphrase'
  throw new UserError(
    'E_DECRYPT',
    `${id} is not encrypted, although ${input} is set: it may have been put in the place of another.`,
    `Leave ${input} out if it was taken without encryption.`,
  )
}

function requireKey(id: string, encryption: Encryption, keys: Keys): void {
  const needsPassphrase = encryption.recipients.includes('scrypt')
  if (needsPassphrase ? keys.passphrase !== undefined : keys.identities.length > 0) return
  throw new UserError(
    'E_DECRYPT',
    `${id} is encrypted ${whom(encryption)}.`,
    needsPassphrase
      ? 'Set decrypt-passphrase to it.'
      : 'Set decrypt-identity to the AGE-SECRET-KEY-... that belongs to it.',
  )
}

function wrongKey(id: string, encryption: Encryption): UserError {
  const input = encryption.recipients.includes('scrypt') ? 'decrypt-passphrase' : 'decrypt-identity'
  return new UserError(
    'E_DECRYPT',
    `${id} is encrypted ${whom(encryption)}, and ${input} does not open it.`,
    'Set it to the one of the time when the backup was taken.',
  )
}

const MOST_SHOWN = 5
/** A post-quantum recipient has 2,000 characters, of which the first ones tell it from others. */
const SHOWN_LENGTH = 80

function whom({ recipients }: Encryption): string {
  if (recipients.includes('scrypt')) return 'with a passphrase'
  const shown = recipients.map((one) => one.slice(0, SHOWN_LENGTH))
  return `to ${firstOf(shown, MOST_SHOWN)}`
}
