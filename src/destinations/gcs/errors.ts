import {
  type ErrorCode,
  errorMessage,
  isAbort,
  printable,
  sentence,
  UserError,
} from '../../errors.ts'
import { altered } from '../objects/object-reader.ts'
import { isConnectionFailure, isTransientStatus } from '../objects/transient.ts'

/** An answer that is a refusal. Its message is what the store says, and holds no address. */
export class StoreRefusal extends Error {
  readonly status: number
  /** The reason of Google's error format, as in `rateLimitExceeded`; empty if there is none. */
  readonly reason: string

  constructor(status: number, body: string) {
    const { message, reason } = parseRefusal(body)
    super(message === '' ? `HTTP status ${status}` : message)
    this.name = 'StoreRefusal'
    this.status = status
    this.reason = reason
  }
}

/** Cloud Storage documentation, "HTTP status and error codes for JSON"; other answers are text. */
function parseRefusal(body: string): { readonly message: string; readonly reason: string } {
  try {
    const { error } = JSON.parse(body) as { error?: Partial<GoogleError> }
    const reason = error?.errors?.[0]?.reason
    return { message: String(error?.message ?? ''), reason: String(reason ?? '') }
  } catch {
    const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    return { message: text.trim().slice(0, 200), reason: '' }
  }
}

interface GoogleError {
  readonly message: string
  readonly errors: readonly { readonly reason?: string }[]
}

/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
export function errorStatus(error: unknown): number | undefined {
  return error instanceof StoreRefusal ? error.status : undefined
}

function errorReason(error: unknown): string {
  return error instanceof StoreRefusal ? error.reason : ''
}

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UserError || isAbort(error)) return false
  if (isDamaged(error) || /rateLimitExceeded$/i.test(errorReason(error))) return true
  const status = errorStatus(error)
  return status === undefined ? isConnectionFailure(error) : isTransientStatus(status)
}

/** A retention policy or a hold keeps what is there ("HTTP status and error codes for JSON"). */
export function isHeld(error: unknown): boolean {
  return /^(retentionPolicyNotMet|objectUnderActiveHold)$/.test(errorReason(error))
}

/** The store's own checksum of what it got is not the one we sent along. */
function isDamaged(error: unknown): boolean {
  return errorStatus(error) === 400 && /crc32c|md5/i.test(errorMessage(error))
}

/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are.
 *
 * @param doing what was being done to what, as in `write gs://bucket/key`
 */
export function storeError(error: unknown, doing: string): Error {
  if (error instanceof UserError || isAbort(error) || isOurFault(error)) return error as Error
  const detail = sentence(printable(errorMessage(error)).slice(0, 300))
  const [code, next, message] = meaning(error)
  const text = `${message ?? 'Could not'} ${doing}: ${detail}`
  return new UserError(code, text, next, { cause: new Error(detail) })
}

function isOurFault(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError
}

/** No credentials, or a refusal where they come from (Google's STS, the metadata server). */
export function credentialsMissing(error: unknown): Error {
  if (isAbort(error)) return error as Error
  const detail = sentence(printable(errorMessage(error)).slice(0, 300))
  const message = `No Google credentials could be obtained: ${detail}`
  return new UserError('E_CREDENTIALS', message, configure, { cause: new Error(detail) })
}

/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error: unknown): readonly [code: ErrorCode, next: string, message?: string] {
  if (isDamaged(error)) return ['E_INTEGRITY', intact]
  if (isHeld(error)) return ['E_UPLOAD', held]
  if (isTransient(error)) return ['E_UPLOAD', later]
  switch (errorStatus(error)) {
    case 401:
      return ['E_CREDENTIALS', configure, 'The store does not accept the Google credentials to']
    case 403:
      return ['E_CREDENTIALS', rights, 'The Google credentials may not']
    case 404:
      return ['E_BUCKET', 'Add `?create=true` to the destination to have the bucket made.']
    case 400:
      return ['E_UPLOAD', 'Check the parameters of the destination.']
    default:
      return ['E_UPLOAD', 'See the documentation of Cloud Storage for this answer.']
  }
}

const configure =
  'Give the job `permissions: id-token: write` and run google-github-actions/auth before this step, or set GOOGLE_APPLICATION_CREDENTIALS to a file of credentials.'
const rights =
  'Give the account the role Storage Object User (roles/storage.objectUser) on the bucket, and Cloud Storage’s own account the use of the key if there is one of KMS.'
const intact = 'Run again; if it stays so, something on the way to the store alters the data.'
const held = 'A retention policy or a hold keeps it until its time is over.'
const later = 'The store or the way to it failed several times in a row: run again later.'

/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read gs://bucket/key`
 */
export function readError(error: unknown, doing: string): Error {
  const status = errorStatus(error)
  if (status === 412) return altered(doing)
  if (status === 404) {
    const message = `Could not ${doing}: it is not there.`
    return new UserError('E_NOT_FOUND', message, 'Check source, name and backup.')
  }
  const known = storeError(error, doing)
  if (!(known instanceof UserError)) return known
  const { code, message, next, cause } = known
  if (code === 'E_UPLOAD') return new UserError('E_DOWNLOAD', message, next, { cause })
  if (code === 'E_BUCKET') return new UserError(code, message, 'Check the bucket in source.')
  return status === 403 ? new UserError(code, message, readRights) : known
}

const readRights =
  'Give the account the role Storage Object Viewer (roles/storage.objectViewer) on the bucket.'

/** Credentials without a key of their own can only be signed for by Google, which has to be allowed. */
export function signingError(error: unknown, doing: string): Error {
  if (error instanceof UserError || isAbort(error) || isOurFault(error)) return error as Error
  const detail = sentence(printable(errorMessage(error)).slice(0, 300))
  const next =
    'Use a service account, name it as service_account in google-github-actions/auth, and give it the role Service Account Token Creator on itself.'
  const message = `The Google credentials cannot sign, to ${doing}: ${detail}`
  return new UserError('E_CREDENTIALS', message, next, { cause: new Error(detail) })
}
