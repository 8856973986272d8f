import { UserError } from '../errors.ts'
import type { Compression } from '../inputs/backup.ts'
import type { DumpFormat } from '../manifest/manifest.ts'

/** pg_dump takes `--compress=method:level` from this major on; before it knows gzip alone. */
const METHODS_SINCE = 16

/**
 * Which compression a dump gets. `auto` is zstd:1 where the client has it: on the database of
 * docs/benchmarks.md it is both smaller and five times faster than gzip's default.
 *
 * @throws UserError `E_INPUT` for what this format or client cannot do
 */
export function chooseCompression(
  wanted: Compression | 'auto',
  format: DumpFormat,
  clientMajor: number,
): Compression {
  if (format === 'tar') return { method: 'none' } // pg_dump cannot compress tar
  if (wanted === 'auto') {
    return clientMajor >= METHODS_SINCE
      ? { method: 'zstd', level: 1 }
      : { method: 'gzip', level: 1 }
  }
  if (clientMajor < METHODS_SINCE && (wanted.method === 'zstd' || wanted.method === 'lz4')) {
    throw new UserError(
      'E_INPUT',
      `compression: ${wanted.method} needs pg_dump ${METHODS_SINCE} or newer, and this run uses ${clientMajor}.`,
      'Use auto, gzip or none.',
    )
  }
  return wanted
}

/** pg_dump's own word for it: `zstd:1`, `gzip`, `none`. */
export function compressionText({ method, level }: Compression): string {
  return level === undefined ? method : `${method}:${level}`
}

/** The flag for pg_dump (its manual page, `-Z`); empty where there is nothing to say. */
export function compressionArguments(
  compression: Compression,
  format: DumpFormat,
  clientMajor: number,
): string[] {
  if (format === 'tar') return []
  if (clientMajor >= METHODS_SINCE) return [`--compress=${compressionText(compression)}`]
  if (compression.method === 'none') return ['--compress=0']
  return [`--compress=${compression.level ?? 6}`] // zlib's default, which plain would not get
}

/** What follows a plain dump's `.sql`, by what it is compressed with. */
export function plainExtension({ method }: Compression): string {
  return { none: '', gzip: '.gz', zstd: '.zst', lz4: '.lz4' }[method]
}
