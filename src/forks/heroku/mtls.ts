import { UserError } from '../../errors.ts'
import type { ForkContext } from '../fork.ts'
import { at, list, textAt } from '../json.ts'
import { ApiFailure } from '../provider-http.ts'
import type { HerokuApi } from './api.ts'
import type { ClientIdentity } from './connection.ts'
import { isNotFound } from './errors.ts'
import type { Addon } from './shapes.ts'

const POLL_MS = 10_000

/**
 * Opens a database of a private space for one range of addresses and for us: an endpoint for
 * mutual TLS, a rule that lets the range in, and a client certificate. All three belong to the
 * database, which is the fork, and go with it. Each step looks at what is there first, so that it
 * can be taken up again.
 *
 * Paths and states: Dev Center, "heroku-postgres-via-mtls", and the terraform provider herokux.
 *
 * @param cidr the addresses that this machine comes from: `203.0.113.7/32`
 * @throws UserError `E_FORK` where Heroku ends in another state
 */
export async function openMutualTls(
  api: HerokuApi,
  { name }: Pick<Addon, 'name'>,
  cidr: string,
  { clock, addSecret }: Pick<ForkContext, 'clock' | 'addSecret'>,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<ClientIdentity> {
  const mutualTls = new MutualTls(api, name, signal)
  const until = async (what: string, wanted: string, ask: () => Promise<unknown>) => {
    for (;;) {
      const answer = await unlessBroken(ask)
      const status = textAt(answer, 'status')
      if (status.toLowerCase() === wanted) return answer
      refuseEnd(what, status)
      tell(`${what}: ${status.toLowerCase() || 'not there yet'}`)
      await clock.sleep(POLL_MS, signal)
    }
  }
  const endpoint = await until('Endpoint for mutual TLS', 'operational', () =>
    mutualTls.getOrMake('', {}),
  )
  await until(`Rule for ${cidr}`, 'authorized', () => mutualTls.rule(cidr))
  const certificate = await until('Client certificate', 'ready', () => mutualTls.certificate())
  const identity = {
    rootCertificate: textAt(endpoint, 'certificate_authority_chain'),
    clientCertificate: textAt(certificate, 'certificate_with_chain'),
    clientKey: textAt(certificate, 'private_key'),
  }
  addSecret(identity.clientKey)
  return identity
}

/** While an endpoint is made, questions about it are now and then answered by a server's error. */
async function unlessBroken(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ApiFailure && (error.status ?? 0) >= 500) return { status: 'unknown' }
    throw error
  }
}

function refuseEnd(what: string, status: string): void {
  if (!/^(deprovision|disabl|fail|revok)/i.test(status)) return
  throw new UserError(
    'E_FORK',
    `${what}: Heroku says ${status}.`,
    'See https://status.heroku.com, and run again.',
  )
}

/** The endpoint of one database, its rules and its certificates. */
class MutualTls {
  readonly #api: HerokuApi
  readonly #path: string
  readonly #signal: AbortSignal
  #certificateId: string | undefined

  constructor(api: HerokuApi, database: string, signal: AbortSignal) {
    this.#api = api
    this.#path = `/postgres/v0/databases/${encodeURIComponent(database)}/tls-endpoint`
    this.#signal = signal
  }

  async getOrMake(path: string, body: object): Promise<unknown> {
    try {
      return await this.#get(path)
    } catch (error) {
      if (!isNotFound(error)) throw error
      return this.#post(path, body)
    }
  }

  async rule(cidr: string): Promise<unknown> {
    const rules = list(await this.#get('/ip-rules'))
    const ours = rules.find((rule) => textAt(rule, 'cidr') === cidr)
    return ours ?? this.#post('/ip-rules', { cidr, description: 'pg-backup-action' })
  }

  /** The list hides the key, so the one that was made here is asked for by its id. */
  async certificate(): Promise<unknown> {
    if (this.#certificateId === undefined) {
      const made = await this.#post('/certificates', {})
      this.#certificateId = String(at(made, 'id') ?? '')
    }
    return this.#get(`/certificates/${encodeURIComponent(this.#certificateId)}`)
  }

  async #get(path: string): Promise<unknown> {
    const headers = this.#api.basic
    const call = { method: 'GET', path: `${this.#path}${path}`, headers } as const
    return (await this.#api.data.send(call, this.#signal)).body
  }

  async #post(path: string, body: object): Promise<unknown> {
    const headers = this.#api.basic
    const call = { method: 'POST', path: `${this.#path}${path}`, headers, body } as const
    return (await this.#api.data.send(call, this.#signal)).body
  }
}
