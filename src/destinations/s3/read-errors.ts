import { UserError } from '../../errors.ts'
import { altered } from '../objects/object-reader.ts'
import { errorName, errorStatus, storeError } from './errors.ts'

/**
 * What a store's refusal means to someone who reads from it.
 *
 * @param doing as in `read s3://bucket/key`
 */
export function readError(error: unknown, doing: string): Error {
  const special = readMeaning(error, doing)
  if (special !== undefined) return special
  const known = storeError(error, doing)
  if (!(known instanceof UserError)) return known
  const { code, message, next, cause } = known
  if (code === 'E_UPLOAD') return new UserError('E_DOWNLOAD', message, next, { cause })
  if (code === 'E_BUCKET') return new UserError(code, message, 'Check the bucket in source.')
  return errorName(error) === 'AccessDenied' ? new UserError(code, message, rights) : known
}

const rights =
  'Allow s3:ListBucket and s3:GetObject there, and kms:Decrypt if the bucket has a key of KMS.'

/** What a store's refusal means to someone who removes a backup from it. */
export function removalError(error: unknown, doing: string): Error {
  const known = storeError(error, doing)
  if (!(known instanceof UserError) || errorName(error) !== 'AccessDenied') return known
  const next = 'Allow s3:DeleteObject there; a lock on the object or its bucket forbids it too.'
  return new UserError(known.code, known.message, next, { cause: known.cause })
}

function readMeaning(error: unknown, doing: string): UserError | undefined {
  const name = errorName(error)
  const status = errorStatus(error)
  if (status === 404 && name !== 'NoSuchBucket') {
    const message = `Could not ${doing}: it is not there.`
    return new UserError('E_NOT_FOUND', message, 'Check source, name and backup.')
  }
  if (name === 'InvalidObjectState') {
    const message = `Could not ${doing}: it is in an archive storage class.`
    return new UserError('E_NOT_FOUND', message, 'Restore the object to S3 first, then run again.')
  }
  return status === 412 ? altered(doing) : undefined
}
