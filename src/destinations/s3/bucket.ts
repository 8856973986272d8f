import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3'
import { UserError } from '../../errors.ts'
import type { Search } from '../objects/storage.ts'
import { explicitEndpoint } from './client.ts'
import type { S3Connection } from './connection.ts'
import { errorHeader, errorName, errorStatus, storeError } from './errors.ts'

/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4

/**
 * Proves that the bucket exists, and leads the connection to the region it is in.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
export async function findBucket(
  connection: S3Connection,
  { mayCreate, wanted }: Search,
  signal: AbortSignal,
): Promise<void> {
  const named = `s3://${connection.bucket}`
  try {
    connection.useRegion(connection.url.region ?? wanted ?? (await connection.region()))
    await connection.requireCredentials(signal)
    let found = await lookUp(connection, signal)
    if (!found.exists && mayCreate && connection.url.create) {
      await createBucket(connection, signal)
      found = await lookUp(connection, signal)
    }
    if (!found.exists) throw missing(connection.bucket)
    const region = found.region ?? (wanted && (await bucketLocation(connection, signal)))
    if (wanted !== undefined) requireRegion(connection.bucket, region, wanted)
    if (region) connection.useRegion(region)
  } catch (error) {
    throw storeError(error, `look at ${named}`)
  }
}

function missing(bucket: string): UserError {
  const next = 'Check its name, or add `?create=true` to the destination to have it made.'
  return new UserError('E_BUCKET', `The bucket ${bucket} does not exist.`, next)
}

function requireRegion(bucket: string, region: string | undefined, wanted: string): void {
  if (region === wanted) return
  if (region) {
    const next = `Name a bucket in ${wanted}, or set \`region\` to ${region} if that is where backups may be.`
    throw new UserError('E_REGION', `The bucket ${bucket} is in ${region}, not in ${wanted}.`, next)
  }
  const message = `The store does not tell in which region the bucket ${bucket} is, so ${wanted} cannot be proven.`
  throw new UserError('E_REGION', message, 'Leave `region` empty for this store.')
}

interface Found {
  readonly exists: boolean
  readonly region?: string | undefined
}

/**
 * HeadBucket, which S3 answers with the region even where it refuses: 301 and 400 for a request
 * that was signed for another region, 403 for keys without s3:ListBucket (Amazon S3 API
 * Reference, HeadBucket). Its refusals have no body, so what is wrong with the keys is left for
 * the probe to find out.
 */
async function lookUp(connection: S3Connection, signal: AbortSignal): Promise<Found> {
  try {
    const answer = await connection.call(
      signal,
      (client, options) =>
        client.send(new HeadBucketCommand({ Bucket: connection.bucket }), options),
      FIRST_CONTACT_ATTEMPTS,
    )
    return { exists: true, region: answer.BucketRegion }
  } catch (error) {
    const status = errorStatus(error)
    if (status === 404) return { exists: false }
    if (status !== undefined && [301, 400, 403].includes(status)) {
      return { exists: true, region: errorHeader(error, 'x-amz-bucket-region') }
    }
    throw error
  }
}

/**
 * GetBucketLocation, for stores whose HeadBucket does not tell. Amazon's S3 answers nothing for
 * us-east-1 and EU for the oldest buckets of eu-west-1; nothing from another store means nothing.
 */
async function bucketLocation(connection: S3Connection, signal: AbortSignal) {
  const { LocationConstraint: location } = await connection.call(signal, (client, options) =>
    client.send(new GetBucketLocationCommand({ Bucket: connection.bucket }), options),
  )
  if (location === 'EU') return 'eu-west-1'
  if (location) return location
  return explicitEndpoint(connection.url) === undefined ? 'us-east-1' : undefined
}

async function createBucket(connection: S3Connection, signal: AbortSignal): Promise<void> {
  const region = await connection.region()
  const input = {
    Bucket: connection.bucket,
    // us-east-1 is the one region that must not be named (CreateBucket, LocationConstraint).
    ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: location(region) }),
  }
  try {
    await connection.call(signal, (client, options) =>
      client.send(new CreateBucketCommand(input), options),
    )
    connection.log.info(`Made the bucket ${connection.bucket}.`)
  } catch (error) {
    // Another run was faster, or the answer to our own request was lost.
    if (errorName(error) === 'BucketAlreadyOwnedByYou') return
    if (errorName(error) === 'BucketAlreadyExists') {
      const message = `The bucket name ${connection.bucket} is taken by another account.`
      throw new UserError('E_BUCKET', message, 'Choose another name.')
    }
    throw storeError(error, `make the bucket ${connection.bucket}`)
  }
}

function location(region: string) {
  type Input = NonNullable<ConstructorParameters<typeof CreateBucketCommand>[0]>
  type Location = NonNullable<Input['CreateBucketConfiguration']>['LocationConstraint']
  return { LocationConstraint: region as NonNullable<Location> }
}
