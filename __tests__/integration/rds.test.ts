import assert from 'node:assert/strict'
import test, { after, afterEach, beforeEach } from 'node:test'
import { startPostgres } from '../../scripts/rig/postgres-server.ts'
import { type RdsService, startRds } from '../../scripts/rig/rds-service.ts'
import type { ForkRequest, ForkSource, NotedFork } from '../../src/forks/fork.ts'
import { rdsProvider } from '../../src/forks/rds/rds.ts'
import type { RdsInputs } from '../../src/inputs/fork.ts'
import { calm, FORK_NAME } from './heroku-bed.ts'
import { isUserError, ProviderContext, SECRETS, settingsOf, silent } from './provider-bed.ts'

const inputs: RdsInputs = {
  name: 'rds',
  instance: 'shop',
  region: 'eu-central-1',
  forkPlan: undefined,
}
const URL_OF_SHOP = 'postgresql://backup:Sesam-1@shop.example.com:5432/shop?sslmode=require'

const before = { ...process.env }
let rds: RdsService
let bed: ProviderContext

beforeEach(async () => {
  rds = await startRds()
  Object.assign(process.env, rds.env)
  bed = new ProviderContext(URL_OF_SHOP)
})
afterEach(async () => {
  await rds.stop()
  assert.deepEqual(
    rds.instances.deleted.filter((name) => name !== FORK_NAME),
    [],
    'nothing but our fork was deleted',
  )
  assert.ok(rds.instances.names.includes('shop'))
  assert.doesNotMatch(bed.lines.join('\n'), SECRETS)
})
after(() => {
  for (const name of Object.keys(process.env)) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
})

function provider(changes: Partial<RdsInputs> = {}) {
  return rdsProvider({ ...inputs, ...changes }, bed)
}

async function source(): Promise<ForkSource> {
  return provider().findSource(calm)
}

async function request(): Promise<ForkRequest> {
  return bed.request(await source())
}

async function noted(): Promise<NotedFork> {
  return bed.noted(await source(), 'rds')
}

test('finds the source and says what its fork will be', async () => {
  const found = await source()
  const { label, id, place, plan, region, refusal, notes, connection } = found
  assert.deepEqual(
    { label, id, place, plan, region, refusal },
    {
      label: 'shop',
      id: 'db-SHOPSHOPSHOP',
      place: 'eu-central-1',
      plan: 'db.m7g.large',
      region: 'eu-central-1',
      refusal: undefined,
    },
  )
  assert.equal(connection, bed.connection)
  assert.deepEqual(notes, [
    'The fork holds what was committed by 2026-11-20T02:12:00.000Z, or a little later.',
    'The URL leads to another host than 127.0.0.1, where shop is.',
  ])
})

test('finds the source by its ARN, and its region in the environment', async () => {
  const instance = 'arn:aws:rds:eu-central-1:123456789012:db:shop'
  const found = await provider({ instance, region: undefined }).findSource(calm)
  assert.equal(found.label, 'shop')
  assert.equal(found.place, 'eu-central-1')
})

test('a source that is not there, not PostgreSQL, or without a password is an error', async () => {
  await assert.rejects(
    provider({ instance: 'shap' }).findSource(calm),
    isUserError('E_NOT_FOUND', /no instance shap in eu-central-1/),
  )
  rds.instances.add({ DBInstanceIdentifier: 'old', Engine: 'mysql' })
  await assert.rejects(
    provider({ instance: 'old' }).findSource(calm),
    isUserError('E_INPUT', /runs mysql/),
  )
  bed = new ProviderContext()
  await assert.rejects(
    source(),
    isUserError('E_INPUT', /Give the URL of the database of the RDS instance/),
  )
})

test('without a region anywhere it says so', async () => {
  delete process.env['AWS_REGION']
  await assert.rejects(
    provider({ region: undefined }).findSource(calm),
    isUserError('E_INPUT', /rds-region/),
  )
})

const refusals: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
  ['Aurora', { DBClusterIdentifier: 'shop-cluster', Engine: 'aurora-postgresql' }, /cluster/],
  ['no backups', { BackupRetentionPeriod: 0 }, /no automated backups/],
  ['no backup yet', { LatestRestorableTime: undefined }, /no automated backup yet/],
]
for (const [name, fields, text] of refusals) {
  test(`a source that cannot be forked is refused before anything is made: ${name}`, async () => {
    Object.assign(rds.instances.fields('shop'), fields)
    const { refusal } = await source()
    assert.ok(isUserError('E_FORK', text)(refusal))
    assert.equal(rds.callsTo('RestoreDBInstanceToPointInTime').length, 0)
  })
}

