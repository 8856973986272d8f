import { statfs } from 'node:fs/promises'
import { errorCode, errorMessage, UserError } from '../errors.ts'
import type { Log } from '../host/host.ts'
import { formatBytes } from '../report/format.ts'

/**
 * How much smaller than the estimate the free space may be before a backup is refused. The
 * estimate is cautious, and a database that compresses well can need far less.
 */
const CLEARLY_TOO_SMALL = 1 / 4

/** What to do where a destination is full. */
const DESTINATION_FULL = 'Free some space or name another destination.'
/** The same where an archive is brought to, which no input names. */
export const TEMPORARY_FULL =
  'Free some space there, use a runner with a larger disk, or name another place with TMPDIR.'

/** The bytes that this user may still write to the file system that holds a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Compares the room on a folder's disk with what a backup is expected to need.
 *
 * @throws UserError `E_DISK` where it is clearly too small; a warning where it may be
 */
export async function requireSpace(
  folder: string,
  estimatedBytes: number | undefined,
  log: Log,
  next = DESTINATION_FULL,
): Promise<void> {
  if (estimatedBytes === undefined) return
  const free = await freeBytes(folder)
  if (free >= estimatedBytes) return
  const sizes = `${formatBytes(free)} are free on the disk of ${folder}, and the backup may need ${formatBytes(estimatedBytes)}`
  if (free < estimatedBytes * CLEARLY_TOO_SMALL) {
    throw new UserError('E_DISK', `Only ${sizes}.`, next)
  }
  log.warning(`${sizes}: it could become full.`)
}

/**
 * Says what the file system refused. Errors that are already explained pass through.
 *
 * @param folder where it happened, as the user knows it
 * @param writtenBytes what had been written by then
 * @param next what to do where there is no room
 */
export async function asDiskError(
  error: unknown,
  folder: string,
  writtenBytes: number,
  next = DESTINATION_FULL,
): Promise<Error> {
  const code = errorCode(error)
  if (error instanceof UserError || !(error instanceof Error) || code === undefined) {
    return error instanceof Error ? error : new Error(errorMessage(error))
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const why = code === 'EDQUOT' ? 'The disk quota was reached in' : 'There is no space left in'
    const free = await freeBytes(folder).catch(() => 0)
    const sizes = `${formatBytes(writtenBytes)} had been written and ${formatBytes(free)} are free`
    return new UserError('E_DISK', `${why} ${folder} (${sizes}).`, next, { cause: error })
  }
  const message = `The folder ${folder} cannot be used: ${errorMessage(error)}.`
  const usable = 'Name a folder that exists or can be made, and that this user may write to.'
  return new UserError('E_DISK', message, usable, { cause: error })
}
