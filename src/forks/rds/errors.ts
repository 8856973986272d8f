import { errorCode, errorMessage, isAbort, printable, sentence, UserError } from '../../errors.ts'

/** The `Code` of an RDS error answer, or the name of what the SDK threw. */
export function errorName(error: unknown): string {
  return (error as { name?: string } | undefined)?.name ?? ''
}

const TRANSIENT_STATUSES = new Set([408, 429, 500, 502, 503, 504])
const TRANSIENT_NAMES = new Set([
  'InternalFailure',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
])
const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof UserError || isAbort(error)) return false
  if (TRANSIENT_NAMES.has(errorName(error))) return true
  const { $metadata } = (error ?? {}) as {
    $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean }
  }
  // A signature was dated by a clock that is off, and the SDK has corrected it by the server's.
  if ($metadata?.clockSkewCorrected === true) return true
  const status = $metadata?.httpStatusCode
  // An answer of 200 that cannot be read was cut off on its way.
  if (status !== undefined) return TRANSIENT_STATUSES.has(status) || status < 300
  return NETWORK_CODES.has(errorCode(error) ?? '')
}

const CONFIGURE =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN where there is one), or give the job `permissions: id-token: write` and run aws-actions/configure-aws-credentials before this step.'
const RENEW =
  'Get new ones, or raise `role-duration-seconds` of aws-actions/configure-aws-credentials (and the role’s maximum) above the time that fork and dump take.'
const ALLOW =
  'Give the role the policy of docs/recipes.md, “A fork of an Amazon RDS instance”: the message names the action that is missing.'

const CREDENTIALS: Readonly<Record<string, string>> = {
  AccessDenied: ALLOW,
  AccessDeniedException: ALLOW,
  UnauthorizedOperation: ALLOW,
  CredentialsProviderError: CONFIGURE,
  IncompleteSignature: CONFIGURE,
  InvalidClientTokenId: CONFIGURE,
  MissingAuthenticationToken: CONFIGURE,
  SignatureDoesNotMatch: CONFIGURE,
  ExpiredToken: RENEW,
  ExpiredTokenException: RENEW,
  TokenRefreshRequired: RENEW,
}

const NEXT: Readonly<Record<string, string>> = {
  InstanceQuotaExceededFault:
    'Delete instances that are not needed, or ask AWS for a higher quota.',
  StorageQuotaExceededFault: 'Delete instances that are not needed, or ask AWS for a higher quota.',
  InsufficientDBInstanceCapacityFault: 'Run again later, or set `fork-plan` to another class.',
  KMSKeyNotAccessibleFault: 'Allow the role to use the key that the instance is encrypted with.',
  PointInTimeRestoreNotEnabledFault:
    'Set the backup retention of the instance to a day or more, or set `fork: never`.',
}

/**
 * What a refusal of RDS means to the user. What we understood already, an abort, and a fault of the
 * program stay as they are. The SDK's own error is not passed on as the cause: it holds the whole
 * answer and request.
 *
 * @param doing what was being done to what, as in `restore shop`
 */
export function rdsError(error: unknown, doing: string): Error {
  const isProgram = error instanceof TypeError || error instanceof ReferenceError
  if (error instanceof UserError || isAbort(error) || isProgram) return error as Error
  const name = errorName(error)
  const detail = errorDetail(error)
  const message = `RDS could not ${doing}: ${detail}`
  const cause = new Error(detail)
  const credentials = CREDENTIALS[name]
  if (credentials !== undefined)
    return new UserError('E_CREDENTIALS', message, credentials, { cause })
  const later = isTransient(error) ? 'It failed several times in a row: run again later.' : ''
  const next = NEXT[name] ?? (later || 'Correct what it names, or set `fork: never`.')
  return new UserError('E_FORK', message, next, { cause })
}

/**
 * Runs a step, and says in plain words what RDS refused.
 *
 * @throws UserError; the signal's reason
 */
export async function inPlainWords<T>(
  doing: string,
  signal: AbortSignal,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    signal.throwIfAborted()
    throw rdsError(error, doing)
  }
}

/** RDS's own words on one line, with the name of the error where they do not hold it. */
export function errorDetail(error: unknown): string {
  const text = printable(errorMessage(error)).slice(0, 400)
  const name = errorName(error)
  const isNamed = name === '' || name === 'Error' || text.includes(name)
  return sentence(isNamed ? text : `${name}: ${text}`)
}