test('an IAM token is of no use for a fork', async () => {
  bed = new ProviderContext(
    'postgresql://backup:host%2F%3FX-Amz-Signature%3Dabc@shop.example.com/shop',
  )
  assert.ok(isUserError('E_FORK', /IAM token/)((await source()).refusal))
})

test('restores, waits and gives the way into the fork', async () => {
  rds.instances.restoring = ['creating', 'backing-up?', 'modifying']
  const fork = await provider().create(await request(), calm)
  const told: string[] = []
  const settings = await fork.ready((line) => told.push(line), calm)
  assert.deepEqual(settings, {
    ...settingsOf(URL_OF_SHOP),
    hosts: [{ host: '127.0.0.1', port: 1 }],
  })
  assert.deepEqual(
    told.map((line) => / is (\S+)$/.exec(line)?.[1]),
    ['creating', 'backing-up?', 'modifying'],
  )
  await fork.proveFork(calm)
})

test('takes over who may connect and how, and leaves out what a fork does not need', async () => {
  const made = await request()
  await provider({ forkPlan: 'db.m7g.4xlarge' }).create(made, calm)
  assert.deepEqual(rds.formsOf('RestoreDBInstanceToPointInTime')[0], {
    Action: 'RestoreDBInstanceToPointInTime',
    Version: '2014-10-31',
    SourceDBInstanceIdentifier: 'shop',
    TargetDBInstanceIdentifier: FORK_NAME,
    UseLatestRestorableTime: 'true',
    DBInstanceClass: 'db.m7g.4xlarge',
    DBSubnetGroupName: 'private-subnets',
    'VpcSecurityGroupIds.VpcSecurityGroupId.1': 'sg-runners',
    PubliclyAccessible: 'true',
    NetworkType: 'IPV4',
    DBParameterGroupName: 'shop-postgres17',
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    EnableIAMDatabaseAuthentication: 'false',
    StorageType: 'gp3',
    MultiAZ: 'false',
    AutoMinorVersionUpgrade: 'false',
    BackupRetentionPeriod: '0',
    CopyTagsToSnapshot: 'false',
    DeletionProtection: 'false',
    'Tags.Tag.1.Key': 'pg-backup-fork-of',
    'Tags.Tag.1.Value': 'db-SHOPSHOPSHOP',
    'Tags.Tag.2.Key': 'pg-backup-fork-at',
    'Tags.Tag.2.Value': made.notedAt,
  })
})

for (const status of ['incompatible-restore', 'failed', 'insufficient-capacity', 'restore-error']) {
  test(`fails at once when the fork is ${status}`, async () => {
    rds.instances.finalStatus = status
    const fork = await provider().create(await request(), calm)
    await assert.rejects(
      fork.ready(silent, calm),
      isUserError('E_FORK', new RegExp(`has the status ${status}.*describe-events`)),
    )
    await provider().destroy(fork, calm)
    assert.deepEqual(rds.instances.names, ['shop'])
  })
}

test('fails at once where it may not look, instead of waiting for the deadline', async () => {
  const fork = await provider().create(await request(), calm)
  rds.refuse('DescribeDBInstances', 403, 'AccessDenied')
  await assert.rejects(
    fork.ready(silent, calm),
    isUserError('E_CREDENTIALS', /AccessDenied.*recipes/),
  )
})

test('a fork that never comes up ends at the deadline, and is still destroyed', async () => {
  rds.instances.restoring = new Array(10_000).fill('creating')
  const fork = await provider().create(await request(), calm)
  const deadline = bed.clock.timeout(1_200_000)
  await assert.rejects(fork.ready(silent, deadline), { name: 'TimeoutError' })
  assert.ok(rds.callsTo('DescribeDBInstances').length > 230)
  rds.instances.ending = []
  assert.equal(await provider().destroy(fork, calm), 'gone')
})

test('a fork that goes away while it is waited for fails', async () => {
  const made = await request()
  const fork = await provider().create(made, calm)
  await rds.instances.call('DeleteDBInstance', {
    DBInstanceIdentifier: FORK_NAME,
    SkipFinalSnapshot: 'true',
  })
  await assert.rejects(fork.ready(silent, calm), isUserError('E_FORK', /deleting/))
  await assert.rejects(fork.ready(silent, calm), isUserError('E_FORK', /is gone/))
})

