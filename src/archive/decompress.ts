import { PassThrough, type Transform } from 'node:stream'
import zlib from 'node:zlib'
import type { Compression } from '../inputs/backup.ts'

/** zlib's streams answer in pieces of this size; the default of 16 KiB costs a third of the time. */
const PIECE_BYTES = 256 * 1024

/** Whether this process can undo a compression itself; lz4 it leaves to pg_restore. */
export function canDecompress(method: Compression['method']): boolean {
  return method !== 'lz4' && (method !== 'zstd' || 'createZstdDecompress' in zlib)
}

/** A stream that undoes what pg_dump's compression did, and fails where it was cut or altered. */
export function decompressor(method: Compression['method']): Transform {
  switch (method) {
    case 'none':
      return new PassThrough()
    case 'gzip':
      return zlib.createGunzip({ chunkSize: PIECE_BYTES })
    case 'zstd':
      return zlib.createZstdDecompress({ chunkSize: PIECE_BYTES })
    case 'lz4':
      throw new Error('lz4 cannot be undone in this process')
  }
}
