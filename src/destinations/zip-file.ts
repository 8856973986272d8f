import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { errorMessage, UserError } from '../errors.ts'
import { type ByteSource, LocalBytes, type OpenBytes } from './byte-source.ts'
import {
  END64_BYTES,
  findDirectory,
  readEnd64,
  readMembers,
  TAIL_BYTES,
  type ZipDirectory,
  type ZipMember,
} from './zip-directory.ts'

const CHUNK_BYTES = 256 * 1024
const LOCAL_HEADER_BYTES = 30
/** A directory has about a hundred bytes a file. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024

/**
 * A zip archive that members are read from where they lie: nothing is unpacked, so no name in it
 * can lead anywhere. It is read by its directory, which unlike a stream of it says where a stored
 * member ends.
 */
export class ZipFile {
  readonly #source: ByteSource
  readonly #label: string
  readonly #members: ReadonlyMap<string, ZipMember>

  constructor(source: ByteSource, label: string, members: readonly ZipMember[]) {
    this.#source = source
    this.#label = label
    this.#members = new Map(members.map((member) => [member.name, member]))
    if (this.#members.size < members.length) throw damaged(label, 'it has a name twice')
  }

  /**
   * @param source a path, or where else its bytes are
   * @param label how the archive is named in errors
   * @throws UserError `E_INTEGRITY`
   */
  static async open(
    source: string | ByteSource,
    label: string,
    signal = new AbortController().signal,
  ): Promise<ZipFile> {
    const bytes = typeof source === 'string' ? new LocalBytes(source) : source
    const file = await bytes.open(signal)
    try {
      const directory = await locate(file)
      if (directory.sizeBytes > LARGEST_DIRECTORY) throw new Error('its directory is too large')
      const members = readMembers(await file.read(directory.offset, directory.sizeBytes))
      return new ZipFile(bytes, label, members)
    } catch (error) {
      signal.throwIfAborted()
      throw damaged(label, error)
    } finally {
      await file.close()
    }
  }

  has(name: string): boolean {
    return this.#members.has(name)
  }

  /**
   * The bytes of a member; it ends with an error if they are not what the directory says.
   *
   * @throws UserError `E_INTEGRITY`
   */
  async *read(name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const member = this.#members.get(name)
    if (member === undefined) throw new Error(`${name} is not in ${this.#label}.`)
    let sizeBytes = 0
    let sum = 0
    try {
      for await (const chunk of await this.#content(member, signal)) {
        signal.throwIfAborted()
        sizeBytes += chunk.length
        if (sizeBytes > member.sizeBytes) break
        sum = crc32(chunk, sum)
        yield chunk
      }
    } catch (error) {
      signal.throwIfAborted()
      throw damaged(this.#label, error)
    }
    if (sizeBytes !== member.sizeBytes || sum !== member.crc32) {
      throw damaged(this.#label, new Error(`${name} is damaged`))
    }
  }

  async #content(member: ZipMember, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    const file = await this.#source.open(signal)
    const stored = Readable.from(readStored(file, member))
    if (member.method === 'stored') return stored
    // The reader of what comes out is told of errors; here there is nothing more to do.
    return pipeline(stored, createInflateRaw({ chunkSize: CHUNK_BYTES }), () => {})
  }
}

async function locate(file: OpenBytes): Promise<ZipDirectory> {
  const { sizeBytes } = file
  const tailBytes = Math.min(sizeBytes, TAIL_BYTES)
  const found = findDirectory(await file.read(sizeBytes - tailBytes, tailBytes))
  if (!('end64Offset' in found)) return found
  return readEnd64(await file.read(found.end64Offset, END64_BYTES))
}

/** The bytes of a member as they are stored. The local header may have another extra field. */
async function* readStored(file: OpenBytes, member: ZipMember): AsyncGenerator<Buffer> {
  try {
    const header = await file.read(member.headerOffset, LOCAL_HEADER_BYTES)
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error('a header in it is damaged')
    const names = header.readUInt16LE(26) + header.readUInt16LE(28)
    let position = member.headerOffset + LOCAL_HEADER_BYTES + names
    const end = position + member.storedBytes
    for (; position < end; position += CHUNK_BYTES) {
      yield await file.read(position, Math.min(CHUNK_BYTES, end - position))
    }
  } finally {
    await file.close()
  }
}

/** What the source itself has said is not about the archive. */
function damaged(label: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause
  const message = `${label} is not a zip archive that can be read: ${errorMessage(cause)}.`
  return new UserError('E_INTEGRITY', message, 'Choose another backup.')
}
