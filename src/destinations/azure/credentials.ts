import { UserError } from '../../errors.ts'
import type { Environment } from '../../host/host.ts'

/** How requests to one account are authorized. */
export type AzureCredentials =
  | { readonly kind: 'key'; readonly key: string; readonly endpoint?: string | undefined }
  | { readonly kind: 'sas'; readonly sas: string; readonly endpoint?: string | undefined }
  /** By the default chain of @azure/identity. */
  | { readonly kind: 'identity' }

const CONNECTION_STRING = 'AZURE_STORAGE_CONNECTION_STRING'
const KEY = 'AZURE_STORAGE_KEY'
const SAS = 'AZURE_STORAGE_SAS_TOKEN'

/**
 * The credentials for an account that the environment has, by the variables of the Azure command
 * line ("Azure CLI: az storage", global parameters): connection string, account key, shared access
 * signature, and where there is none of them an identity.
 *
 * @throws UserError `E_CREDENTIALS`; the values are never in it
 */
export function credentialsFor(account: string, environment: Environment): AzureCredentials {
  const { [CONNECTION_STRING]: connection, [KEY]: key, [SAS]: sas } = environment
  if (connection) return fromConnectionString(account, connection)
  if (key) return { kind: 'key', key: requireKey(key.trim(), KEY) }
  if (sas) return { kind: 'sas', sas: requireSas(sas.trim(), SAS) }
  return { kind: 'identity' }
}

/** "Configure Azure Storage connection strings": pairs of name=value with semicolons in between. */
function fromConnectionString(account: string, text: string): AzureCredentials {
  const parts = new Map(
    text.split(';').map((part) => {
      const equals = part.indexOf('=')
      return [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()]
    }),
  )
  const owner = parts.get('accountname')
  if (owner !== undefined && owner !== account) {
    const message = `${CONNECTION_STRING} is of the account ${owner}, and the destination is in ${account}.`
    throw new UserError('E_CREDENTIALS', message, 'Name the same account in both.')
  }
  const endpoint = parts.get('blobendpoint') || defaultEndpoint(account, parts)
  const [key, sas] = [parts.get('accountkey'), parts.get('sharedaccesssignature')]
  if (key) return { kind: 'key', key: requireKey(key, CONNECTION_STRING), endpoint }
  if (sas) return { kind: 'sas', sas: requireSas(sas, CONNECTION_STRING), endpoint }
  throw malformed(CONNECTION_STRING, 'has neither AccountKey nor SharedAccessSignature')
}

function defaultEndpoint(account: string, parts: ReadonlyMap<string, string>): string {
  const protocol = parts.get('defaultendpointsprotocol') || 'https'
  return `${protocol}://${account}.blob.${parts.get('endpointsuffix') || 'core.windows.net'}`
}

function requireKey(key: string, variable: string): string {
  if (/^[A-Za-z0-9+/]{4,}={0,2}$/.test(key) && key.length % 4 === 0) return key
  throw malformed(variable, 'does not hold the base64 text of an account key')
}

function requireSas(sas: string, variable: string): string {
  const token = sas.replace(/^\?/, '')
  if (new URLSearchParams(token).has('sig')) return token
  throw malformed(variable, 'does not hold a shared access signature (it has no sig=)')
}

function malformed(variable: string, what: string): UserError {
  const next = 'Copy it again from the account’s page “Access keys” or “Shared access signature”.'
  return new UserError('E_CREDENTIALS', `${variable} ${what}.`, next)
}
