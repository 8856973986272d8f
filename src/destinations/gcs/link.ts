import { UserError } from '../../errors.ts'
import { abandonable } from '../abandonable.ts'
import { placeOf } from '../objects/object-url.ts'
import type { GcsConnection } from './connection.ts'
import { signingError } from './errors.ts'

/** The longest life of a link ("Signed URLs", V4). */
const LONGEST_LINK_SECONDS = 7 * 24 * 60 * 60

/**
 * Signed with the key of a key file, or by Google where the account may sign for itself.
 *
 * @throws UserError `E_INPUT`, `E_CREDENTIALS`
 */
export async function makeLink(
  connection: GcsConnection,
  key: string,
  lifetimeSeconds: number,
  signal: AbortSignal,
): Promise<string> {
  if (lifetimeSeconds > LONGEST_LINK_SECONDS) {
    const message = 'A link to Cloud Storage lives for seven days at most.'
    throw new UserError('E_INPUT', message, 'Set a shorter link-lifetime.')
  }
  const { storage } = connection.credentials
  const expires = Date.now() + lifetimeSeconds * 1000
  const file = storage.bucket(connection.bucket).file(key)
  const signed = file.getSignedUrl({ version: 'v4', action: 'read', expires })
  try {
    const [link] = await abandonable(signed, signal)
    return link
  } catch (error) {
    signal.throwIfAborted()
    throw signingError(error, `make a link to ${placeOf(connection.url, key)}`)
  }
}
