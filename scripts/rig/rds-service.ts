import type { PostgresServer } from './postgres-server.ts'
import { RdsInstances, RdsRefusal } from './rds-instances.ts'
import { answerXml, errorXml } from './rds-xml.ts'
import { type Call, type Fault, type Reply, ScriptedHttp } from './scripted-http.ts'

export interface RdsOptions {
  /** What is really forked; without it a fork has an address where nothing listens. */
  readonly source?: PostgresServer
  /** The source as RDS knows it, where it differs from the usual (rds-instances.ts). */
  readonly instance?: Readonly<Record<string, unknown>>
  /** The key that requests are signed with, where it is another service's as well. */
  readonly accessKeyId?: string
}

/**
 * Starts a stand-in for the query API of Amazon RDS on 127.0.0.1: form in, XML out, as the SDK
 * speaks it. It has one instance, `shop`. A point-in-time restore really forks its PostgreSQL, and
 * a deletion stops the fork. It does not check signatures, only that there is one.
 */
export async function startRds(options: RdsOptions = {}): Promise<RdsService> {
  const service = new RdsService(options)
  await service.listen('rds')
  return service
}

/** The running stand-in; its kinds of requests are the API's actions. `await using` stops it. */
export class RdsService extends ScriptedHttp {
  readonly region = 'eu-central-1'
  readonly secretAccessKey = 'rig-rds-secret-access-key'
  readonly instances: RdsInstances
  readonly #accessKeyId: string

  constructor(options: RdsOptions) {
    super()
    this.#accessKeyId = options.accessKeyId ?? 'RIGRDSKEY'
    this.instances = new RdsInstances(options.source, options.instance)
  }

  /** The variables that lead the AWS SDK here, and to nothing of the machine's. */
  get env(): Record<string, string> {
    return {
      AWS_ACCESS_KEY_ID: this.#accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.secretAccessKey,
      AWS_REGION: this.region,
      AWS_ENDPOINT_URL_RDS: this.urlOf('rds'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    }
  }

  /** Answers an action with an error, `code` as on the wire: `DBInstanceNotFound`. */
  refuse(action: string, status: number, code: string, more: Partial<Fault> = {}): void {
    const body = errorXml(code, `RDS says ${code}.`)
    this.fail({ on: action, status, body, ...more })
  }

  /** What was sent with each request of an action. */
  formsOf(action: string): Record<string, string>[] {
    return this.callsTo(action).map(({ body }) => formOf(body))
  }

  override async stop(): Promise<void> {
    await super.stop()
    await this.instances.stop()
  }

  protected override kindOf({ body }: Call): string {
    return formOf(body)['Action'] ?? ''
  }

  protected async answer({ headers, body }: Call): Promise<Reply> {
    const { Action: action = '', ...form } = formOf(body)
    const type = { 'content-type': 'text/xml' }
    try {
      const scope = `Credential=${this.#accessKeyId}/\\d{8}/${this.region}/rds/aws4_request, `
      if (!new RegExp(`^AWS4-HMAC-SHA256 ${scope}`).test(headers.authorization ?? '')) {
        throw new RdsRefusal(403, 'SignatureDoesNotMatch')
      }
      const result = await this.instances.call(action, form)
      return { status: 200, headers: type, body: answerXml(action, result) }
    } catch (error) {
      if (!(error instanceof RdsRefusal)) throw error
      const { status, code, message } = error
      return { status, headers: type, body: errorXml(code, message) }
    }
  }
}

function formOf(body: unknown): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(String(body)))
}