test('a lost answer to the restore is resolved by the name: one fork', async () => {
  rds.fail({ on: 'RestoreDBInstanceToPointInTime', socket: 'cut', isDone: true })
  const fork = await provider().create(await request(), calm)
  await fork.ready(silent, calm)
  assert.equal(rds.callsTo('RestoreDBInstanceToPointInTime').length, 1)
  assert.deepEqual(rds.instances.names, ['shop', FORK_NAME])
})

test('an answer cut in its middle is resolved by the name', async () => {
  rds.fail({ on: 'RestoreDBInstanceToPointInTime', socket: 'truncated', isDone: true })
  await provider().create(await request(), calm)
  assert.deepEqual(rds.instances.names, ['shop', FORK_NAME])
})

test('a request that never arrived, or met a busy server, is sent again', async () => {
  const action = 'RestoreDBInstanceToPointInTime'
  rds.fail({ on: action, socket: 'cut' })
  rds.refuse(action, 503, 'ServiceUnavailable')
  rds.refuse(action, 400, 'Throttling')
  await provider().create(await request(), calm)
  assert.equal(rds.callsTo(action).length, 4)
  assert.deepEqual(rds.instances.names, ['shop', FORK_NAME])
  assert.deepEqual(bed.clock.sleeps, [1000, 2000, 4000])
})

test('DBInstanceAlreadyExists means that our earlier request has arrived', async () => {
  const made = await request()
  await provider().create(made, calm)
  const fork = await provider().create(made, calm)
  await fork.ready(silent, calm)
  await fork.proveFork(calm)
  assert.deepEqual(rds.instances.names, ['shop', FORK_NAME])
})

const markOf = (Value: string) => [{ Key: 'pg-backup-fork-of', Value }]
const notForks: readonly (readonly [string, Record<string, unknown>])[] = [
  ['without our mark', { TagList: [{ Key: 'team', Value: 'shop' }] }],
  ['with the mark of another source', { TagList: markOf('db-OTHER') }],
  ['that is the source itself', { DbiResourceId: 'db-SHOPSHOPSHOP' }],
]
for (const [name, fields] of notForks) {
  test(`an instance of that name ${name} is not taken for a fork`, async () => {
    rds.instances.add({
      ...rds.instances.fields('shop'),
      DBInstanceIdentifier: FORK_NAME,
      DbiResourceId: 'db-FORK9',
      TagList: markOf('db-SHOPSHOPSHOP'),
      ...fields,
    })
    const fork = await provider().create(await request(), calm)
    await assert.rejects(fork.proveFork(calm), isUserError('E_FORK', /mark/))
  })
}

const finalRefusals: readonly (readonly [string, number, string, RegExp])[] = [
  ['InstanceQuotaExceeded', 400, 'E_FORK', /quota/],
  ['InsufficientDBInstanceCapacity', 400, 'E_FORK', /fork-plan/],
  ['PointInTimeRestoreNotEnabled', 400, 'E_FORK', /retention/],
  ['InvalidClientTokenId', 403, 'E_CREDENTIALS', /AWS_ACCESS_KEY_ID/],
  ['ExpiredToken', 403, 'E_CREDENTIALS', /role-duration-seconds/],
  ['AccessDenied', 403, 'E_CREDENTIALS', /recipes/],
]
for (const [code, status, ours, text] of finalRefusals) {
  test(`${code} is final, and said in plain words`, async () => {
    const made = await request()
    rds.refuse('RestoreDBInstanceToPointInTime', status, code)
    await assert.rejects(provider().create(made, calm), isUserError(ours, text))
    assert.equal(rds.callsTo('RestoreDBInstanceToPointInTime').length, 1)
    assert.deepEqual(rds.instances.names, ['shop'])
  })
}

test('gives up after five failures in a row', async () => {
  rds.fail({ on: 'DescribeDBInstances', status: 500, times: 9 })
  await assert.rejects(source(), isUserError('E_FORK', /run again later/))
  assert.equal(rds.calls.length, 5)
})

