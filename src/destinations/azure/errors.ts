import {
  type ErrorCode,
  errorCode,
  errorMessage,
  isAbort,
  printable,
  sentence,
  UserError,
} from '../../errors.ts'
import { altered } from '../objects/object-reader.ts'
import { isConnectionFailure, isTransientStatus } from '../objects/transient.ts'

/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
export function errorStatus(error: unknown): number | undefined {
  return (error as { statusCode?: number } | undefined)?.statusCode
}

/** The SDK's own, for a request or an answer that broke off. */
const brokenCodes = new Set(['REQUEST_SEND_ERROR', 'PARSE_ERROR'])
const damagedCodes = new Set(['Md5Mismatch', 'Crc64Mismatch', 'IncompleteBody'])

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UserError || isAbort(error)) return false
  const code = errorCode(error) ?? ''
  if (damagedCodes.has(code)) return true
  const status = errorStatus(error)
  if (status !== undefined) return isTransientStatus(status)
  return isConnectionFailure(error) || brokenCodes.has(code) || hasBrokenOff(error)
}

/** What the SDK's body stream says of a download that ended before its length. */
function hasBrokenOff(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Data corruption failure: received')
}

/**
 * Whether something lies under the key already. 403 is the answer to a signature that may create
 * but not write ("Blob service error codes", UnauthorizedBlobOverwrite).
 */
export function isAlreadyThere(error: unknown): boolean {
  const known = ['BlobAlreadyExists', 'UnauthorizedBlobOverwrite']
  return errorStatus(error) === 412 || known.includes(errorCode(error) ?? '')
}

/** Whether a policy forbids to change or remove what lies there. */
export function isImmutable(error: unknown): boolean {
  return (errorCode(error) ?? '').startsWith('BlobImmutable')
}

/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are. The SDK's own error is not passed on as the cause: it holds the
 * whole request, in whose address a signature may be.
 *
 * @param doing what was being done to what, as in `write az://account/container/key`
 */
export function storeError(error: unknown, doing: string): Error {
  if (error instanceof UserError || isAbort(error) || isOurFault(error)) return error as Error
  const detail = errorDetail(error)
  const [code, next, message] = meaning(error)
  const text = `${message ?? 'Could not'} ${doing}: ${detail}`
  return new UserError(code, text, next, { cause: new Error(detail) })
}

function isOurFault(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError
}

/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read az://account/container/key`
 */
export function readError(error: unknown, doing: string): Error {
  const code = errorCode(error)
  if (errorStatus(error) === 404 && code !== 'ContainerNotFound') {
    const message = `Could not ${doing}: it is not there.`
    return new UserError('E_NOT_FOUND', message, 'Check source, name and backup.')
  }
  if (code === 'BlobArchived' || code === 'BlobBeingRehydrated') {
    const message = `Could not ${doing}: it is in the tier Archive.`
    const next = 'Set its tier to Hot or Cool, wait for hours until that is done, then run again.'
    return new UserError('E_NOT_FOUND', message, next)
  }
  if (errorStatus(error) === 412) return altered(doing)
  const known = storeError(error, doing)
  if (!(known instanceof UserError)) return known
  const { message, next, cause } = known
  if (known.code === 'E_UPLOAD') return new UserError('E_DOWNLOAD', message, next, { cause })
  if (known.code === 'E_BUCKET') return new UserError('E_BUCKET', message, 'Check the source.')
  return known
}

/** No credentials, or a refusal where they come from. */
export function credentialsMissing(error: unknown): Error {
  if (isAbort(error) || error instanceof UserError) return error as Error
  const detail = errorDetail(error)
  const message = `No Azure credentials could be obtained: ${detail}`
  return new UserError('E_CREDENTIALS', message, configure, { cause: new Error(detail) })
}

type Meaning = readonly [code: ErrorCode, next: string, message?: string]

/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error: unknown): Meaning {
  const code = errorCode(error) ?? ''
  const known = meanings[code]
  if (known) return known
  if (damagedCodes.has(code)) return ['E_INTEGRITY', intact]
  if (isImmutable(error)) return ['E_UPLOAD', locked]
  if (isTransient(error)) return ['E_UPLOAD', later]
  if (isOfIdentity(error)) return ['E_CREDENTIALS', configure, 'Without a new token could not']
  const status = errorStatus(error)
  if (status === 403 || status === 401) return mayNot
  return ['E_UPLOAD', 'See “Blob service error codes” in Azure’s documentation.']
}

/** Whether @azure/identity brought no token. */
function isOfIdentity(error: unknown): boolean {
  const name = error instanceof Error ? error.name : ''
  return /Authentication(Required)?Error$|^CredentialUnavailable/.test(name)
}

const configure =
  'Give the job `permissions: id-token: write` and the variables AZURE_CLIENT_ID and AZURE_TENANT_ID, or run azure/login before this step, or set AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_CONNECTION_STRING.'
const renewKey =
  'Set the variable to a key or signature of this account that is valid now; one of a connection string counts before AZURE_STORAGE_KEY, and that before AZURE_STORAGE_SAS_TOKEN.'
const rights =
  'Give the identity the role Storage Blob Data Contributor on the container (or the signature the permissions racwdl); it may take minutes to count.'
const network =
  'Let the runner through the account’s firewall (Networking), and see that the key or the signature is valid now and allows this.'
const intact = 'Run again; if it stays so, something on the way to the store alters the data.'
const later = 'The store or the way to it failed several times in a row: run again later.'
const locked = 'An immutability policy of the container keeps it until its time is over.'
const names = 'Use three to 63 lower-case letters, digits and single hyphens.'

const mayNot: Meaning = ['E_CREDENTIALS', rights, 'The Azure credentials may not']
const rejected: Meaning = [
  'E_CREDENTIALS',
  renewKey,
  'The store does not accept the Azure credentials to',
]
const meanings: Readonly<Record<string, Meaning>> = {
  ContainerNotFound: ['E_BUCKET', 'Add `?create=true` to the destination to have it made.'],
  ContainerBeingDeleted: ['E_BUCKET', 'Wait a minute, or choose another name.'],
  ContainerDisabled: ['E_BUCKET', 'Ask the owner of the account.'],
  InvalidResourceName: ['E_BUCKET', names],
  OutOfRangeInput: ['E_BUCKET', names],
  AuthenticationFailed: rejected,
  InvalidAuthenticationInfo: rejected,
  NoAuthenticationInformation: rejected,
  AuthorizationFailure: ['E_CREDENTIALS', network, 'The Azure credentials may not'],
  KeyBasedAuthenticationNotPermitted: [
    'E_CREDENTIALS',
    'The account takes no keys: remove AZURE_STORAGE_KEY and use an identity.',
    'The Azure credentials may not',
  ],
}

/** The store's own words, on one line, without ids and without what could be a signature. */
function errorDetail(error: unknown): string {
  const [words = ''] = errorMessage(error).split(/\n(?:RequestId|Trace ID):?/)
  const text = printable(words.trim())
    .replace(/\b(sig|signature)=[^\s&;"']+/gi, '$1=…')
    .slice(0, 300)
  const code = errorCode(error) ?? ''
  const status = errorStatus(error)
  // The answer to HEAD has no words.
  const bare = text === '' || text === 'RestError'
  if (bare) return sentence(code || `the answer was HTTP status ${status}`)
  return sentence(code === '' || text.includes(code) ? text : `${code}: ${text}`)
}
