import { crc32, deflateRawSync } from 'node:zlib'

export interface Member {
  readonly name: string
  readonly bytes: Buffer
  readonly deflated?: boolean
  /** Numbers of 64 bits although they would fit into 32. */
  readonly wide?: boolean
}

/** A zip archive, byte by byte, with whatever names; PKWARE's APPNOTE.TXT, 4.3. */
export function zipOf(members: readonly Member[], comment = ''): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const stored = member.deflated ? deflateRawSync(member.bytes) : member.bytes
    const name = Buffer.from(member.name)
    // As a stream is written: flag 3, the sizes follow the data.
    const common = numbers([20, 2], [8, 2], [member.deflated ? 8 : 0, 2], [0, 4])
    const header = Buffer.concat([
      numbers([0x04034b50, 4]),
      common,
      numbers([0, 4], [0, 4], [0, 4]),
    ])
    const sums = numbers([0x08074b50, 4], [crc32(member.bytes), 4])
    const sizes = numbers([stored.length, 4], [member.bytes.length, 4])
    const file = [header, numbers([name.length, 2], [0, 2]), name, stored, sums, sizes]
    files.push(...file)
    directory.push(entry(member, name, common, stored.length, offset))
    offset += Buffer.concat(file).length
  }
  return Buffer.concat([...files, ...directory, end(directory, offset, members, comment)])
}

function entry(
  { bytes, wide = false }: Member,
  name: Buffer,
  common: Buffer,
  storedBytes: number,
  offset: number,
): Buffer {
  const values = [bytes.length, storedBytes, offset]
  const extra = wide
    ? Buffer.concat([
        numbers([0x5455, 2], [1, 2], [0, 1], [1, 2], [24, 2]),
        ...values.map(wideNumber),
      ])
    : Buffer.of()
  const [sizeBytes = 0, stored = 0, start = 0] = values.map((value) => (wide ? 0xffffffff : value))
  const sizes = numbers([crc32(bytes), 4], [stored, 4], [sizeBytes, 4])
  const lengths = numbers([name.length, 2], [extra.length, 2], [0, 2])
  const rest = numbers([0, 2], [0, 2], [0, 4], [start, 4])
  const begin = numbers([0x02014b50, 4], [20, 2])
  return Buffer.concat([begin, common, sizes, lengths, rest, name, extra])
}

function end(
  directory: readonly Buffer[],
  offset: number,
  members: readonly Member[],
  comment: string,
): Buffer {
  const { length } = Buffer.concat(directory)
  const count = members.length
  const isWide = members.some(({ wide }) => wide)
  const small = isWide ? [0xffffffff, 0xffffffff] : [length, offset]
  const last = Buffer.concat([
    numbers(
      [0x06054b50, 4],
      [0, 4],
      [count, 2],
      [count, 2],
      [small[0] ?? 0, 4],
      [small[1] ?? 0, 4],
    ),
    numbers([comment.length, 2]),
    Buffer.from(comment),
  ])
  if (!isWide) return last
  const end64 = [wideNumber(44), numbers([45, 2], [45, 2], [0, 4], [0, 4])]
  const counts = [count, count, length, offset].map(wideNumber)
  const locator = [numbers([0x07064b50, 4], [0, 4]), wideNumber(offset + length), numbers([1, 4])]
  return Buffer.concat([numbers([0x06064b50, 4]), ...end64, ...counts, ...locator, last])
}

/** Little-endian numbers, each with its width in bytes. */
function numbers(...fields: readonly (readonly [value: number, width: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, width]) => {
      const bytes = Buffer.alloc(width)
      bytes.writeUIntLE(value, 0, width)
      return bytes
    }),
  )
}

function wideNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
