import type { S3Url } from './client.ts'

/** In what a store differs from Amazon's. */
export interface StoreTraits {
  /** The most parts of one object. */
  readonly maxParts: number
  /** Whether all parts of an object but the last have to be of one size. */
  readonly equalParts: boolean
  /** Whether it takes checksum headers; without them parts are sent with their MD5. */
  readonly checksums: boolean
}

/** Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
const amazon: StoreTraits = { maxParts: 10_000, equalParts: false, checksums: true }

/** By the end of the host name. */
const known: Readonly<Record<string, Partial<StoreTraits>>> = {
  // R2 documentation, "Multipart upload": all parts except the last must be of one size.
  '.r2.cloudflarestorage.com': { equalParts: true },
  // B2 documentation, "S3-Compatible API", "Unsupported Features": `x-amz-checksum-*` is a 400.
  '.backblazeb2.com': { checksums: false },
  // Scaleway refuses part numbers above 1,000 (github.com/ddebeau/zfs_uploader/issues/61).
  '.scw.cloud': { maxParts: 1000 },
}

/** What is known of a store by its address, unless the destination says otherwise. */
export function traitsOf(url: S3Url, endpoint: string | undefined): StoreTraits {
  const host = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).hostname : ''
  const [, traits] = Object.entries(known).find(([end]) => host.endsWith(end)) ?? []
  const { maxParts = traits?.maxParts, checksums = traits?.checksums } = url
  return {
    ...amazon,
    ...traits,
    ...(maxParts === undefined ? {} : { maxParts }),
    ...(checksums === undefined ? {} : { checksums }),
  }
}
