import type { PostgresServer } from './postgres-server.ts'
import { type InstanceFields, usualSource } from './rds-source.ts'
import { startFork } from './replica.ts'

/** An error of the query API. */
export class RdsRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message = code) {
    super(message)
    this.status = status
    this.code = code
  }
}

interface Instance {
  fields: InstanceFields
  /** Statuses to be told, one for each question, before what comes then. */
  script: string[]
  isEnding: boolean
  fork?: Promise<PostgresServer> | undefined
}

type Form = Readonly<Record<string, string>>

/** The instances of the stand-in for RDS, and what its actions do with them. */
export class RdsInstances {
  /** Told of a restored instance, one for each question, until it is `finalStatus`. */
  restoring: readonly string[] = ['creating', 'creating']
  finalStatus = 'available'
  /** Told of a deleted instance until it is gone. */
  ending: readonly string[] = ['deleting']
  /** Whether the tags come with an instance; some regions tell them on their own only. */
  tellsTags = true
  /** The names of all that was deleted, in order: the source is never to be among them. */
  readonly deleted: string[] = []
  /** The clock of `InstanceCreateTime`. */
  now = () => new Date()
  readonly #all = new Map<string, Instance>()
  readonly #source: PostgresServer | undefined
  #lastId = 0

  constructor(source: PostgresServer | undefined, fields: InstanceFields = {}) {
    this.#source = source
    const address = { Address: '127.0.0.1', Port: source?.port ?? 1 }
    this.add({ ...usualSource, Endpoint: address, ...fields })
  }

  /** Puts an instance there, ready made. */
  add(fields: InstanceFields): void {
    const script: string[] = []
    this.#all.set(String(fields['DBInstanceIdentifier']), { fields, script, isEnding: false })
  }