test('deletes without a snapshot, and waits until RDS does not know it', async () => {
  rds.instances.ending = ['deleting', 'deleting', 'deleting']
  await provider().create(await request(), calm)
  assert.equal(await provider().destroy(await noted(), calm), 'gone')
  assert.deepEqual(rds.formsOf('DeleteDBInstance')[0], {
    Action: 'DeleteDBInstance',
    Version: '2014-10-31',
    DBInstanceIdentifier: FORK_NAME,
    SkipFinalSnapshot: 'true',
    DeleteAutomatedBackups: 'true',
  })
  assert.equal(rds.callsTo('DeleteDBInstance').length, 1)
  assert.deepEqual(rds.instances.names, ['shop'])
  assert.equal(await provider().destroy(await noted(), calm), 'gone', 'and once more')
})

test('a fork that is being deleted when time is up is going', async () => {
  rds.instances.ending = new Array(1000).fill('deleting')
  await provider().create(await request(), calm)
  const deadline = bed.clock.timeout(60_000)
  assert.equal(await provider().destroy(await noted(), deadline), 'going')
})

test('a fork that another process is deleting is not asked for again, and is going', async () => {
  rds.instances.ending = new Array(1000).fill('deleting')
  const fork = await provider().create(await request(), calm)
  await provider().destroy(fork, bed.clock.timeout(10_000))
  assert.equal(await provider().destroy(fork, bed.clock.timeout(60_000)), 'going')
  assert.equal(rds.callsTo('DeleteDBInstance').length, 1)
})

test('a deletion that was not accepted when time is up is not told as done', async () => {
  await provider().create(await request(), calm)
  rds.refuse('DeleteDBInstance', 400, 'InvalidDBInstanceState', { times: 1000 })
  const deadline = bed.clock.timeout(60_000)
  await assert.rejects(provider().destroy(await noted(), deadline), { name: 'TimeoutError' })
})

test('asks again while the instance is busy, and after lost answers', async () => {
  await provider().create(await request(), calm)
  const action = 'DeleteDBInstance'
  rds.refuse(action, 400, 'InvalidDBInstanceState', { times: 2 })
  rds.fail({ on: action, status: 500, body: '<html>Bad gateway' })
  rds.fail({ on: action, socket: 'cut', isDone: true })
  assert.equal(await provider().destroy(await noted(), calm), 'gone')
  assert.deepEqual(rds.instances.deleted, [FORK_NAME])
})

test('a fork that cannot be deleted is told with the command that does it', async () => {
  await provider().create(await request(), calm)
  rds.refuse('DeleteDBInstance', 403, 'AccessDenied', { times: 9 })
  await assert.rejects(
    provider().destroy(await noted(), calm),
    isUserError(
      'E_FORK_LEFT',
      new RegExp(`aws rds delete-db-instance --region eu-central-1.* ${FORK_NAME} --skip-final`),
    ),
  )
  assert.equal(rds.callsTo('DeleteDBInstance').length, 1)
})

const strangers: readonly (readonly [string, Partial<NotedFork>, Record<string, unknown>])[] = [
  ['by its name', { name: 'shop' }, {}],
  ['by its id', {}, { DbiResourceId: 'db-SHOPSHOPSHOP' }],
  ['one made before', {}, { InstanceCreateTime: new Date('2026-01-01') }],
  ['the fork of another', {}, { TagList: [{ Key: 'pg-backup-fork-of', Value: 'db-OTHER' }] }],
  ['a look-alike', { name: 'pg-backup-fork-1' }, { DBInstanceIdentifier: 'pg-backup-fork-1' }],
]
for (const [name, changes, fields] of strangers) {
  test(`never deletes what is not our fork: ${name}`, async () => {
    await provider().create(await request(), calm)
    const instance = { ...rds.instances.fields(FORK_NAME), ...fields }
    rds.instances.add(instance)
    await assert.rejects(
      provider().destroy({ ...(await noted()), ...changes }, calm),
      isUserError('E_FORK_LEFT', /may be left/),
    )
    assert.equal(rds.callsTo('DeleteDBInstance').length, 0)
  })
}

for (const [name, fields] of [
  ['has an instance of the same name', { DbiResourceId: 'db-OTHERACCOUNT' }],
  ['has none', { DBInstanceIdentifier: 'elsewhere' }],
] as const) {
  test(`that an account knows no fork says nothing where it ${name} as the source`, async () => {
    const fork = await noted()
    await using other = await startRds({ instance: fields })
    Object.assign(process.env, other.env)
    await assert.rejects(
      provider().destroy(fork, calm),
      isUserError('E_FORK_LEFT', /shop is not its source.* aws rds delete-db-instance/),
    )
  })
}

