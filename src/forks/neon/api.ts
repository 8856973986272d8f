import type { ForkContext } from '../fork.ts'
import { at, list, textAt } from '../json.ts'
import { allPages } from '../pages.ts'
import { ApiFailure, ProviderApi } from '../provider-http.ts'
import { serviceAddress } from '../service-address.ts'
import {
  type Branch,
  type Database,
  type Endpoint,
  type MadeBranch,
  type Operation,
  readBranch,
  readDatabase,
  readEndpoint,
  readMadeBranch,
  readOperation,
} from './shapes.ts'

const HOSTS = ['neon.tech']
const USUAL = 'https://console.neon.tech/api/v2'

/** "Always safe to retry", says the API's description: nothing was done. */
export const LOCKED = 423
const UNAVAILABLE = 503

/** The few calls of Neon's API that forks need, within one project. They throw an ApiFailure. */
export class NeonApi {
  readonly #http: ProviderApi
  readonly #project: string

  /** @throws UserError `E_INPUT` for an address to which the key must not go */
  constructor(apiKey: string, project: string, { environment, clock, log }: ForkContext) {
    const { NEON_API_URL } = environment
    this.#project = `/projects/${encodeURIComponent(project)}`
    this.#http = new ProviderApi({
      provider: 'Neon',
      baseUrl: serviceAddress('NEON_API_URL', NEON_API_URL, USUAL, HOSTS),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        'user-agent': 'pg-backup-action',
      },
      clock,
      tell: (line) => log.info(line),
      harmlessStatuses: [LOCKED, UNAVAILABLE],
    })
  }

  now(): Date {
    return this.#http.now()
  }

  /** `aws-eu-central-1`; empty: not told. */
  async region(signal: AbortSignal): Promise<string> {
    return textAt(await this.#get('', signal), 'project', 'region_id')
  }

  /** @param search part of a name or an id; empty: all branches */
  async branches(search: string, signal: AbortSignal): Promise<Branch[]> {
    const query = new URLSearchParams({ limit: '1000', ...(search === '' ? {} : { search }) })
    return await allPages('Neon', async (cursor) => {
      if (cursor !== undefined) query.set('cursor', cursor)
      const page = await this.#get(`/branches?${query}`, signal)
      const items = list(at(page, 'branches')).map(readBranch)
      // There is a cursor on the last page, too.
      return { items, next: items.length === 0 ? undefined : textAt(page, 'pagination', 'next') }
    })
  }

  async branchNamed(name: string, signal: AbortSignal): Promise<Branch | undefined> {
    return (await this.branches(name, signal)).find((branch) => branch.name === name)
  }

  /** Undefined: there is none of that id. */
  async branch(id: string, signal: AbortSignal): Promise<Branch | undefined> {
    try {
      return readBranch(at(await this.#get(branchPath(id), signal), 'branch'))
    } catch (error) {
      if (error instanceof ApiFailure && error.status === 404) return undefined
      throw error
    }
  }

  async createBranch(body: object, signal: AbortSignal): Promise<MadeBranch> {
    const call = { method: 'POST', path: `${this.#project}/branches`, body } as const
    return readMadeBranch((await this.#http.send(call, signal)).body)
  }

  /** @param isHard without the seven days in which it could be recovered */
  async deleteBranch(id: string, isHard: boolean, signal: AbortSignal): Promise<void> {
    const query = isHard ? '?hard_delete=true' : ''
    const path = `${this.#project}${branchPath(id)}${query}`
    await this.#http.send({ method: 'DELETE', path }, signal)
  }

  async operation(id: string, signal: AbortSignal): Promise<Operation> {
    const answer = await this.#get(`/operations/${encodeURIComponent(id)}`, signal)
    return readOperation(at(answer, 'operation'))
  }

  /** Newest first, of which those of a new branch are in the first page. */
  async operationsOf(branchId: string, signal: AbortSignal): Promise<Operation[]> {
    const answer = await this.#get('/operations?limit=1000', signal)
    const operations = list(at(answer, 'operations')).map(readOperation)
    return operations.filter((operation) => operation.branchId === branchId)
  }

  async endpoints(signal: AbortSignal): Promise<Endpoint[]> {
    return list(at(await this.#get('/endpoints', signal), 'endpoints')).map(readEndpoint)
  }

  async databases(branchId: string, signal: AbortSignal): Promise<Database[]> {
    const answer = await this.#get(`${branchPath(branchId)}/databases`, signal)
    return list(at(answer, 'databases')).map(readDatabase)
  }

  /** A URL with the password, of the endpoint itself and not of its pooler. */
  async connectionUri(
    branchId: string,
    { name, owner }: Database,
    signal: AbortSignal,
  ): Promise<string> {
    const query = new URLSearchParams({
      branch_id: branchId,
      database_name: name,
      role_name: owner,
      pooled: 'false',
    })
    return textAt(await this.#get(`/connection_uri?${query}`, signal), 'uri')
  }

  async #get(path: string, signal: AbortSignal): Promise<unknown> {
    const call = { method: 'GET', path: `${this.#project}${path}` } as const
    return (await this.#http.send(call, signal)).body
  }
}

function branchPath(id: string): string {
  return `/branches/${encodeURIComponent(id)}`
}
