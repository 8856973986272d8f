import { UserError } from '../errors.ts'
import type { Compression } from '../inputs/backup.ts'

/** What the first bytes of an archive in custom format say. */
export interface ArchiveHeader {
  readonly database: string
  /** Of the server, such as `16.4`. */
  readonly serverVersion: string
  /** Of the pg_dump that wrote it. */
  readonly clientVersion: string
  readonly compression: Compression['method']
}

/** As much as a header has at the most, names of databases being at most 63 bytes. */
export const MOST_HEADER_BYTES = 4096

const ALGORITHMS = ['none', 'gzip', 'lz4', 'zstd'] as const
const CUSTOM = 1

/**
 * Reads the header of a custom archive of pg_dump 9.0 and newer (ReadHead in
 * pg_backup_archiver.c), without which nobody knows which pg_restore can read the rest.
 *
 * @param bytes from the beginning of the archive, MOST_HEADER_BYTES or all there are
 * @throws UserError `E_INTEGRITY` where it is not one
 */
export function parseArchiveHeader(bytes: Uint8Array): ArchiveHeader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (buffer.toString('latin1', 0, 5) !== 'PGDMP') throw new RangeError('no archive')
    const [major = 0, minor = 0, , intSize = 0, , format] = buffer.subarray(5, 11)
    const reader = new HeaderReader(buffer, 11, intSize)
    // 1.10 came with PostgreSQL 8.0.
    if (format !== CUSTOM || major !== 1 || minor < 10) throw new RangeError('another format')
    const compression = readCompression(reader, minor)
    for (let part = 0; part < 7; part++) reader.int() // the time, in the zone of who wrote it
    const [database = '', serverVersion, clientVersion] = [
      reader.text(),
      reader.text(),
      reader.text(),
    ]
    return {
      database,
      serverVersion: versionOf(serverVersion),
      clientVersion: versionOf(clientVersion),
      compression,
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UserError(
      'E_INTEGRITY',
      'The file is not an archive of pg_dump in custom format.',
      'Choose another backup.',
      { cause: error },
    )
  }
}

/** A level before 1.15, which is gzip's or 0; the algorithm since. */
function readCompression(reader: HeaderReader, minor: number): Compression['method'] {
  if (minor < 15) return reader.int() === 0 ? 'none' : 'gzip'
  const algorithm = ALGORITHMS[reader.byte()]
  if (algorithm === undefined) throw new RangeError('another compression')
  return algorithm
}

/** `16.4 (Ubuntu 16.4-1.pgdg22.04+1)` */
function versionOf(text: string): string {
  const version = /^\d+(\.\d+)*/.exec(text)?.[0]
  if (version === undefined) throw new RangeError('no version')
  return version
}

/** Throws a RangeError at the end of its bytes. */
class HeaderReader {
  readonly #bytes: Buffer
  readonly #intSize: number
  #offset: number

  constructor(bytes: Buffer, offset: number, intSize: number) {
    this.#bytes = bytes
    this.#offset = offset
    this.#intSize = intSize
  }

  byte(): number {
    const byte = this.#bytes.readUInt8(this.#offset)
    this.#offset += 1
    return byte
  }

  /** A byte for the sign, then the bytes from the lowest on (ReadInt). */
  int(): number {
    const isNegative = this.byte() !== 0
    const value = this.#bytes.readUIntLE(this.#offset, this.#intSize)
    this.#offset += this.#intSize
    return isNegative ? -value : value
  }

  text(): string {
    const length = Math.max(0, this.int())
    const end = this.#offset + length
    if (end > this.#bytes.length) throw new RangeError('too short')
    const text = this.#bytes.toString('utf8', this.#offset, end)
    this.#offset = end
    return text
  }
}