test('knows its forks where RDS does not tell the tags with an instance', async () => {
  rds.instances.tellsTags = false
  const made = await request()
  const fork = await provider().create(made, calm)
  await fork.proveFork(calm)
  rds.instances.fields(FORK_NAME)['InstanceCreateTime'] = bed.hoursAgo(9)
  const forks = await provider().forksOf(made.source, calm)
  assert.deepEqual(
    forks.map(({ name, notedAt }) => [name, notedAt]),
    [[FORK_NAME, bed.hoursAgo(9).toISOString()]],
  )
  rds.refuse('ListTagsForResource', 403, 'AccessDenied')
  await assert.rejects(fork.proveFork(calm), isUserError('E_CREDENTIALS', /read the tags/))
})

test('lists the forks of this source only', async () => {
  const now = bed.clock.now()
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
  const mark = (id: string, at = hoursAgo(9)) => [
    { Key: 'pg-backup-fork-of', Value: id },
    { Key: 'pg-backup-fork-at', Value: at.toISOString() },
  ]
  const mine = 'db-SHOPSHOPSHOP'
  const add = (suffix: string, fields: Record<string, unknown>) =>
    rds.instances.add({
      DBInstanceIdentifier: `pg-backup-fork-77-1-${suffix}`,
      DbiResourceId: `db-${suffix}`,
      DBInstanceStatus: 'available',
      InstanceCreateTime: hoursAgo(8),
      TagList: mark(mine),
      ...fields,
    })
  add('oldold01', {})
  add('young001', { InstanceCreateTime: hoursAgo(1), TagList: mark(mine, hoursAgo(1)) })
  add('others01', { TagList: mark('db-OTHER') })
  add('notours1', { TagList: [] })
  add('lookalike-but-longer', {})
  add('failed01', { InstanceCreateTime: undefined, DBInstanceStatus: 'incompatible-restore' })
  add('going001', { DBInstanceStatus: 'deleting' })
  const found = await provider().forksOf(await source(), calm)
  assert.deepEqual(
    found.map(({ name, notedAt }) => [name.slice(-8), notedAt]),
    [
      ['oldold01', hoursAgo(8).toISOString()],
      ['young001', hoursAgo(1).toISOString()],
      ['failed01', hoursAgo(9).toISOString()],
    ],
  )
})

test('a signed request does not follow a redirect to another host', async () => {
  await using other = await startRds()
  const headers = { location: other.urlOf('rds') }
  rds.fail({ on: 'DescribeDBInstances', status: 307, headers, times: 9 })
  await assert.rejects(source(), isUserError('E_FORK', /look up the instance shop/))
  assert.deepEqual(other.calls, [])
})

test('a cancelled run stops at once, in each of its waits', async () => {
  const reason = new Error('cancelled')
  const cancelled = AbortSignal.abort(reason)
  const made = await request()
  await assert.rejects(provider().findSource(cancelled), reason)
  await assert.rejects(provider().create(made, cancelled), reason)
  const fork = await provider().create(made, calm)
  await assert.rejects(fork.ready(silent, cancelled), reason)
  await assert.rejects(fork.proveFork(cancelled), reason)
  await assert.rejects(provider().destroy(fork, cancelled), reason)
  await assert.rejects(provider().forksOf(made.source, cancelled), reason)
})

test('the fork is a database of its own, with what the source had', async () => {
  await using server = await startPostgres({ major: 17 })
  await using real = await startRds({ source: server })
  Object.assign(process.env, real.env)
  await server.query('CREATE TABLE t AS SELECT 1 AS a')
  bed = new ProviderContext(server.url())
  const fork = await provider().create(await request(), calm)
  const { hosts } = await fork.ready(silent, calm)
  await server.query('INSERT INTO t VALUES (2)')
  const forked = await real.instances.server(FORK_NAME)
  assert.equal(hosts[0]?.port, forked?.port)
  assert.notEqual(hosts[0]?.port, server.port)
  assert.deepEqual(await forked?.query('SELECT a FROM t'), [{ a: 1 }])
  assert.equal(await provider().destroy(fork, calm), 'gone')
  await assert.rejects(forked?.query('SELECT 1') ?? Promise.resolve())
})
