/** A file in a zip archive, as the archive's directory has it. */
export interface ZipMember {
  readonly name: string
  readonly method: 'stored' | 'deflated'
  readonly crc32: number
  readonly storedBytes: number
  readonly sizeBytes: number
  /** Where its local header begins. */
  readonly headerOffset: number
}

export interface ZipDirectory {
  readonly offset: number
  readonly sizeBytes: number
}

const END_BYTES = 22
const LOCATOR_BYTES = 20
export const END64_BYTES = 56
const LARGEST_COMMENT = 0xffff
/** How much of an archive's end has to be read to find its directory. */
export const TAIL_BYTES = LOCATOR_BYTES + END_BYTES + LARGEST_COMMENT

/** The number that stands for one that needs 64 bits and is in another record. */
const ELSEWHERE = 0xffffffff

/**
 * Finds the directory from the last bytes of an archive (PKWARE's APPNOTE.TXT, 4.3.16).
 *
 * @returns where it is, or where the record of 64-bit numbers is that says so (4.3.14)
 * @throws Error
 */
export function findDirectory(tail: Buffer): ZipDirectory | { readonly end64Offset: number } {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue
    if (at + END_BYTES + tail.readUInt16LE(at + 20) !== tail.length) continue
    const locator = at - LOCATOR_BYTES
    if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
      return { end64Offset: wide(tail, locator + 8) }
    }
    return { sizeBytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
  }
  throw new Error('it has no end')
}

/** Reads the record that `findDirectory` led to. */
export function readEnd64(record: Buffer): ZipDirectory {
  if (record.readUInt32LE(0) !== 0x06064b50) throw new Error('its end is damaged')
  return { sizeBytes: wide(record, 40), offset: wide(record, 48) }
}

/**
 * Reads the directory (4.3.12). Names are taken as they are, to be compared and never used as
 * paths.
 *
 * @throws Error, RangeError
 */
export function readMembers(directory: Buffer): ZipMember[] {
  const members: ZipMember[] = []
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('its directory is damaged')
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30)
    const [sizeBytes = 0, storedBytes = 0, headerOffset = 0] = wideFields(
      [24, 20, 42].map((field) => directory.readUInt32LE(at + field)),
      directory.subarray(nameEnd, extraEnd),
    )
    members.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      method: methodOf(directory.readUInt16LE(at + 8), directory.readUInt16LE(at + 10)),
      crc32: directory.readUInt32LE(at + 16),
      storedBytes,
      sizeBytes,
      headerOffset,
    })
    at = extraEnd + directory.readUInt16LE(at + 32)
  }
  return members
}

function methodOf(flags: number, method: number): ZipMember['method'] {
  const isEncrypted = (flags & 1) !== 0
  if (isEncrypted || (method !== 0 && method !== 8)) throw new Error('it is packed in another way')
  return method === 0 ? 'stored' : 'deflated'
}

/** Takes what did not fit into 32 bits from the extra field, in the same order (4.5.3). */
function wideFields(fields: readonly number[], extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    let value = at + 4
    const isWide = extra.readUInt16LE(at) === 1
    at = value + extra.readUInt16LE(at + 2)
    if (!isWide) continue
    return fields.map((field) => {
      if (field !== ELSEWHERE) return field
      value += 8
      return wide(extra, value - 8)
    })
  }
  return [...fields]
}

function wide(buffer: Buffer, at: number): number {
  const value = Number(buffer.readBigUInt64LE(at))
  if (!Number.isSafeInteger(value)) throw new Error('it is larger than can be')
  return value
}
