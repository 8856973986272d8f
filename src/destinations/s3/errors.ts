import { errorCode, errorMessage, isAbort, printable, sentence, UserError } from '../../errors.ts'

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

const transientStatus = new Set([408, 429, 500, 502, 503, 504])
const transientNames = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequests',
  'InternalError',
  'RequestTimeout',
  'TimeoutError',
  'OperationAborted',
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
const networkCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UserError || isAbort(error)) return false
  const name = errorName(error)
  if (transientNames.has(name) || damagedNames.has(name)) return true
  const status = errorStatus(error)
  if (status !== undefined) return transientStatus.has(status)
  return networkCodes.has(errorCode(error) ?? '')
}

export function isExpired(error: unknown): boolean {
  return ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'].includes(
    errorName(error),
  )
}

const configure =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.'
const rights =
  'Allow s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket and s3:ListBucketMultipartUploads there, and the use of the key if the bucket has one of KMS.'

/**
 * What a store's refusal means to the user. What we understood already, and an abort, stay as
 * they are. The SDK's own error is not passed on as the cause: it holds the whole answer, in
 * which upload ids and request signatures may be.
 *
 * @param doing what was being done to what, as in `write s3://bucket/key`
 */
export function storeError(error: unknown, doing: string): Error {
  if (error instanceof UserError || isAbort(error)) return error as Error
  const detail = sentence(errorDetail(error))
  const options = { cause: new Error(detail) }
  const known = credentialsError(error, doing, detail)
  if (known) return new UserError('E_CREDENTIALS', known[0], known[1], options)
  const bucket = bucketErrors[errorName(error)]
  if (bucket) return new UserError('E_BUCKET', `Could not ${doing}: ${detail}`, bucket, options)
  if (damagedNames.has(errorName(error))) {
    const next = 'Run again; if it stays so, something on the way to the store alters the data.'
    return new UserError('E_INTEGRITY', `Could not ${doing}: ${detail}`, next, options)
  }
  const next = isTransient(error)
    ? 'The store or the way to it failed several times in a row: run again later.'
    : 'See the store’s documentation for this answer.'
  return new UserError('E_UPLOAD', `Could not ${doing}: ${detail}`, next, options)
}

const bucketErrors: Readonly<Record<string, string>> = {
  NoSuchBucket: 'Check its name, or add `?create=true` to the destination to have it made.',
  InvalidBucketName: 'Use three to 63 lower-case letters, digits, dots and hyphens.',
}

/** The message and the next step, if it is the credentials' fault. */
function credentialsError(error: unknown, doing: string, detail: string) {
  const name = errorName(error)
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return [`No AWS credentials could be obtained: ${detail}`, configure] as const
  }
  if (isExpired(error)) {
    const next =
      'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time a backup takes.'
    return [`Could not ${doing}: the AWS credentials have expired.`, next] as const
  }
  if (rejectedKeys.has(name)) {
    return [`The store does not accept the AWS credentials: ${detail}`, configure] as const
  }
  if (errorStatus(error) === 403 || errorStatus(error) === 401) {
    return [`The AWS credentials may not ${doing}: ${detail}`, rights] as const
  }
  return undefined
}

const rejectedKeys = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'AuthorizationHeaderMalformed',
  'InvalidIdentityToken',
])

/** The store's own words, on one line, without what could be used to get at the upload. */
function errorDetail(error: unknown): string {
  const text = printable(errorMessage(error))
    .replace(/(upload-?id|x-amz-[a-z-]+)(\\?["']?\s*[=:]\s*)[^\s&,;"']+/gi, '$1$2…')
    .slice(0, 300)
  const name = errorName(error)
  return name === '' || name === 'Error' || text.includes(name) ? text : `${name}: ${text}`
}
