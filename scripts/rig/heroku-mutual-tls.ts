import { readFileSync } from 'node:fs'
import type { Certificates } from './certificates.ts'
import type { Call, Reply } from './scripted-http.ts'

/** The endpoints for mutual TLS of databases in private spaces; each look moves one on. */
export class HerokuMutualTls {
  /** What the endpoints hand out; undefined: databases are not in a private space. */
  certificates: Certificates | undefined
  /** GETs that still say that something is in the making. */
  steps = 1
  /** A status that endpoints end in. */
  ends = 'Operational'
  readonly endpoints = new Map<string, Endpoint>()

  answer({ method, path, body }: Call): Reply {
    const [, database = '', rest = ''] =
      /^\/postgres\/v0\/databases\/([^/]+)\/tls-endpoint(.*)$/.exec(path) ?? []
    if (this.certificates === undefined) {
      return { status: 422, body: { id: 'unprocessable_entity', message: 'Not a private plan.' } }
    }
    if (rest === '' && method === 'POST') {
      this.endpoints.set(database, { looks: 0, rules: [], certificates: 0 })
      return { status: 201, body: { status: 'Provisioning' } }
    }
    const endpoint = this.endpoints.get(database)
    if (endpoint === undefined) return { status: 404, body: { id: 'not_found', message: 'None.' } }
    if (rest === '') return { status: 200, body: this.#endpoint(endpoint) }
    if (rest === '/ip-rules') return this.#rules(endpoint, method, body)
    return this.#certificate(endpoint, method)
  }

  #endpoint(endpoint: Endpoint): object {
    const isReady = endpoint.looks++ >= this.steps
    return {
      status: isReady ? this.ends : 'Provisioning',
      certificate_authority_chain: isReady ? this.#pem('ca') : null,
    }
  }

  #rules(endpoint: Endpoint, method: string, body: unknown): Reply {
    if (method === 'POST') {
      const { cidr = '' } = body as { cidr?: string }
      endpoint.rules.push({ id: `r${endpoint.rules.length}`, cidr, status: 'Authorizing' })
      return { status: 201, body: endpoint.rules.at(-1) }
    }
    const shown = endpoint.rules.map((rule) => ({ ...rule }))
    for (const rule of endpoint.rules) rule.status = 'Authorized'
    return { status: 200, body: shown }
  }

  #certificate(endpoint: Endpoint, method: string): Reply {
    if (method === 'POST') {
      endpoint.certificates++
      return { status: 201, body: { id: 'c1', status: 'pending' } }
    }
    const body = {
      id: 'c1',
      status: 'ready',
      private_key: this.#pem('clientKey'),
      certificate_with_chain: this.#pem('clientCert'),
    }
    return { status: 200, body }
  }

  #pem(name: 'ca' | 'clientCert' | 'clientKey'): string {
    return readFileSync(this.certificates?.[name] ?? '', 'utf8')
  }
}

interface Endpoint {
  looks: number
  certificates: number
  readonly rules: { readonly id: string; readonly cidr: string; status: string }[]
}
