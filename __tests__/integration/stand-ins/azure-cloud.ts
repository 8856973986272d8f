import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Certificates } from '../../../scripts/rig/certificates.ts'

const TENANT = '11111111-1111-1111-1111-111111111111'
const CLIENT = '22222222-2222-2222-2222-222222222222'

/** A storage account as Azure Resource Manager knows it. */
export interface KnownAccount {
  readonly name: string
  readonly subscription: string
  readonly location: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** An answer of the management API instead of its own. */
export interface ManagementFault {
  readonly when: (path: string) => boolean
  readonly status: number
  times: number
}

/**
 * What there is of Azure besides its blobs, as its documentation has it: GitHub's tokens for
 * workflows, Entra ID that changes them for its own, the managed identity of a machine, and Azure
 * Resource Manager. All on one address of this machine, over TLS.
 */
export class AzureCloud implements AsyncDisposable {
  readonly endpoint: string
  /** Tokens of GitHub's that were changed for one of Entra ID's, in order. */
  readonly assertions: string[] = []
  /** Requests to the management API, in order. */
  readonly managed: string[] = []
  accounts: readonly KnownAccount[] = []
  subscriptions: readonly string[] = []
  faults: ManagementFault[] = []
  /** Whether Entra ID knows the workflow. */
  trusts = true
  /** How long its tokens are good for. */
  lifetimeSeconds = 3600
  readonly #server: Server
  #issued = 0

  constructor(server: Server) {
    this.#server = server
    this.endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', async (request, response) => {
      const { status, body } = await this.#answer(request)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  }

  static async start({ serverCert, serverKey }: Certificates): Promise<AzureCloud> {
    const [cert, key] = await Promise.all([readFile(serverCert), readFile(serverKey)])
    const server = createServer({ cert, key })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new AzureCloud(server)
  }

  /** The variables of a workflow with `id-token: write` and an identity to take on. */
  get env(): Record<string, string> {
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.endpoint}/github?job=1`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      AZURE_TENANT_ID: TENANT,
      AZURE_CLIENT_ID: CLIENT,
      AZURE_AUTHORITY_HOST: this.endpoint,
      AZURE_RESOURCE_MANAGER_URL: this.endpoint,
    }
  }

  /** The variables of an App Service with a managed identity ("REST endpoint reference"). */
  get managedEnv(): Record<string, string> {
    return { IDENTITY_ENDPOINT: `${this.endpoint}/msi/token`, IDENTITY_HEADER: 'identity-header' }
  }

  /** A token of Entra ID's for one of Azure's services. */
  tokenFor(audience: string): string {
    const now = Math.floor(Date.now() / 1000)
    return jwt({
      aud: audience,
      iss: `https://sts.windows.net/${TENANT}/`,
      tid: TENANT,
      oid: CLIENT,
      iat: now - 60,
      nbf: now - 60,
      exp: now + this.lifetimeSeconds,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', this.endpoint)
    const bearer = request.headers.authorization?.replace(/^bearer /i, '') ?? ''
    if (url.pathname === '/github') return this.#githubToken(url, bearer)
    if (url.pathname.endsWith('/.well-known/openid-configuration')) return ok(this.#metadata())
    if (url.pathname === '/msi/token') {
      return this.#managedToken(url, request.headers['x-identity-header'])
    }
    if (url.pathname === `/${TENANT}/oauth2/v2.0/token`) return this.#token(await text(request))
    return this.#manage(url, bearer)
  }

  /** GitHub's own, for one audience, and another one each time. */
  #githubToken(url: URL, bearer: string): Reply {
    if (bearer !== 'request-token') return { status: 401, body: {} }
    const audience = url.searchParams.get('audience')
    return ok({ value: jwt({ aud: audience, jti: ++this.#issued }) })
  }

  #metadata() {
    const base = `${this.endpoint}/${TENANT}`
    return {
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }
  }

  #token(body: string): Reply {
    const form = new URLSearchParams(body)
    const assertion = form.get('client_assertion') ?? ''
    const scope = form.get('scope')?.split(' ')[0] ?? ''
    // A token of GitHub's is good for minutes only; here for one use.
    const isUsed = this.assertions.includes(assertion)
    const isRight = claims(assertion).aud === 'api://AzureADTokenExchange'
    if (!this.trusts || !isRight || isUsed || form.get('client_id') !== CLIENT) {
      const words = 'AADSTS700213: No matching federated identity record found.'
      const error = { error: 'invalid_client', error_description: `${words} Trace ID: 0` }
      return { status: 401, body: error }
    }
    this.assertions.push(assertion)
    const token = this.tokenFor(scope.replace(/\/\.default$/, ''))
    const expires = { expires_in: this.lifetimeSeconds, ext_expires_in: this.lifetimeSeconds }
    return ok({ token_type: 'Bearer', ...expires, access_token: token })
  }

  #managedToken(url: URL, header: unknown): Reply {
    if (header !== 'identity-header') return { status: 403, body: {} }
    const resource = url.searchParams.get('resource') ?? ''
    const expires = String(Math.floor(Date.now() / 1000) + this.lifetimeSeconds)
    const token = this.tokenFor(resource.replace(/\/$/, ''))
    return ok({ access_token: token, expires_on: expires, resource, token_type: 'Bearer' })
  }

  #manage(url: URL, bearer: string): Reply {
    this.managed.push(url.pathname)
    if (claims(bearer).aud !== 'https://management.azure.com') return { status: 401, body: {} }
    const fault = this.faults.find(({ when, times }) => times > 0 && when(url.pathname))
    if (fault !== undefined) {
      fault.times--
      return { status: fault.status, body: {} }
    }
    if (url.pathname === '/subscriptions') return this.#listSubscriptions(url)
    const [, subscription, rest] = /^\/subscriptions\/([^/]+)\/(.+)$/.exec(url.pathname) ?? []
    const here = this.accounts.filter((account) => account.subscription === subscription)
    if (rest === 'resources') {
      const wanted = /name eq '([^']+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1]
      const found = here.filter(({ name }) => name === wanted)
      return ok({ value: found.map((account) => ({ id: idOf(account), name: account.name })) })
    }
    const account = here.find((one) => idOf(one) === url.pathname)
    return account === undefined ? { status: 404, body: {} } : ok(account)
  }

  /** One on each page. */
  #listSubscriptions(url: URL): Reply {
    const at = Number(url.searchParams.get('$skiptoken') ?? 0)
    const value = this.subscriptions.slice(at, at + 1).map((id) => ({ subscriptionId: id }))
    const next = `${this.endpoint}/subscriptions?api-version=2022-12-01&$skiptoken=${at + 1}`
    return ok({ value, ...(at + 1 < this.subscriptions.length ? { nextLink: next } : {}) })
  }
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

const ok = (body: unknown): Reply => ({ status: 200, body })

function idOf({ subscription, name }: KnownAccount): string {
  return `/subscriptions/${subscription}/resourceGroups/backups/providers/Microsoft.Storage/storageAccounts/${name}`
}

/** With a signature that nobody here looks at. */
function jwt(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}.${Buffer.from('x').toString('base64url')}`
}

function claims(token: string): { readonly aud?: string } {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  } catch {
    return {}
  }
}
