import { type FileHandle, open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { errorMessage, UserError } from '../errors.ts'
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
  readonly #path: string
  readonly #label: string
  readonly #members: ReadonlyMap<string, ZipMember>

  constructor(path: string, label: string, members: readonly ZipMember[]) {
    this.#path = path
    this.#label = label
    this.#members = new Map(members.map((member) => [member.name, member]))
    if (this.#members.size < members.length) throw damaged(label, 'it has a name twice')
  }

  /**
   * @param label how the archive is named in errors
   * @throws UserError `E_INTEGRITY`
   */
  static async open(path: string, label: string): Promise<ZipFile> {
    const file = await open(path, 'r')
    try {
      const directory = await locate(file)
      if (directory.sizeBytes > LARGEST_DIRECTORY) throw new Error('its directory is too large')
      const members = readMembers(await readExactly(file, directory.offset, directory.sizeBytes))
      return new ZipFile(path, label, members)
    } catch (error) {
      throw damaged(label, errorMessage(error))
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
      for await (const chunk of await this.#content(member)) {
        signal.throwIfAborted()
        sizeBytes += chunk.length
        if (sizeBytes > member.sizeBytes) break
        sum = crc32(chunk, sum)
        yield chunk
      }
    } catch (error) {
      signal.throwIfAborted()
      throw damaged(this.#label, errorMessage(error))
    }
    if (sizeBytes !== member.sizeBytes || sum !== member.crc32) {
      throw damaged(this.#label, `${name} is damaged`)
    }
  }

  async #content(member: ZipMember): Promise<AsyncIterable<Buffer>> {
    const file = await open(this.#path, 'r')
    const stored = Readable.from(readStored(file, member))
    if (member.method === 'stored') return stored
    // The reader of what comes out is told of errors; here there is nothing more to do.
    return pipeline(stored, createInflateRaw({ chunkSize: CHUNK_BYTES }), () => {})
  }
}

async function locate(file: FileHandle): Promise<ZipDirectory> {
  const { size } = await file.stat()
  const tailBytes = Math.min(size, TAIL_BYTES)
  const found = findDirectory(await readExactly(file, size - tailBytes, tailBytes))
  if (!('end64Offset' in found)) return found
  return readEnd64(await readExactly(file, found.end64Offset, END64_BYTES))
}

/** The bytes of a member as they are stored. The local header may have another extra field. */
async function* readStored(file: FileHandle, member: ZipMember): AsyncGenerator<Buffer> {
  try {
    const header = await readExactly(file, member.headerOffset, LOCAL_HEADER_BYTES)
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error('a header in it is damaged')
    const names = header.readUInt16LE(26) + header.readUInt16LE(28)
    let position = member.headerOffset + LOCAL_HEADER_BYTES + names
    const end = position + member.storedBytes
    for (; position < end; position += CHUNK_BYTES) {
      yield await readExactly(file, position, Math.min(CHUNK_BYTES, end - position))
    }
  } finally {
    await file.close()
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length)
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new Error('it is cut off')
    filled += bytesRead
  }
  return buffer
}

function damaged(label: string, how: string): UserError {
  const message = `${label} is not a zip archive that can be read: ${how}.`
  return new UserError('E_INTEGRITY', message, 'Choose another backup.')
}
