import type { DBInstance, RestoreDBInstanceToPointInTimeMessage } from '@aws-sdk/client-rds'

/** Marks an instance as a fork of ours; its value is the source's `DbiResourceId`. */
export const SOURCE_TAG = 'pg-backup-fork-of'
/** When the fork was asked for, RFC 3339: an instance that never came up has no other time. */
export const TIME_TAG = 'pg-backup-fork-at'

export interface ForkWishes {
  readonly name: string
  /** As in NotedFork. */
  readonly sourceId: string
  readonly notedAt: string
  /** Undefined: the source's. */
  readonly instanceClass: string | undefined
}

/**
 * The request that restores the newest state of an instance into a new one. RDS puts a restored
 * instance into the default network with the default parameters unless it is told otherwise
 * (API reference, RestoreDBInstanceToPointInTime), so all that decides who may connect, and how, is
 * taken over. The fork has no standby and no backups of its own, and nothing keeps it from being
 * deleted.
 */
export function restoreRequest(
  source: DBInstance,
  wishes: ForkWishes,
): RestoreDBInstanceToPointInTimeMessage {
  return {
    SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
    TargetDBInstanceIdentifier: wishes.name,
    UseLatestRestorableTime: true,
    DBInstanceClass: wishes.instanceClass ?? source.DBInstanceClass,
    DBSubnetGroupName: source.DBSubnetGroup?.DBSubnetGroupName,
    VpcSecurityGroupIds: securityGroups(source),
    PubliclyAccessible: source.PubliclyAccessible ?? false,
    NetworkType: source.NetworkType,
    DBParameterGroupName: source.DBParameterGroups?.[0]?.DBParameterGroupName,
    CACertificateIdentifier: source.CACertificateIdentifier,
    EnableIAMDatabaseAuthentication: source.IAMDatabaseAuthenticationEnabled ?? false,
    EngineLifecycleSupport: source.EngineLifecycleSupport,
    ...storage(source),
    MultiAZ: false,
    AutoMinorVersionUpgrade: false,
    BackupRetentionPeriod: 0,
    CopyTagsToSnapshot: false,
    DeletionProtection: false,
    Tags: [
      { Key: SOURCE_TAG, Value: wishes.sourceId },
      { Key: TIME_TAG, Value: wishes.notedAt },
    ],
  }
}

/** Undefined rather than empty: an empty list would be sent as a group without a name. */
function securityGroups({ VpcSecurityGroups }: DBInstance): string[] | undefined {
  const ids = (VpcSecurityGroups ?? [])
    .filter(({ Status }) => Status !== 'removing')
    .flatMap(({ VpcSecurityGroupId }) => VpcSecurityGroupId ?? [])
  return ids.length === 0 ? undefined : ids
}

/** Below this many GiB, gp3 of PostgreSQL has a fixed speed, and naming one is refused. */
const SETTABLE_GP3_FROM = 400

/**
 * Without a storage type RDS would take gp3, which may read slower than the source's. Its speed is
 * told where it can be set: Amazon RDS user guide, "DB instance storage".
 */
function storage(source: DBInstance): Partial<RestoreDBInstanceToPointInTimeMessage> {
  const { StorageType: type, Iops, StorageThroughput, AllocatedStorage = 0 } = source
  if (type === 'io1' || type === 'io2') return { StorageType: type, Iops }
  if (type !== 'gp3' || AllocatedStorage < SETTABLE_GP3_FROM) return { StorageType: type }
  return { StorageType: type, Iops, StorageThroughput }
}
