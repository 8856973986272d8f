import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What an account may do: IAM's names without `storage.` */
export type Permission =
  | 'buckets.get'
  | 'buckets.create'
  | 'objects.create'
  | 'objects.get'
  | 'objects.list'
  | 'objects.delete'

/**
 * Accounts, their rights, and the service that gives access tokens for what proves who somebody
 * is, as workload identity federation has it.
 */
export class GcsAccounts {
  /** What a subject's token stands for. */
  readonly #subjects = new Map<string, readonly Permission[]>()
  readonly #tokens = new Map<string, readonly Permission[]>()

  /** @returns a subject's token that proves that somebody is a new account with these rights */
  add(may: readonly Permission[]): string {
    const subject = randomBytes(24).toString('hex')
    this.#subjects.set(subject, may)
    return subject
  }

  /** All subjects' tokens, and what was given for them. */
  get secrets(): string[] {
    return [...this.#subjects.keys(), ...this.#tokens.keys()]
  }

  /** No token that was given so far is accepted any more. */
  expireTokens(): void {
    this.#tokens.clear()
  }

  /** Undefined: the request has no token that is accepted. */
  permissionsOf(incoming: IncomingMessage): readonly Permission[] | undefined {
    const [, token = ''] = /^Bearer (\S+)$/.exec(incoming.headers.authorization ?? '') ?? []
    return this.#tokens.get(token)
  }

  /** RFC 8693, as Google's Security Token Service speaks it. */
  async giveToken(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const form = new URLSearchParams(Buffer.concat(await incoming.toArray()).toString())
    const may = this.#subjects.get(form.get('subject_token') ?? '')
    if (may === undefined) {
      const body = { error: 'invalid_grant', error_description: 'The token is not accepted.' }
      return sendJson(outgoing, 400, body)
    }
    const token = randomBytes(16).toString('hex')
    this.#tokens.set(token, may)
    sendJson(outgoing, 200, {
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      access_token: token,
      token_type: 'Bearer',
      expires_in: 3600,
    })
  }
}

/** Cloud Storage, "IAM permissions for JSON methods". */
export function neededPermission(method: string, url: URL): Permission {
  if (url.pathname.startsWith('/upload/')) return 'objects.create'
  if (url.pathname === '/storage/v1/b') return 'buckets.create'
  if (url.pathname.endsWith('/storageLayout')) return 'objects.list'
  if (/^\/storage\/v1\/b\/[^/]+$/.test(url.pathname)) return 'buckets.get'
  if (url.pathname.endsWith('/o')) return 'objects.list'
  return method === 'DELETE' ? 'objects.delete' : 'objects.get'
}

export function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  send(outgoing, status, JSON.stringify(body))
}

export function send(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
