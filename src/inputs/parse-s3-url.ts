import type { DestinationUrl } from './backup.ts'
import { InputProblem, parseBoolean, parseChoice, parseWhole } from './parse.ts'
import { isServiceUrl, parseTags, refuseUnknown, splitLocation } from './store-url.ts'

type S3Url = Extract<DestinationUrl, { kind: 's3' }>

const S3_PARAMETERS = [
  'endpoint',
  'region',
  'profile',
  'pathStyle',
  'create',
  'storageClass',
  'sse',
  'kmsKey',
  'tags',
  'checksums',
  'maxParts',
] as const

type Get = (name: (typeof S3_PARAMETERS)[number]) => string | undefined

/**
 * A destination in Amazon S3, or in a store that speaks its protocol.
 *
 * @param text the whole line
 * @param rest what follows `s3://` in it
 * @throws InputProblem
 */
export function parseS3Url(text: string, rest: string): S3Url {
  if (rest.split(/[/?]/)[0]?.includes('@')) {
    throw new InputProblem(
      'an s3:// destination has credentials in it. Give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    )
  }
  const { folders, query } = splitLocation(text, rest)
  const [bucket = '', ...prefix] = folders
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(bucket)) {
    throw new InputProblem(`"${text}" has no bucket name. Write s3://bucket/prefix.`)
  }
  refuseUnknown(text, query, S3_PARAMETERS)
  const get: Get = (name) => query.get(name) ?? undefined
  const tags = get('tags')
  return {
    kind: 's3',
    text,
    bucket,
    prefix: prefix.join('/'),
    ...parseStore(get),
    ...parseProfile(get('profile')),
    ...parseStorageClass(get),
    ...parseEncryption(get),
    ...(tags === undefined ? {} : { tags: parseTags(tags, TAG_TEXT) }),
  }
}

/** Which store it is, and in what it differs from Amazon's. */
function parseStore(get: Get) {
  const [endpoint, region] = [get('endpoint'), get('region')]
  if (endpoint !== undefined && !isServiceUrl(endpoint)) {
    throw new InputProblem(
      'the endpoint of an s3:// destination is not an http:// or https:// URL, or has credentials in it.',
    )
  }
  if (region !== undefined && !/^[A-Za-z0-9-]{1,64}$/.test(region)) {
    throw new InputProblem(`the region "${region}" of an s3:// destination is none.`)
  }
  const [pathStyle, create, checksums] = [get('pathStyle'), get('create'), get('checksums')]
  const maxParts = get('maxParts')
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    // Stores other than AWS seldom have a host name for every bucket.
    pathStyle: pathStyle === undefined ? endpoint !== undefined : parseBoolean(pathStyle),
    create: create === undefined ? false : parseBoolean(create),
    ...(checksums === undefined ? {} : { checksums: parseBoolean(checksums) }),
    ...(maxParts === undefined ? {} : { maxParts: parseWhole(maxParts, 10, 10_000) }),
  }
}

function parseProfile(profile: string | undefined) {
  if (profile === undefined) return {}
  if (/^[\w.@+=,:/-]{1,128}$/.test(profile)) return { profile }
  throw new InputProblem(`the profile "${profile}" of an s3:// destination is not the name of one.`)
}

/** Those of Amazon S3 User Guide, "Understanding and managing Amazon S3 storage classes". */
const STORAGE_CLASSES = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
  'REDUCED_REDUNDANCY',
] as const

/** Other stores have classes of their own, so theirs are only looked at for their shape. */
function parseStorageClass(get: Get) {
  const text = get('storageClass')
  if (text === undefined) return {}
  if (get('endpoint') === undefined) return { storageClass: parseChoice(text, STORAGE_CLASSES) }
  if (/^[A-Z][A-Z0-9_]{0,63}$/.test(text)) return { storageClass: text }
  throw new InputProblem(`"${text}" is not the name of a storage class, such as STANDARD_IA.`)
}

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const

/** A key alone says already that it is one of KMS. */
function parseEncryption(get: Get) {
  const [sse, kmsKey] = [get('sse'), get('kmsKey')]
  if (sse === undefined && kmsKey === undefined) return {}
  const encryption = sse === undefined ? 'aws:kms' : parseChoice(sse, ENCRYPTIONS)
  if (kmsKey === undefined) return { sse: encryption }
  if (encryption === 'AES256') {
    throw new InputProblem('kmsKey is of KMS, and sse is AES256. Use sse=aws:kms, or leave it out.')
  }
  if (!/^[\w:/.-]{1,2048}$/.test(kmsKey)) {
    throw new InputProblem('kmsKey is not the id, the ARN or the alias of a key.')
  }
  return { sse: encryption, kmsKey }
}

/** What Amazon S3 User Guide, "Categorizing your objects using tags", allows in both parts. */
const TAG_TEXT = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u
