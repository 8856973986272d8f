import type { TokenCredential } from '@azure/identity'
import { UserError } from '../../errors.ts'
import type { Environment } from '../../host/host.ts'
import { withRetries } from '../objects/retry.ts'
import type { ObjectTuning } from '../objects/tuning.ts'
import { isConfidential } from './address.ts'

/** What Azure Resource Manager says of a storage account. */
export interface StorageAccount {
  readonly region: string
  /** Where a geo-redundant account keeps its second copy. */
  readonly secondRegion: string | undefined
  /** The address of its blob service. */
  readonly blobAddress: string | undefined
}

/** Where the management API of a cloud is, by where its logins are. */
const CLOUDS: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'https://management.usgovcloudapi.net',
  'login.chinacloudapi.cn': 'https://management.chinacloudapi.cn',
  'login.partner.microsoftonline.cn': 'https://management.chinacloudapi.cn',
}

/** The management API, with what it takes to be asked. */
export class ResourceManager {
  readonly #identity: TokenCredential
  readonly #environment: Environment
  readonly #tuning: ObjectTuning
  readonly #signal: AbortSignal

  constructor(
    identity: TokenCredential,
    environment: Environment,
    tuning: ObjectTuning,
    signal: AbortSignal,
  ) {
    this.#identity = identity
    this.#environment = environment
    this.#tuning = tuning
    this.#signal = signal
  }

  /**
   * Looks for a storage account in the subscription of AZURE_SUBSCRIPTION_ID, else in all that the
   * identity can see. It sees those in which it has a role ("Azure built-in roles", Reader).
   *
   * @returns undefined: it sees no account of that name
   * @throws Error with a sentence that says what failed
   */
  async findAccount(name: string): Promise<StorageAccount | undefined> {
    const given = this.#environment['AZURE_SUBSCRIPTION_ID']
    const subscriptions = given ? [{ subscriptionId: given }] : this.#subscriptions()
    for await (const { subscriptionId } of subscriptions) {
      for await (const { id } of this.#accounts(subscriptionId, name)) {
        if (id !== undefined) return accountOf(await this.#get<Account>(`${id}?${STORAGE}`))
      }
    }
    return undefined
  }

  #subscriptions() {
    return this.#list<{ subscriptionId: string }>('/subscriptions?api-version=2022-12-01')
  }

  /** By the list of resources, which leaves out what the identity may not see. */
  #accounts(subscription: string, name: string) {
    const filter = `resourceType eq 'Microsoft.Storage/storageAccounts' and name eq '${name}'`
    const query = new URLSearchParams({ $filter: filter, 'api-version': '2021-04-01' })
    const path = `/subscriptions/${encodeURIComponent(subscription)}/resources?${query}`
    return this.#list<{ id?: string }>(path)
  }

  async *#list<T>(path: string): AsyncGenerator<T> {
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: Page<T> = await this.#get<Page<T>>(next)
      yield* page.value ?? []
      next = page.nextLink || undefined
    }
  }

  async #get<T>(path: string): Promise<T> {
    const base = managementBase(this.#environment)
    const url = new URL(path, base)
    // A list says itself where its next page is, and the token goes there.
    if (url.origin !== base.origin) throw new Error(`${base.host} leads elsewhere.`)
    const attempt = () => this.#send(url)
    const answer = await withRetries(this.#tuning, this.#signal, attempt, (error) =>
      error instanceof Busy || error instanceof TypeError ? 'later' : 'give up',
    )
    return (await answer.json()) as T
  }

  async #send(url: URL): Promise<Response> {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(this.#tuning.idleTimeoutMs)])
    const scope = `${cloudOf(this.#environment)}/.default`
    const token = await this.#identity.getToken(scope, { abortSignal: signal })
    const headers = { authorization: `Bearer ${token?.token}` }
    const answer = await fetch(url, { headers, signal, redirect: 'error' })
    if (answer.ok) return answer
    await answer.body?.cancel()
    const message = `${url.host} answered with HTTP status ${answer.status}.`
    throw [429, 500, 502, 503, 504].includes(answer.status) ? new Busy(message) : new Error(message)
  }
}

class Busy extends Error {}

interface Page<T> {
  readonly value?: readonly T[]
  readonly nextLink?: string
}

const STORAGE = 'api-version=2023-05-01'

/** Storage Resource Provider REST API, "Storage Accounts - Get Properties". */
interface Account {
  readonly location?: string
  readonly properties?: {
    readonly primaryLocation?: string
    readonly secondaryLocation?: string
    readonly primaryEndpoints?: { readonly blob?: string }
  }
}

/** After a failover the primary location is another one than where the account was made. */
function accountOf({ location, properties = {} }: Account): StorageAccount {
  const region = properties.primaryLocation ?? location
  if (region === undefined) throw new Error('It does not tell where the account is.')
  const { secondaryLocation: secondRegion, primaryEndpoints } = properties
  return { region, secondRegion, blobAddress: primaryEndpoints?.blob }
}

/** What tokens are asked for; also where AZURE_RESOURCE_MANAGER_URL leads another way there. */
function cloudOf(environment: Environment): string {
  const authority = environment['AZURE_AUTHORITY_HOST'] ?? ''
  const host = URL.canParse(authority) ? new URL(authority).hostname : ''
  return CLOUDS[host] ?? 'https://management.azure.com'
}

function managementBase(environment: Environment): URL {
  const given = environment['AZURE_RESOURCE_MANAGER_URL']
  const base = given || cloudOf(environment)
  if (URL.canParse(base) && isConfidential(base)) return new URL(base)
  const message = 'AZURE_RESOURCE_MANAGER_URL is not an https:// address.'
  throw new UserError('E_INPUT', message, 'The token of the identity goes there.')
}
