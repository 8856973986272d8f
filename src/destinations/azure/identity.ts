import type { TokenCredential } from '@azure/identity'
import type { Environment } from '../../host/host.ts'

/** What Entra ID expects of a token of GitHub's (as the action azure/login asks for it). */
const GITHUB_AUDIENCE = 'api://AzureADTokenExchange'

const TIMEOUT_MS = 20_000

/** The hosts that MSAL knows to be Microsoft's; of another it would ask Microsoft's first. */
const MICROSOFT_HOSTS = [
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
]

/**
 * The identity this process has. In a workflow with `id-token: write` that knows whose identity to
 * take on, each token comes of a fresh one of GitHub's, however long the backup takes: what
 * azure/login leaves to the Azure command line cannot be renewed once GitHub's token has expired,
 * five minutes later (AADSTS700024, Azure/login issues 180 and 372). Anywhere else it is the
 * default chain: variables, workload identity, managed identity, the Azure command line.
 */
export async function findIdentity(environment: Environment): Promise<TokenCredential> {
  const identity = await import('@azure/identity')
  const options = { disableInstanceDiscovery: !isMicrosofts(environment['AZURE_AUTHORITY_HOST']) }
  const { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client } = environment
  if (tenant && client && isByGithub(environment)) {
    const assertion = () => githubToken(environment)
    return new identity.ClientAssertionCredential(tenant, client, assertion, options)
  }
  return new identity.DefaultAzureCredential(options)
}

function isByGithub(environment: Environment): boolean {
  const others = ['CLIENT_SECRET', 'CLIENT_CERTIFICATE_PATH', 'FEDERATED_TOKEN_FILE']
  if (others.some((name) => environment[`AZURE_${name}`])) return false
  return ['URL', 'TOKEN'].every((name) => environment[`ACTIONS_ID_TOKEN_REQUEST_${name}`])
}

/**
 * A token that says which workflow this is ("OpenID Connect reference", requesting the JWT). Not by
 * GitHub's toolkit, which prints it, for the runner to mask.
 */
async function githubToken(environment: Environment): Promise<string> {
  const url = new URL(environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '')
  url.searchParams.set('audience', GITHUB_AUDIENCE)
  const authorization = `Bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}`
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await fetch(url, { headers: { authorization }, redirect: 'error', signal })
  const { value } = answer.ok ? ((await answer.json()) as { value?: unknown }) : {}
  if (typeof value === 'string') return value
  throw new Error(`GitHub gave no token of the workflow (HTTP status ${answer.status}).`)
}

function isMicrosofts(authority: string | undefined): boolean {
  if (!authority || !URL.canParse(authority)) return true
  return MICROSOFT_HOSTS.includes(new URL(authority).hostname)
}
