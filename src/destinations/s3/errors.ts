import {
  type ErrorCode,
  errorMessage,
  isAbort,
  printable,
  sentence,
  UserError,
} from '../../errors.ts'
import { isConnectionFailure, isTransientStatus } from '../objects/transient.ts'

/** The `Code` of an S3 error answer, or the name of what the SDK threw. */
export function errorName(error: unknown): string {
  return (error as { name?: string } | undefined)?.name ?? ''
}

/** The HTTP status of the answer that led to an error; undefined: there was no answer. */
export function errorStatus(error: unknown): number | undefined {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } }
  return $metadata?.httpStatusCode
}

/** A header of the answer that led to an error. */
export function errorHeader(error: unknown, header: string): string | undefined {
  const { $response } = (error ?? {}) as { $response?: { headers?: Record<string, string> } }
  return $response?.headers?.[header]
}

const transientNames = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
  'InternalError',
  'RequestTimeout',
  'TimeoutError',
  'OperationAborted',
  // Another request for this key was under way: perhaps our own, whose answer was given up.
  'ConditionalRequestConflict',
  // The SDK has corrected its clock by the server's when it throws this.
  'RequestTimeTooSkewed',
])
const damagedNames = new Set([
  'BadDigest',
  'InvalidDigest',
  'XAmzContentChecksumMismatch',
  'XAmzContentSHA256Mismatch',
  'IncompleteBody',
])
/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UserError || isAbort(error)) return false
  const name = errorName(error)
  if (transientNames.has(name) || damagedNames.has(name)) return true
  const status = errorStatus(error)
  if (status !== undefined) return isTransientStatus(status)
  return isConnectionFailure(error)
}

export function isExpired(error: unknown): boolean {
  return ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'].includes(
    errorName(error),
  )
}

/**
 * What a store's refusal means to the user. What we understood already, an abort, and a fault of
 * the program stay as they are. The SDK's own error is not passed on as the cause: it holds the
 * whole answer, in which upload ids and request signatures may be.
 *
 * @param doing what was being done to what, as in `write s3://bucket/key`
 */
export function storeError(error: unknown, doing: string): Error {
  if (error instanceof UserError || isAbort(error) || isOurFault(error)) return error as Error
  const detail = errorDetail(error)
  const [code, next, message] = meaning(error)
  const text = `${message ?? 'Could not'} ${doing}: ${detail}`
  return new UserError(code, text, next, { cause: new Error(detail) })
}

/** An error of the program itself is not one of the store, and is to be reported as such. */
function isOurFault(error: unknown): boolean {
  const isProgram = error instanceof TypeError || error instanceof ReferenceError
  return isProgram && errorStatus(error) === undefined
}

/**
 * No credentials, or a refusal where they come from (AWS STS, a credential process).
 *
 * @param profile the one that the destination names
 */
export function credentialsMissing(error: unknown, profile: string | undefined): Error {
  if (isAbort(error)) return error as Error
  const detail = errorDetail(error)
  const where = profile === undefined ? '' : ` from the profile ${profile}`
  const message = `No AWS credentials could be obtained${where}: ${detail}`
  const next = profile === undefined ? configure : checkProfile
  return new UserError('E_CREDENTIALS', message, next, { cause: new Error(detail) })
}

/** The code, the next step, and how the sentence begins if not with `Could not`. */
function meaning(error: unknown): readonly [code: ErrorCode, next: string, message?: string] {
  const name = errorName(error)
  const known = meanings[name]
  if (known) return known
  if (isExpired(error)) return ['E_CREDENTIALS', renew, 'The AWS credentials expired; could not']
  if (damagedNames.has(name)) return ['E_INTEGRITY', intact]
  if (isTransient(error)) return ['E_UPLOAD', later]
  if (refusesChecksums(error)) return ['E_UPLOAD', 'Add `checksums=false` to the destination.']
  const status = errorStatus(error)
  const forbidden = status === 403 || status === 401
  if (forbidden) return ['E_CREDENTIALS', rights, 'The AWS credentials may not']
  return ['E_UPLOAD', 'See the store’s documentation for this answer.']
}

/** As Backblaze's B2 says it: `Unsupported header 'x-amz-checksum-crc32' received`. */
function refusesChecksums(error: unknown): boolean {
  return /unsupported header.*x-amz-[a-z-]*checksum/i.test(errorMessage(error))
}

const configure =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.'
const checkProfile =
  'Check that profile in ~/.aws/credentials and ~/.aws/config, or in the files that AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE name.'
const checkKeys =
  'Check the keys: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or those of the profile that the destination names.'
const renew =
  'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time a backup takes.'
const rights =
  'Allow s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListMultipartUploadParts, s3:ListBucket and s3:ListBucketMultipartUploads there, and the use of the key if the bucket has one of KMS.'
const intact = 'Run again; if it stays so, something on the way to the store alters the data.'
const later = 'The store or the way to it failed several times in a row: run again later.'

const rejected = [
  'E_CREDENTIALS',
  checkKeys,
  'The store does not accept the AWS credentials to',
] as const
const meanings: Readonly<Record<string, ReturnType<typeof meaning>>> = {
  NoSuchBucket: ['E_BUCKET', 'Add `?create=true` to the destination to have it made.'],
  InvalidBucketName: ['E_BUCKET', 'Use three to 63 lower-case letters, digits, dots and hyphens.'],
  AuthorizationHeaderMalformed: [
    'E_REGION',
    'Set AWS_REGION, or `region=` of the destination, to the region the store names.',
  ],
  InvalidStorageClass: ['E_UPLOAD', 'Check `storageClass=` of the destination.'],
  CredentialsProviderError: ['E_CREDENTIALS', configure, 'No AWS credentials were found to'],
  InvalidAccessKeyId: rejected,
  SignatureDoesNotMatch: rejected,
  InvalidToken: rejected,
  InvalidClientTokenId: rejected,
}

/** The store's own words, on one line, without what could be used to get at the upload. */
function errorDetail(error: unknown): string {
  const text = printable(errorMessage(error))
    .replace(/(upload-?id|x-amz-[a-z-]+)(["'\\]*\s*[=:]\s*["'\\]*)[^\s&,;"']+/gi, '$1$2…')
    // A command that was to give credentials may have secrets in it, as may what it wrote.
    .replace(/^Command failed: .*/, 'its credential_process failed')
    .slice(0, 300)
  // An answer that is not in the store's own words, or none to HEAD.
  if (text === 'UnknownError') return `the answer was HTTP status ${errorStatus(error)}.`
  const name = errorName(error)
  const named = name === '' || name === 'Error' || text.includes(name)
  return sentence(named ? text : `${name}: ${text}`)
}
