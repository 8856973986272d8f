import type { DBInstance } from '@aws-sdk/client-rds'
import { UserError } from '../../errors.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { Clock, Fork, NotedFork } from '../fork.ts'
import type { RdsApi } from './api.ts'
import { inPlainWords } from './errors.ts'
import { SOURCE_TAG } from './restore-request.ts'
import { instanceState } from './status.ts'
import { tagOf } from './tags.ts'

export interface RdsTools {
  readonly api: RdsApi
  readonly clock: Clock
}

const LONGEST_PAUSE_MS = 5000
/** RDS may not know for a moment what it has accepted. */
const MOST_ABSENCES = 12

/** Before the next question, in milliseconds: longer each time, for what has just begun may end soon. */
export function pauseMs(questions: number): number {
  return Math.min(1000 * questions, LONGEST_PAUSE_MS)
}

/** An instance that RDS has accepted to restore. */
export class RdsFork implements Fork {
  readonly provider = 'rds'
  readonly name: string
  readonly place: string
  readonly sourceId: string
  readonly notedAt: string
  readonly #api: RdsApi
  readonly #clock: Clock
  readonly #connection: ConnectionSettings | undefined

  constructor(
    noted: NotedFork,
    tools: RdsTools & { readonly connection: ConnectionSettings | undefined },
  ) {
    this.name = noted.name
    this.place = noted.place
    this.sourceId = noted.sourceId
    this.notedAt = noted.notedAt
    this.#api = tools.api
    this.#clock = tools.clock
    this.#connection = tools.connection
  }

  async ready(tell: (line: string) => void, signal: AbortSignal): Promise<ConnectionSettings> {
    let absences = 0
    for (let questions = 1; ; questions++) {
      const instance = await this.#find(signal)
      if (instance === undefined && ++absences === MOST_ABSENCES) throw this.#fault('is gone')
      const settings = instance && this.#settings(instance)
      if (settings !== undefined) return settings
      tell(`RDS: ${this.name} is ${instance?.DBInstanceStatus ?? 'not there yet'}`)
      await this.#clock.sleep(pauseMs(questions), signal)
    }
  }

  /**
   * RDS keeps no record of where an instance was restored from. Its word is that it has the tag
   * which came with the request for the restore, in which the source was named: a restore has the
   * source's contents, or none of the states that are waited for.
   */
  async proveFork(signal: AbortSignal): Promise<void> {
    const found = await this.#find(signal)
    if (found === undefined) throw this.#fault('is gone')
    const doing = `read the tags of the fork ${this.name}`
    const instance = await inPlainWords(doing, signal, () => this.#api.withTags(found, signal))
    if (tagOf(instance, SOURCE_TAG) === this.sourceId && this.#isOther(instance)) return
    throw this.#fault('does not bear the mark of a restore of the source')
  }

  #find(signal: AbortSignal): Promise<DBInstance | undefined> {
    const doing = `look up the fork ${this.name}`
    return inPlainWords(doing, signal, () => this.#api.find(this.name, signal))
  }

  #isOther({ DbiResourceId }: DBInstance): boolean {
    return DbiResourceId !== undefined && DbiResourceId !== this.sourceId
  }

  /** The source's user, password, database and TLS, at the fork's address. */
  #settings(instance: DBInstance): ConnectionSettings | undefined {
    const { DBInstanceStatus: status, Endpoint } = instance
    const state = instanceState(status)
    if (state === 'failed') throw this.#fault(`has the status ${status}`)
    if (state === 'waiting' || Endpoint?.Address === undefined) return undefined
    if (this.#connection === undefined)
      throw this.#fault('cannot be reached without the URL of its source')
    const address = { host: Endpoint.Address, port: Endpoint.Port ?? 5432 }
    return { ...this.#connection, hosts: [address] }
  }

  #fault(why: string): UserError {
    return new UserError(
      'E_FORK',
      `The fork ${this.name} ${why}.`,
      `Its events say more: aws rds describe-events --region ${this.place} --source-type db-instance --source-identifier ${this.name}`,
    )
  }
}
