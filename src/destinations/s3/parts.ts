const MiB = 1024 * 1024

/** The most parts that S3 takes for one object (Amazon S3 User Guide, "Multipart upload limits"). */
export const MAX_PARTS = 10_000

/** What all part buffers of one backup may hold together, in bytes. */
export const BUFFER_BYTES = 64 * MiB

/**
 * The size of a part in bytes; parts count from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of at most 5 GiB, so
 * the parts grow: 8 MiB, doubled after every 1000. Ten thousand of them hold 8 TiB. Eight parts
 * are under way at once up to an archive of 7.8 GiB, four up to 23 GiB, two up to 55 GiB, one up
 * to 117 GiB, all within BUFFER_BYTES; from there on one part is larger than that: 128 MiB up to
 * 242 GiB, 256 MiB up to 492 GiB, 512 MiB up to 1 TiB.
 */
export function partSize(partNumber: number): number {
  return 8 * MiB * 2 ** Math.floor((partNumber - 1) / 1000)
}
