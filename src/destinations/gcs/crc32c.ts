/** Castagnoli's polynomial, its bits reversed (RFC 3720, 12.1). */
const POLYNOMIAL = 0x82f63b78

/**
 * The CRC-32C of some bytes, or of what came before and these. Node has only the other CRC-32,
 * and the SDK's takes byte after byte: measured 90 MB/s. Eight bytes at a time ("slicing by 8",
 * Kounavis and Berry 2005) make 1 GB/s.
 *
 * @param before the value of what came before
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let crc = ~before
  let at = 0
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = crc ^ view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    crc =
      followed(7, low) ^ followed(6, low >>> 8) ^ followed(5, low >>> 16) ^ followed(4, low >>> 24)
    crc ^=
      followed(3, high) ^
      followed(2, high >>> 8) ^
      followed(1, high >>> 16) ^
      followed(0, high >>> 24)
  }
  for (; at < bytes.length; at++) crc = followed(0, crc ^ view.getUint8(at)) ^ (crc >>> 8)
  return ~crc >>> 0
}

/** As Google writes it: base64 of its four bytes, big-endian. */
export function crc32cBase64(value: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes.toString('base64')
}

/** What the lowest byte of a value does to the result when `count` more bytes follow it. */
function followed(count: number, value: number): number {
  return tables[count * 256 + (value & 255)] as number
}

const tables = makeTables(8)

function makeTables(count: number): Int32Array {
  const made = new Int32Array(256 * count)
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? POLYNOMIAL : 0)
    made[byte] = value
  }
  for (let index = 256; index < made.length; index++) {
    const before = made[index - 256] as number
    made[index] = (made[before & 255] as number) ^ (before >>> 8)
  }
  return made
}
