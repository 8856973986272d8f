/** The fields of an instance, named as in `DBInstance`. */
export type InstanceFields = Record<string, unknown>

/** What the stand-in tells of `shop` unless a test says otherwise. */
export const usualSource: InstanceFields = {
  DBInstanceIdentifier: 'shop',
  DBInstanceArn: 'arn:aws:rds:eu-central-1:123456789012:db:shop',
  DbiResourceId: 'db-SHOPSHOPSHOP',
  DBInstanceClass: 'db.m7g.large',
  DBInstanceStatus: 'available',
  Engine: 'postgres',
  EngineVersion: '17.11',
  MasterUsername: 'postgres',
  DBName: 'shop',
  AllocatedStorage: 100,
  StorageType: 'gp3',
  Iops: 3000,
  StorageThroughput: 125,
  InstanceCreateTime: new Date('2020-01-01T00:00:00Z'),
  LatestRestorableTime: new Date('2026-11-20T02:12:00Z'),
  BackupRetentionPeriod: 7,
  DeletionProtection: true,
  MultiAZ: true,
  PubliclyAccessible: true,
  NetworkType: 'IPV4',
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  IAMDatabaseAuthenticationEnabled: false,
  VpcSecurityGroups: [
    { VpcSecurityGroupId: 'sg-runners', Status: 'active' },
    { VpcSecurityGroupId: 'sg-old', Status: 'removing' },
  ],
  DBSubnetGroup: { DBSubnetGroupName: 'private-subnets' },
  DBParameterGroups: [{ DBParameterGroupName: 'shop-postgres17', ParameterApplyStatus: 'in-sync' }],
  TagList: [{ Key: 'team', Value: 'shop' }],
}
