import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FileWriter } from '../destinations/destination.ts'
import type { ArchiveFile } from '../manifest/manifest.ts'
import type { ReadBack } from './read-back.ts'

/** How much of the archive has passed so far, for progress. */
export interface Flow {
  bytes: number
}

/**
 * The one pass: the bytes go to the destination, through the hash and into the read-back at the
 * same time, at the speed of the slowest. The file is left open: whether it is good is known only
 * when every stage has ended.
 *
 * @throws what the destination or the read-back throws
 */
export async function streamArchive(
  source: Readable,
  path: string,
  file: FileWriter,
  readBack: ReadBack | undefined,
  flow: Flow,
): Promise<ArchiveFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk)
    sizeBytes += chunk.length
    flow.bytes += chunk.length
    await Promise.all([file.write(chunk), readBack?.write(chunk)])
  }
  return { path, sizeBytes, sha256: hash.digest('hex') }
}
