import type { StorageClass } from '@aws-sdk/client-s3'
import type { S3Url } from './client.ts'

/** Of archives; what lies beside them is JSON. */
export const ARCHIVE_TYPE = 'application/octet-stream'

/**
 * What the destination's URL says that objects are made with. Every object is encrypted and
 * tagged alike, so that a policy of the bucket which demands that, and a rule of its lifecycle,
 * hold for all of a backup. The storage class is the archive's only: a manifest has to be readable
 * at once and has a few kilobytes, for which the colder classes cost more.
 */
export function objectSettings(url: S3Url, contentType: string) {
  const { sse, kmsKey, tags, storageClass } = url
  const hasClass = storageClass !== undefined && contentType === ARCHIVE_TYPE
  return {
    ...(sse === undefined ? {} : { ServerSideEncryption: sse }),
    ...(kmsKey === undefined ? {} : { SSEKMSKeyId: kmsKey }),
    ...(tags === undefined ? {} : { Tagging: new URLSearchParams(tags).toString() }),
    ...(hasClass ? { StorageClass: storageClass as StorageClass } : {}),
  }
}
