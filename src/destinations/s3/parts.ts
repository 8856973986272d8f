const MiB = 1024 * 1024

/** The most parts that S3 takes for one object (Amazon S3 User Guide, "Multipart upload limits"). */
export const MAX_PARTS = 10_000

/**
 * What all part buffers of one backup may hold together, in bytes. Measured: 48 MiB keeps the
 * whole process below 200 MB, and more of it makes no upload faster.
 */
export const BUFFER_BYTES = 48 * MiB

/**
 * The size of a part in bytes; parts count from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of 5 MiB to 5 GiB
 * each, so the parts grow: 6 MiB, doubled after every 1000. Ten thousand of them hold 5.8 TiB.
 *
 * | archive up to | part    | buffers in BUFFER_BYTES |
 * |---------------|---------|-------------------------|
 * | 5.8 GiB       | 6 MiB   | 8                       |
 * | 17 GiB        | 12 MiB  | 4                       |
 * | 41 GiB        | 24 MiB  | 2                       |
 * | 87 GiB        | 48 MiB  | 1                       |
 * | 181 GiB       | 96 MiB  | 1, larger than the limit |
 * | 369 GiB       | 192 MiB | 1, larger than the limit |
 */
export function growingPartSize(partNumber: number): number {
  return 6 * MiB * 2 ** Math.floor((partNumber - 1) / 1000)
}

/** For stores that want all parts but the last to be equal: 10,000 of them hold 234 GiB. */
export function equalPartSize(): number {
  return 24 * MiB
}

/**
 * The schedule for a store. Cloudflare's R2 refuses to complete an upload whose parts differ
 * (R2 documentation, "Multipart upload": all parts except the last must be of one size).
 */
export function partSizesFor(endpoint: string | undefined): (partNumber: number) => number {
  if (endpoint === undefined || !URL.canParse(endpoint)) return growingPartSize
  const equal = new URL(endpoint).hostname.endsWith('.r2.cloudflarestorage.com')
  return equal ? equalPartSize : growingPartSize
}
