import { BlobSASPermissions, type UserDelegationKey } from '@azure/storage-blob'
import { UserError } from '../../errors.ts'
import type { AzureConnection } from './connection.ts'

/** The longest that a key of an identity is valid ("Get User Delegation Key"). */
const LONGEST_BY_IDENTITY_MS = 7 * 24 * 60 * 60 * 1000
/** How far the clock of the store may be behind ours. */
const SKEW_MS = 5 * 60 * 1000

/** Makes addresses at which whoever has one can download a blob for a while. */
export class Links {
  readonly #connection: AzureConnection
  #delegated: UserDelegationKey | undefined

  constructor(connection: AzureConnection) {
    this.#connection = connection
  }

  /**
   * Signed by the account's key, or by one that the store lends the identity.
   *
   * @throws UserError `E_CREDENTIALS` where there is only a signature; `E_INPUT`; else what the
   *   SDK throws
   */
  async make(key: string, lifetimeSeconds: number, signal: AbortSignal): Promise<string> {
    const now = this.#connection.tuning.now().getTime()
    const expiresOn = new Date(now + lifetimeSeconds * 1000)
    const rights = { permissions: BlobSASPermissions.from({ read: true }), expiresOn }
    const service = await this.#connection.service()
    const blob = service.getContainerClient(this.#connection.url.container).getBlobClient(key)
    const { kind } = this.#connection.credentials
    if (kind === 'key') return blob.generateSasUrl(rights)
    if (kind === 'sas') throw signatureOnly()
    const delegated = await this.#delegatedKey(now, expiresOn, signal)
    return blob.generateUserDelegationSasUrl(rights, delegated)
  }

  /** One key for all the links of a list, so longer than the first of them needs it. */
  async #delegatedKey(now: number, until: Date, signal: AbortSignal): Promise<UserDelegationKey> {
    if (this.#delegated !== undefined && this.#delegated.signedExpiresOn >= until) {
      return this.#delegated
    }
    const latest = now + LONGEST_BY_IDENTITY_MS
    if (until.getTime() > latest) {
      const message = 'A link that is signed by an identity is valid for seven days at most.'
      throw new UserError(
        'E_INPUT',
        message,
        'Choose a shorter lifetime, or set AZURE_STORAGE_KEY.',
      )
    }
    const expiry = new Date(Math.min(latest, until.getTime() + 60 * 60 * 1000))
    const service = await this.#connection.service()
    this.#delegated = await this.#connection.call(signal, (_container, options) =>
      service.getUserDelegationKey(new Date(now - SKEW_MS), expiry, options),
    )
    return this.#delegated
  }
}

function signatureOnly(): UserError {
  const message = 'With a shared access signature no links can be made.'
  const next = 'Use an identity or the account’s key for them.'
  return new UserError('E_CREDENTIALS', message, next)
}