  get names(): string[] {
    return [...this.#all.keys()]
  }

  /** The fork's server, if it was really made. */
  async server(name: string): Promise<PostgresServer | undefined> {
    return this.#all.get(name)?.fork
  }

  fields(name: string): InstanceFields {
    return this.#require(name).fields
  }

  async stop(): Promise<void> {
    for (const instance of this.#all.values()) await stopFork(instance)
  }

  async call(action: string, form: Form): Promise<object> {
    switch (action) {
      case 'DescribeDBInstances':
        return this.#describe(form)
      case 'ListTagsForResource':
        return { TagList: this.#require(form['ResourceName'] ?? '').fields['TagList'] ?? [] }
      case 'RestoreDBInstanceToPointInTime':
        return this.#restore(form)
      case 'DeleteDBInstance':
        return this.#delete(form)
      default:
        throw new RdsRefusal(400, 'InvalidAction', `The stand-in does not know ${action}.`)
    }
  }

  /** Two to a page, so that a caller who stops at the first is found out. */
  async #describe({ DBInstanceIdentifier: name, Marker }: Form): Promise<object> {
    if (name !== undefined) {
      const fields = await this.#tell(this.#require(name))
      if (fields === undefined) throw notFound(name)
      return { DBInstances: [this.#shown(fields)] }
    }
    const from = Number(Marker ?? 0)
    const all = [...this.#all.values()]
    const page = all.slice(from, from + 2).map(({ fields }) => this.#shown(fields))
    return { DBInstances: page, Marker: from + 2 < all.length ? from + 2 : undefined }
  }

  #shown(fields: InstanceFields): InstanceFields {
    return this.tellsTags ? fields : { ...fields, TagList: undefined }
  }

  /** An instance as it is told now; undefined once its end is reached. */
  async #tell(instance: Instance): Promise<InstanceFields | undefined> {
    const status = instance.script.shift()
    if (status !== undefined) return { ...instance.fields, DBInstanceStatus: status }
    if (instance.isEnding) {
      this.#all.delete(String(instance.fields['DBInstanceIdentifier']))
      await stopFork(instance)
      return undefined
    }
    const server = await instance.fork
    if (server !== undefined) {
      instance.fields['Endpoint'] = { Address: server.host, Port: server.port }
    }
    return instance.fields
  }

  #restore(form: Form): object {
    const { SourceDBInstanceIdentifier = '', TargetDBInstanceIdentifier: name = '' } = form
    const source = this.#require(SourceDBInstanceIdentifier).fields
    if (!/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/.test(name)) {
      throw new RdsRefusal(400, 'InvalidParameterValue', 'not a valid identifier')
    }
    if (this.#all.has(name)) {
      throw new RdsRefusal(400, 'DBInstanceAlreadyExists', 'DB instance already exists')
    }
    if (source['BackupRetentionPeriod'] === 0)
      throw new RdsRefusal(400, 'PointInTimeRestoreNotEnabled')
    if (form['UseLatestRestorableTime'] !== 'true') {
      throw new RdsRefusal(400, 'InvalidParameterCombination', 'no time was given')
    }
    const isSmall = Number(source['AllocatedStorage']) < 400
    if (form['StorageType'] === 'gp3' && isSmall && form['Iops'] !== undefined) {
      const message = "You can't specify IOPS or storage throughput below 400 GiB"
      throw new RdsRefusal(400, 'InvalidParameterCombination', message)
    }
    const fields = this.#restored(name, source, form)
    const fork = this.#source && startFork(this.#source)
    fork?.catch(() => {})
    this.#all.set(name, { fields, script: [...this.restoring], isEnding: false, fork })
    return { DBInstance: { ...fields, DBInstanceStatus: 'creating' } }
  }

  /** As RDS does it: what was not asked for is the default, and not as in the source. */
  #restored(name: string, source: InstanceFields, form: Form): InstanceFields {
    const groups = valuesOf(form, 'VpcSecurityGroupIds.VpcSecurityGroupId')
    const retention = form['BackupRetentionPeriod'] ?? source['BackupRetentionPeriod']
    return {
      ...source,
      DBInstanceIdentifier: name,
      DBInstanceArn: `arn:aws:rds:eu-central-1:123456789012:db:${name}`,
      DbiResourceId: `db-FORK${++this.#lastId}`,
      DBInstanceStatus: this.finalStatus,
      DBInstanceClass: form['DBInstanceClass'] ?? source['DBInstanceClass'],
      InstanceCreateTime: this.now(),
      BackupRetentionPeriod: Number(retention),
      DeletionProtection: form['DeletionProtection'] === 'true',
      MultiAZ: form['MultiAZ'] === 'true',
      PubliclyAccessible: form['PubliclyAccessible'] === 'true',
      VpcSecurityGroups: (groups.length === 0 ? ['sg-default'] : groups).map((id) => ({
        VpcSecurityGroupId: id,
        Status: 'active',
      })),
      DBSubnetGroup: { DBSubnetGroupName: form['DBSubnetGroupName'] ?? 'default' },
      DBParameterGroups: [
        { DBParameterGroupName: form['DBParameterGroupName'] ?? 'default.postgres17' },
      ],
      Endpoint: { Address: '127.0.0.1', Port: 1 },
      TagList: valuesOf(form, 'Tags.Tag', '.Key').map((key, index) => ({
        Key: key,
        Value: form[`Tags.Tag.${index + 1}.Value`],
      })),
    }
  }

  #delete(form: Form): object {
    const name = form['DBInstanceIdentifier'] ?? ''
    const instance = this.#require(name)
    const { fields } = instance
    if (form['SkipFinalSnapshot'] !== 'true' || form['FinalDBSnapshotIdentifier'] !== undefined) {
      throw new RdsRefusal(400, 'InvalidParameterCombination', 'a final snapshot is required')
    }
    if (fields['DeletionProtection'] === true) {
      const message = 'Cannot delete protected DB Instance, please disable deletion protection'
      throw new RdsRefusal(400, 'InvalidParameterCombination', message)
    }
    if (instance.isEnding) {
      throw new RdsRefusal(
        400,
        'InvalidDBInstanceState',
        `Instance ${name} is already being deleted.`,
      )
    }
    this.deleted.push(name)
    instance.isEnding = true
    instance.script = [...this.ending]
    return { DBInstance: { ...fields, DBInstanceStatus: 'deleting' } }
  }

  #require(name: string): Instance {
    const byArn = [...this.#all.values()].find(({ fields }) => fields['DBInstanceArn'] === name)
    const found = this.#all.get(name) ?? byArn
    if (found === undefined) throw notFound(name)
    return found
  }
}

function notFound(name: string): RdsRefusal {
  return new RdsRefusal(404, 'DBInstanceNotFound', `DBInstance ${name} not found.`)
}

async function stopFork({ fork }: Instance): Promise<void> {
  const server = await fork?.catch(() => undefined)
  await server?.stop()
}

/** `Name.1`, `Name.2`, … of a form, as the query protocol writes a list. */
function valuesOf(form: Form, name: string, field = ''): string[] {
  const values: string[] = []
  for (let index = 1; ; index++) {
    const value = form[`${name}.${index}${field}`]
    if (value === undefined) return values
    values.push(value)
  }
}
