import type { DestinationUrl } from './backup.ts'
import { InputProblem, parseBoolean, parseChoice } from './parse.ts'
import { isServiceUrl, parseTags, refuseUnknown, splitLocation } from './store-url.ts'

type AzUrl = Extract<DestinationUrl, { kind: 'az' }>

const AZ_PARAMETERS = ['endpoint', 'create', 'tier', 'encryptionScope', 'tags'] as const

type Get = (name: (typeof AZ_PARAMETERS)[number]) => string | undefined

/**
 * A destination in Azure Blob Storage.
 *
 * @param text the whole line
 * @param rest what follows `az://` in it
 * @throws InputProblem
 */
export function parseAzUrl(text: string, rest: string): AzUrl {
  // Before anything that would show the text. `sig` is what makes an address a signed one.
  if (rest.split(/[/?]/)[0]?.includes('@') || /[?&]sig=/i.test(rest)) throw credentialsInside()
  const { folders, query } = splitLocation(text, rest)
  refuseUnknown(text, query, AZ_PARAMETERS)
  const [account = '', container = '', ...prefix] = folders
  // "Naming and Referencing Containers, Blobs, and Metadata", and "Storage account overview".
  if (!/^[a-z0-9]{3,24}$/.test(account)) {
    throw new InputProblem(
      `"${text}" has no account name (3 to 24 lower-case letters and digits). Write az://account/container/prefix.`,
    )
  }
  if (!/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(container)) {
    throw new InputProblem(
      `"${text}" has no container name (3 to 63 lower-case letters, digits and single hyphens). Write az://account/container/prefix.`,
    )
  }
  const get: Get = (name) => query.get(name) ?? undefined
  const parameters = parseParameters(get)
  return { kind: 'az', text, account, container, prefix: prefix.join('/'), ...parameters }
}

function credentialsInside(): InputProblem {
  return new InputProblem(
    'an az:// destination has credentials in it. Give them as AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_CONNECTION_STRING.',
  )
}

function parseParameters(get: Get) {
  const [endpoint, create, tags] = [get('endpoint'), get('create'), get('tags')]
  if (endpoint !== undefined) requireEndpoint(endpoint)
  return {
    ...(endpoint === undefined ? {} : { endpoint: endpoint.replace(/\/+$/, '') }),
    create: create === undefined ? false : parseBoolean(create),
    ...parseTier(get('tier')),
    ...parseEncryptionScope(get('encryptionScope')),
    // "Manage and find Azure Blob data with blob index tags".
    ...(tags === undefined ? {} : { tags: parseTags(tags, /^[A-Za-z0-9 +\-./:=_]*$/) }),
  }
}

function requireEndpoint(endpoint: string): void {
  if (isServiceUrl(endpoint) && !endpoint.includes('?')) return
  throw new InputProblem(
    'the endpoint of an az:// destination is not the http:// or https:// URL of a blob service, or has credentials in it.',
  )
}

const TIERS = ['Hot', 'Cool', 'Cold'] as const

function parseTier(text: string | undefined) {
  if (text === undefined) return {}
  if (text.toLowerCase() === 'archive') {
    throw new InputProblem(
      'an archive in the tier Archive cannot be read, neither to verify it nor to restore it, before hours of rehydration. Use Cold, or have a lifecycle rule of the account move old backups to Archive.',
    )
  }
  return { tier: parseChoice(text, TIERS) }
}

function parseEncryptionScope(text: string | undefined) {
  if (text === undefined) return {}
  if (/^[A-Za-z0-9-]{3,63}$/.test(text)) return { encryptionScope: text }
  throw new InputProblem(`"${text}" is not the name of an encryption scope.`)
}
