import type { DestinationUrl } from '../../inputs/backup.ts'

/** A destination in an object store. */
export type ObjectUrl = Extract<DestinationUrl, { kind: 's3' | 'gs' | 'az' }>

export function isObjectUrl(url: DestinationUrl): url is ObjectUrl {
  return url.kind !== 'artifact' && url.kind !== 'file'
}

/** The key of a path below the destination's prefix. */
export function keyOf({ prefix }: ObjectUrl, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`
}

/** How an object is named to the user: `s3://bucket/key`. */
export function placeOf(url: ObjectUrl, key: string): string {
  return `${rootOf(url)}/${key}`
}

/** How the destination is named to the user: never with parameters. */
export function labelOf(url: ObjectUrl): string {
  return url.prefix === '' ? rootOf(url) : placeOf(url, url.prefix)
}

function rootOf(url: ObjectUrl): string {
  return url.kind === 'az' ? `az://${url.account}/${url.container}` : `${url.kind}://${url.bucket}`
}
