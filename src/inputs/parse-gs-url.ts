import type { DestinationUrl } from './backup.ts'
import { InputProblem, parseBoolean, parseChoice } from './parse.ts'
import { isServiceUrl, parseTags, refuseUnknown, splitLocation } from './store-url.ts'

type GsUrl = Extract<DestinationUrl, { kind: 'gs' }>

const GS_PARAMETERS = ['endpoint', 'create', 'storageClass', 'kmsKey', 'tags'] as const

type Get = (name: (typeof GS_PARAMETERS)[number]) => string | undefined

/**
 * A destination in Google Cloud Storage.
 *
 * @param text the whole line
 * @param rest what follows `gs://` in it
 * @throws InputProblem
 */
export function parseGsUrl(text: string, rest: string): GsUrl {
  if (rest.split(/[/?]/)[0]?.includes('@')) {
    throw new InputProblem(
      'a gs:// destination has credentials in it. Give them as GOOGLE_APPLICATION_CREDENTIALS.',
    )
  }
  const { folders, query } = splitLocation(text, rest)
  const [bucket = '', ...prefix] = folders
  if (!isBucketName(bucket)) {
    throw new InputProblem(`"${text}" has no bucket name. Write gs://bucket/prefix.`)
  }
  refuseUnknown(text, query, GS_PARAMETERS)
  const get: Get = (name) => query.get(name) ?? undefined
  const tags = get('tags')
  return {
    kind: 'gs',
    text,
    bucket,
    prefix: prefix.join('/'),
    ...parsePlace(get),
    ...parseStorageClass(get('storageClass')),
    ...parseKey(get('kmsKey')),
    ...(tags === undefined ? {} : { tags: parseTags(tags, TAG_TEXT) }),
  }
}

/** Three to 63 characters between dots, 222 in all (Cloud Storage, "About buckets"). */
function isBucketName(text: string): boolean {
  const isLong = text.length <= 222 && text.split('.').every((part) => part.length <= 63)
  return isLong && /^[a-z0-9][a-z0-9._-]+[a-z0-9]$/.test(text)
}

function parsePlace(get: Get) {
  const [endpoint, create] = [get('endpoint'), get('create')]
  if (endpoint !== undefined && !isServiceUrl(endpoint)) {
    throw new InputProblem(
      'the endpoint of a gs:// destination is not an http:// or https:// URL, or has credentials in it.',
    )
  }
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    create: create === undefined ? false : parseBoolean(create),
  }
}

/** Those of "Storage classes"; all of them are read without a wait. */
const STORAGE_CLASSES = ['STANDARD', 'NEARLINE', 'COLDLINE', 'ARCHIVE'] as const

function parseStorageClass(text: string | undefined) {
  return text === undefined ? {} : { storageClass: parseChoice(text, STORAGE_CLASSES) }
}

const KMS_KEY = /^projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[^/\s]+\/cryptoKeys\/[^/\s]+$/

function parseKey(kmsKey: string | undefined) {
  if (kmsKey === undefined) return {}
  if (KMS_KEY.test(kmsKey)) return { kmsKey }
  throw new InputProblem(
    'kmsKey is not the name of a key. Write projects/P/locations/L/keyRings/R/cryptoKeys/K.',
  )
}

/** Kept as custom metadata, which travels in headers: visible ASCII and spaces. */
const TAG_TEXT = /^[\x20-\x7e]*$/
