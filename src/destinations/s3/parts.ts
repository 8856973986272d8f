import type { StoreTraits } from './store-traits.ts'

const MiB = 1024 * 1024

/**
 * The size in bytes of each part, by its number from 1.
 *
 * The size of the archive is not known beforehand, and S3 takes 10,000 parts of 5 MiB to 5 GiB
 * each, so the parts grow: 6 MiB, doubled after every tenth of the parts there may be. Ten
 * thousand of them hold 5.8 TiB, a thousand a tenth of that, in parts that are as large sooner.
 *
 * | archive up to | with 1,000 parts | part    | buffers in 48 MiB |
 * |---------------|------------------|---------|-------------------------|
 * | 5.8 GiB       | 0.6 GiB          | 6 MiB   | 8                       |
 * | 17 GiB        | 1.7 GiB          | 12 MiB  | 4                       |
 * | 41 GiB        | 4.1 GiB          | 24 MiB  | 2                       |
 * | 87 GiB        | 8.7 GiB          | 48 MiB  | 1                       |
 * | 181 GiB       | 18 GiB           | 96 MiB  | 1, larger than the limit |
 * | 369 GiB       | 36 GiB           | 192 MiB | 1, larger than the limit |
 *
 * Where all parts but the last have to be equal, as many as there may be hold 234 GiB.
 */
export function partSizes({ maxParts, equalParts }: StoreTraits): (partNumber: number) => number {
  if (equalParts) return () => Math.ceil((24 * MiB * 10_000) / maxParts)
  return (partNumber) => 6 * MiB * 2 ** Math.floor((partNumber - 1) / (maxParts / 10))
}
