import {
  type DBInstance,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ListTagsForResourceCommand,
  RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
  type RestoreDBInstanceToPointInTimeMessage,
} from '@aws-sdk/client-rds'
import { UserError } from '../../errors.ts'
import type { ForkContext } from '../fork.ts'
import { allPages } from '../pages.ts'
import { errorDetail, errorName, isTransient } from './errors.ts'

const ATTEMPTS = 5
const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 60_000

type Send<T> = (options: { abortSignal: AbortSignal }) => Promise<T>

/**
 * The few calls of the RDS API that forks need, with AWS's own credential chain and its
 * `AWS_ENDPOINT_URL_RDS`. The SDK's retries are off and its waiters are not used: they know no
 * clock but their own, and a waiter takes AccessDenied for a reason to wait on.
 */
export class RdsApi {
  readonly #client: RDSClient
  readonly #context: Pick<ForkContext, 'clock' | 'log'>

  /** @param region undefined: AWS_REGION, or the profile's */
  constructor(region: string | undefined, context: Pick<ForkContext, 'clock' | 'log'>) {
    this.#context = context
    this.#client = new RDSClient({
      ...(region === undefined ? {} : { region }),
      maxAttempts: 1,
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: IDLE_TIMEOUT_MS },
    })
  }

  /** By the clock of AWS: the SDK notices when this machine's is off by minutes. */
  now(): Date {
    const { systemClockOffset } = this.#client.config
    return new Date(this.#context.clock.now().getTime() + systemClockOffset)
  }

  /** @throws UserError `E_INPUT` */
  async region(): Promise<string> {
    try {
      return await this.#client.config.region()
    } catch (error) {
      throw new UserError(
        'E_INPUT',
        'The AWS region of the RDS instance is not known.',
        'Set `rds-region`, or AWS_REGION.',
        { cause: error },
      )
    }
  }

  /** An instance by its identifier or ARN; undefined: there is none. */
  async find(instance: string, signal: AbortSignal): Promise<DBInstance | undefined> {
    const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance })
    try {
      const { DBInstances } = await this.#repeat((o) => this.#client.send(command, o), signal)
      return DBInstances?.[0]
    } catch (error) {
      if (errorName(error) === 'DBInstanceNotFoundFault') return undefined
      throw error
    }
  }

  /** All instances of the account in the region, page after page. */
  async list(signal: AbortSignal): Promise<DBInstance[]> {
    return await allPages('RDS', async (marker) => {
      const command = new DescribeDBInstancesCommand({ Marker: marker })
      const page = await this.#repeat((o) => this.#client.send(command, o), signal)
      return { items: page.DBInstances ?? [], next: page.Marker }
    })
  }

  /** The same with its tags: not in all regions does RDS tell them with the instance. */
  async withTags(instance: DBInstance, signal: AbortSignal): Promise<DBInstance> {
    const { TagList, DBInstanceArn } = instance
    if (DBInstanceArn === undefined || (TagList !== undefined && TagList.length > 0))
      return instance
    const command = new ListTagsForResourceCommand({ ResourceName: DBInstanceArn })
    const answer = await this.#repeat((o) => this.#client.send(command, o), signal)
    return { ...instance, TagList: answer.TagList }
  }

  /**
   * Asks for a restore, and resolves once it is known that RDS has taken the request, this one or
   * one whose answer was lost: the identifier is ours, and RDS has each of them once.
   */
  async restore(input: RestoreDBInstanceToPointInTimeMessage, signal: AbortSignal): Promise<void> {
    const name = input.TargetDBInstanceIdentifier ?? ''
    const command = new RestoreDBInstanceToPointInTimeCommand(input)
    try {
      await this.#repeat(async (options) => {
        try {
          await this.#client.send(command, options)
        } catch (error) {
          const isTaken = isTransient(error) && (await this.find(name, signal)) !== undefined
          if (!isTaken) throw error
        }
      }, signal)
    } catch (error) {
      if (errorName(error) !== 'DBInstanceAlreadyExistsFault') throw error
    }
  }

  /** Asks for an end without a last snapshot and without automated backups. */
  async delete(name: string, signal: AbortSignal): Promise<void> {
    const command = new DeleteDBInstanceCommand({
      DBInstanceIdentifier: name,
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: true,
    })
    await this.#repeat((options) => this.#client.send(command, options), signal)
  }

  /** What is sent here does no harm when it is sent twice. */
  async #repeat<T>(send: Send<T>, signal: AbortSignal): Promise<T> {
    const { clock, log } = this.#context
    for (let failures = 1; ; failures++) {
      signal.throwIfAborted()
      try {
        return await send({ abortSignal: signal })
      } catch (error) {
        signal.throwIfAborted()
        if (failures === ATTEMPTS || !isTransient(error)) throw error
        const seconds = 2 ** (failures - 1)
        log.info(`RDS: ${errorDetail(error)} Trying again in ${seconds} s.`)
        await clock.sleep(seconds * 1000, signal)
      }
    }
  }
}
