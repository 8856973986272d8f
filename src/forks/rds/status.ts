/** What the status of an instance means to someone who waits for it. */
export type InstanceState = 'waiting' | 'ready' | 'failed'

/** An instance answers queries in these, whatever goes on in the background, for hours at times. */
const READY = ['available', 'backing-up', 'storage-initialization', 'storage-optimization']

const FAILED = [
  'deleted',
  'deleting',
  'failed',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'insufficient-capacity',
  'restore-error',
  'stopped',
  'stopping',
  'storage-full',
]

/**
 * Whether it is worth to wait on. A status that is not known here is waited on until the deadline.
 *
 * @param status `DBInstanceStatus`, from the table "DB instance status" of the RDS user guide
 */
export function instanceState(status: string | undefined): InstanceState {
  if (status === undefined) return 'waiting'
  if (READY.includes(status)) return 'ready'
  return FAILED.includes(status) || status.startsWith('incompatible-') ? 'failed' : 'waiting'
}
