import type { Readable } from 'node:stream'
import type { ArchiveFile } from '../manifest/manifest.ts'
import type { OutgoingFile } from './outgoing-file.ts'
import type { ReadBack } from './read-back.ts'

/** How much of the archive has passed so far, for progress. */
export interface Flow {
  bytes: number
}

/**
 * The one pass: the bytes go to the destination and into the read-back at the same time, at the
 * speed of the slowest. The file is left open: whether it is good is known only when every stage
 * has ended.
 *
 * @throws what the destination or the read-back throws
 */
export async function streamArchive(
  source: Readable,
  file: OutgoingFile,
  readBack: ReadBack | undefined,
  flow: Flow,
): Promise<ArchiveFile> {
  for await (const chunk of source as AsyncIterable<Buffer>) {
    flow.bytes += chunk.length
    await Promise.all([file.write(chunk), readBack?.write(chunk)])
  }
  return await file.end()
}
