import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** The CRC-32 of some bytes as S3 writes it: base64 of its four bytes, big-endian. */
export function crc32Base64(bytes: Uint8Array): string {
  return fourBytes(crc32(bytes)).toString('base64')
}

/**
 * The checksum S3 keeps of a multipart object: the CRC-32 of the parts' CRC-32s, and their number
 * (Amazon S3 User Guide, "Checking object integrity", composite checksums).
 */
export function compositeCrc32(parts: readonly string[]): string {
  const checksums = Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')))
  return `${crc32Base64(checksums)}-${parts.length}`
}

/**
 * By what the store sees that bytes were altered on the way: their CRC-32, or the MD5 that every
 * store knows where checksum headers are refused.
 */
export function integrityOf(body: Uint8Array, checksums: boolean) {
  if (checksums) return { ChecksumCRC32: crc32Base64(body) }
  return { ContentMD5: createHash('md5').update(body).digest('base64') }
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
