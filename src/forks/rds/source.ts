import type { DBInstance } from '@aws-sdk/client-rds'
import { UserError } from '../../errors.ts'
import type { RdsInputs } from '../../inputs/fork.ts'
import type { ConnectionSettings } from '../../postgres/connection.ts'
import type { ForkSource } from '../fork.ts'

/**
 * What there is to know of the instance to be forked, and why it cannot be.
 *
 * @throws UserError `E_INPUT`
 */
export function describeSource(
  instance: DBInstance,
  region: string,
  inputs: RdsInputs,
  connection: ConnectionSettings | undefined,
): ForkSource {
  const label = instance.DBInstanceIdentifier ?? inputs.instance
  requirePostgres(instance, label)
  if (connection === undefined) {
    throw new UserError(
      'E_INPUT',
      'RDS does not tell how to get into its databases.',
      'Give the URL of the database of the RDS instance.',
    )
  }
  return {
    label,
    id: idOf(instance),
    place: region,
    connection,
    sizeBytes: undefined,
    plan: inputs.forkPlan ?? instance.DBInstanceClass,
    region,
    pricePerHour: undefined,
    refusal: whyNot(instance, label, connection),
    notes: notes(instance, connection),
  }
}

/** What no other instance of any account has. */
export function idOf({ DbiResourceId, DBInstanceIdentifier = '' }: DBInstance): string {
  return DbiResourceId ?? DBInstanceIdentifier
}

function requirePostgres({ Engine = '' }: DBInstance, label: string): void {
  if (Engine === 'postgres' || Engine === 'aurora-postgresql') return
  throw new UserError(
    'E_INPUT',
    `The RDS instance ${label} runs ${Engine}, not PostgreSQL.`,
    'Correct `rds-instance`.',
  )
}

const NO_FORK = 'or set `fork: never` to read the database itself.'

function whyNot(
  instance: DBInstance,
  label: string,
  { password }: ConnectionSettings,
): UserError | undefined {
  const { DBClusterIdentifier, BackupRetentionPeriod, LatestRestorableTime } = instance
  const refuse = (why: string, next: string) => new UserError('E_FORK', why, next)
  if (DBClusterIdentifier !== undefined) {
    const why = `${label} belongs to the cluster ${DBClusterIdentifier}, and forks of Aurora and Multi-AZ clusters are not supported.`
    return refuse(why, 'Give the URL of a reader of the cluster and set `fork: never`.')
  }
  if (BackupRetentionPeriod === 0) {
    const why = `${label} has no automated backups that a fork could be restored from.`
    return refuse(why, `Set its backup retention to a day or more, ${NO_FORK}`)
  }
  if (LatestRestorableTime === undefined) {
    const why = `${label} has no automated backup yet that a fork could be restored from.`
    return refuse(why, `Wait for its first one, ${NO_FORK}`)
  }
  if (password?.includes('X-Amz-Signature=')) {
    const why = 'The password is an IAM token, which is of use at the address of the source alone.'
    return refuse(why, `Give the URL a role with a password, ${NO_FORK}`)
  }
  return undefined
}

function notes(instance: DBInstance, { hosts }: ConnectionSettings): string[] {
  const { LatestRestorableTime: time, Endpoint } = instance
  const told = []
  if (time !== undefined) {
    told.push(`The fork holds what was committed by ${time.toISOString()}, or a little later.`)
  }
  if (Endpoint?.Address !== undefined && !hosts.some(({ host }) => host === Endpoint.Address)) {
    const url = 'The URL leads to another host than'
    told.push(`${url} ${Endpoint.Address}, where ${instance.DBInstanceIdentifier} is.`)
  }
  return told
}
