import { UserError } from '../../errors.ts'
import type { Search } from '../objects/storage.ts'
import type { GcsConnection } from './connection.ts'
import { errorStatus, storeError } from './errors.ts'

/** A wrong endpoint should be told in a second, not after the patience an upload deserves. */
const FIRST_CONTACT_ATTEMPTS = 4

/**
 * Proves that the bucket exists and is in the wanted location.
 *
 * @throws UserError `E_BUCKET`, `E_REGION`, `E_CREDENTIALS`, `E_UPLOAD` (store not reachable)
 */
export async function findBucket(
  connection: GcsConnection,
  { mayCreate, wanted }: Search,
  signal: AbortSignal,
): Promise<void> {
  try {
    let found = await lookUp(connection, signal)
    if (found === 'missing' && mayCreate && connection.url.create) {
      await createBucket(connection, wanted, signal)
      found = await lookUp(connection, signal)
    }
    if (found === 'missing') throw missing(connection.bucket)
    if (wanted !== undefined) requireLocation(connection.bucket, found, wanted)
  } catch (error) {
    throw storeError(error, `look at gs://${connection.bucket}`)
  }
}

/** Where a bucket is (Cloud Storage JSON API, "Buckets"); the store may not say. */
interface Location {
  readonly location?: string
  readonly customPlacementConfig?: { readonly dataLocations?: readonly string[] }
}

/**
 * The bucket's own description, which needs storage.buckets.get. The roles for objects alone lack
 * that, but have storage.objects.list, and so may ask for its storage layout, which has the
 * location as well (JSON API, "Buckets: getStorageLayout").
 */
async function lookUp(
  connection: GcsConnection,
  signal: AbortSignal,
): Promise<Location | 'missing'> {
  const fields = 'location,customPlacementConfig'
  const bucket = connection.api(['b', connection.bucket], { fields })
  const layout = connection.api(['b', connection.bucket, 'storageLayout'])
  try {
    return await describe(connection, bucket, signal)
  } catch (error) {
    if (errorStatus(error) === 404) return 'missing'
    if (errorStatus(error) !== 403) throw error
  }
  try {
    return await describe(connection, layout, signal)
  } catch (error) {
    if (errorStatus(error) === 404) return 'missing'
    // It is there. What may be done in it, the probe finds out.
    if (errorStatus(error) === 403) return {}
    throw error
  }
}

async function describe(
  connection: GcsConnection,
  url: URL,
  signal: AbortSignal,
): Promise<Location> {
  const request = { method: 'GET', url } as const
  return (await connection.ask(request, signal, FIRST_CONTACT_ATTEMPTS)) as Location
}

function missing(bucket: string): UserError {
  const next = 'Check its name, or add `?create=true` to the destination to have it made.'
  return new UserError('E_BUCKET', `The bucket ${bucket} does not exist.`, next)
}

function requireLocation(bucket: string, found: Location | 'missing', wanted: string): void {
  const { location, customPlacementConfig } = found === 'missing' ? {} : found
  if (location === undefined) {
    const message = `The Google credentials may not ask in which region the bucket ${bucket} is, so ${wanted} cannot be proven.`
    const next =
      'Give them storage.buckets.get or storage.objects.list on it, or leave `region` empty.'
    throw new UserError('E_REGION', message, next)
  }
  const regions = customPlacementConfig?.dataLocations ?? []
  const names = regions.length > 0 ? regions : [location]
  if (sameNames(names, wanted.split('+'))) return
  const place = names.join('+').toLowerCase()
  const next = `Name a bucket in ${wanted}, or set \`region\` to ${place} if that is where backups may be.`
  throw new UserError('E_REGION', `The bucket ${bucket} is in ${place}, not in ${wanted}.`, next)
}

/** Google writes them in capitals, its users seldom do; the order of a pair says nothing. */
function sameNames(some: readonly string[], others: readonly string[]): boolean {
  const plain = (names: readonly string[]) => names.map((name) => name.toUpperCase()).sort()
  return plain(some).join('+') === plain(others).join('+')
}

/** A bucket for backups: nobody can make it public, and rights are those of the bucket alone. */
async function createBucket(
  connection: GcsConnection,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const project = await connection.credentials.projectId(signal)
  if (project === undefined) {
    const message = `Nothing says in which project the bucket ${connection.bucket} is to be made.`
    throw new UserError('E_BUCKET', message, 'Set GOOGLE_CLOUD_PROJECT to its id.')
  }
  const bucket = {
    name: connection.bucket,
    ...placement(wanted),
    iamConfiguration: {
      uniformBucketLevelAccess: { enabled: true },
      publicAccessPrevention: 'enforced',
    },
  }
  const body = [Buffer.from(JSON.stringify(bucket))]
  const headers = { 'content-type': 'application/json; charset=UTF-8' }
  const url = connection.api(['b'], { project })
  try {
    await connection.ask({ method: 'POST', url, headers, body }, signal)
    connection.log.info(`Made the bucket ${connection.bucket}.`)
  } catch (error) {
    if (errorStatus(error) !== 409) throw storeError(error, `make the bucket ${connection.bucket}`)
    await requireOurs(connection, signal)
  }
}

/** `europe-west4`, `eu`, `eur4`, or two regions that were chosen: `us-east1+us-west1`. */
function placement(wanted: string | undefined) {
  if (wanted === undefined) return {}
  const regions = wanted.split('+')
  if (regions.length === 1) return { location: wanted }
  const continent = wanted.replace(/^europe/i, 'eu').slice(0, 2)
  return { location: continent, customPlacementConfig: { dataLocations: regions } }
}

/** Another run was faster, or the answer to our own request was lost; or it is somebody else's. */
async function requireOurs(connection: GcsConnection, signal: AbortSignal): Promise<void> {
  const url = connection.api(['b', connection.bucket], { fields: 'location' })
  try {
    await describe(connection, url, signal)
  } catch {
    signal.throwIfAborted()
    const message = `The bucket name ${connection.bucket} is taken by another account.`
    throw new UserError('E_BUCKET', message, 'Choose another name.')
  }
}
