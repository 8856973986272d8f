import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BackupWriter } from '../destinations/destination.ts'
import { errorMessage, UserError } from '../errors.ts'
import type { Compression } from '../inputs/backup.ts'
import type { ArchiveFile } from '../manifest/manifest.ts'
import type { Seal } from '../seal/seal.ts'
import { writeTo } from './back-pressure.ts'
import { CopyDataCounter } from './copy-rows.ts'
import { decompressor } from './decompress.ts'
import { OutgoingFile } from './outgoing-file.ts'
import type { Flow } from './stream-archive.ts'

/** The table of contents: without it the rest means nothing. */
export const TOC_FILE = 'toc.dat'

const READ_BYTES = 256 * 1024
/** Small tables would otherwise wait for one another's round trips to a bucket. */
const FILES_AT_ONCE = 3

export interface DirectoryFile extends ArchiveFile {
  /** Rows in a table's data file; undefined for the other files, and where none were counted. */
  readonly rows?: number | undefined
}

export interface DirectoryStore {
  readonly directory: string
  /** The archive's folder at the destination. */
  readonly archivePath: string
  readonly writer: Pick<BackupWriter, 'openFile'>
  readonly seal: Seal | undefined
  /** What a stored file's name ends with, after its own: `.age` or nothing. */
  readonly suffix: string
  /** Set where every file is to be decoded, and the rows of the tables counted. */
  readonly decode: Compression['method'] | undefined
  /** Whether a file is removed from the disk once it is stored. */
  readonly removeStored: boolean
  readonly flow: Flow
}

/**
 * Stores the files of a directory archive as they come, several at a time, the table of contents
 * after all others.
 */
export async function storeDirectory(
  files: AsyncIterable<string>,
  store: DirectoryStore,
): Promise<DirectoryFile[]> {
  const stored: DirectoryFile[] = []
  const underWay = new Set<Promise<void>>()
  let contents = false
  for await (const file of files) {
    if (file === TOC_FILE) {
      contents = true
      continue
    }
    if (underWay.size >= FILES_AT_ONCE) await Promise.race(underWay)
    const task = storeFile(file, store).then((done) => {
      stored.push(done)
      underWay.delete(task)
    })
    task.catch(() => undefined) // seen by the race or at the end
    underWay.add(task)
  }
  await Promise.all(underWay)
  return contents ? [...stored, await storeFile(TOC_FILE, store)] : stored
}

async function storeFile(name: string, store: DirectoryStore): Promise<DirectoryFile> {
  const local = path.join(store.directory, name)
  const archived = `${store.archivePath}/${name}${store.suffix}`
  const target = await OutgoingFile.open(store.writer, archived, store.seal)
  const rows = rowsReader(name, store.decode)
  for await (const chunk of createReadStream(local, { highWaterMark: READ_BYTES })) {
    await Promise.all([target.write(chunk), rows?.write(chunk)])
    store.flow.bytes += chunk.length
  }
  const counted = await rows?.finish()
  const stored = await target.end()
  await target.close()
  if (store.removeStored && name !== TOC_FILE) await rm(local)
  return { ...stored, rows: counted }
}

interface RowsReader {
  write(chunk: Buffer): Promise<void>
  finish(): Promise<number | undefined>
}

/** pg_dump's names: `<dump id>.dat` holds a table; what else is compressed is large objects. */
const TABLE_FILE = /^(\d+)\.dat(?:\.\w+)?$/
const COMPRESSED_FILE = /\.(?:gz|zst|lz4)$/

/** The dump id in the name of a table's data file, as `pg_restore --list` shows it. */
export function dumpIdOf(archivePath: string): number | undefined {
  const id = TABLE_FILE.exec(path.posix.basename(archivePath, '.age'))?.[1]
  return id === undefined ? undefined : Number(id)
}

function rowsReader(
  name: string,
  decode: Compression['method'] | undefined,
): RowsReader | undefined {
  const isTable = TABLE_FILE.test(name)
  if (decode === undefined || !(isTable || COMPRESSED_FILE.test(name))) return undefined
  const counter = new CopyDataCounter()
  const decoded = decompressor(COMPRESSED_FILE.test(name) ? decode : 'none')
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (isTable && !counter.ended) counter.write(chunk)
      done()
    },
  })
  let failure: unknown
  const finished = pipeline(decoded, sink).catch((error) => {
    failure = error
  })
  return {
    write: (chunk) => writeTo(decoded, chunk),
    async finish() {
      decoded.end()
      await finished
      if (failure !== undefined) throw unreadable(name, errorMessage(failure))
      if (isTable && !counter.ended) throw unreadable(name, 'it ends too early')
      return isTable ? counter.rows : undefined
    },
  }
}

function unreadable(name: string, reason: string): UserError {
  return new UserError(
    'E_INTEGRITY',
    `The file ${name} of the dump cannot be read back: ${reason}.`,
    'The dump was not kept; run the backup again.',
  )
}
