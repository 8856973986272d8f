import assert from 'node:assert/strict'
import test from 'node:test'
import type { BackupInputs, Selection } from '../../../src/inputs/backup.ts'
import { planBackup } from '../../../src/plan/backup.ts'
import type { ServerFacts, UnreadableFact } from '../../../src/postgres/facts.ts'
import { makeFacts, makeInputs, makeRelation } from '../make-inputs.ts'

const now = new Date('2026-11-24T08:15:30.400Z')

function plan(inputs: Partial<BackupInputs> = {}, facts: Partial<ServerFacts> = {}, cores = 4) {
  return planBackup(makeInputs(inputs), makeFacts(facts), { now, random: 'k3v9x2', cores })
}

function select(selection: Partial<Selection>): Partial<BackupInputs> {
  return { selection: { ...makeInputs().selection, ...selection } }
}

test('the id is the name, the time in UTC and six characters; the manifest lies beside', () => {
  const { id, archivePath, manifestPath } = plan()
  assert.equal(id, 'shop-20261124T081530Z-k3v9x2')
  assert.equal(archivePath, `${id}.dump`)
  assert.equal(manifestPath, `${id}.manifest.json`)
})

test('each format and compression has its extension', () => {
  const path = (inputs: Partial<BackupInputs>) => plan(inputs).archivePath.replace(plan().id, '')
  assert.equal(path({ format: 'tar' }), '.tar')
  assert.equal(path({ format: 'directory' }), '')
  assert.equal(path({ format: 'plain' }), '.sql.zst')
  assert.equal(path({ format: 'plain', compression: { method: 'gzip', level: 6 } }), '.sql.gz')
  assert.equal(path({ format: 'plain', compression: { method: 'none' } }), '.sql')
})

test('what is encrypted is called so: the file, or each file of a folder', () => {
  const sealed = (inputs: Partial<BackupInputs>) =>
    plan({ encryption: { recipients: ['age1x'] }, ...inputs })
  assert.match(sealed({}).archivePath, /k3v9x2\.dump\.age$/)
  assert.match(sealed({ format: 'plain' }).archivePath, /k3v9x2\.sql\.zst\.age$/)
  const folder = sealed({ format: 'directory' })
  assert.deepEqual([folder.archivePath, folder.storedSuffix], [folder.id, '.age'])
  assert.equal(plan().storedSuffix, '')
})

test('the client is of the server version, and never older', () => {
  assert.equal(plan({}, { major: 15, version: '15.3' }).clientMajor, 15)
  const client = (version: number) => ({ client: { ...makeInputs().client, version } })
  assert.equal(plan(client(18)).clientMajor, 18)
  assert.throws(() => plan(client(16)), {
    code: 'E_VERSION',
    message: /pg_dump 16 cannot dump a server of version 17\.11/,
  })
})

test('auto compression is zstd:1 from client 16 on and gzip:1 before', () => {
  assert.ok(plan().dumpArguments.includes('--compress=zstd:1'))
  assert.ok(plan({}, { major: 15 }).dumpArguments.includes('--compress=1'))
  assert.equal(
    plan({ format: 'tar' }).dumpArguments.find((argument) => argument.startsWith('--compress')),
    undefined,
  )
  assert.throws(() => plan({ compression: { method: 'zstd' } }, { major: 15 }), {
    code: 'E_INPUT',
    message: /zstd needs pg_dump 16/,
  })
})

test('jobs are for the directory format alone, at most eight by default', () => {
  assert.equal(plan().jobs, 1)
  assert.equal(plan({ format: 'directory' }).jobs, 4)
  assert.equal(plan({ format: 'directory' }, {}, 64).jobs, 8)
  assert.equal(plan({ format: 'directory', jobs: 12 }).jobs, 12)
})

test('the arguments of pg_dump are what Heroku documents, and the selection as it was given', () => {
  const selection = {
    schemas: ['app'],
    excludeSchemas: ['app_*'],
    tables: ['app."A b"'],
    excludeTables: ['x'],
    excludeTableData: ['log'],
  }
  assert.deepEqual(
    plan({ ...select(selection), pgDumpArgs: ['--verbose'], allowEmpty: true }).dumpArguments,
    [
      '--format=custom',
      '--compress=zstd:1',
      '--lock-wait-timeout=60000',
      '--no-owner',
      '--no-acl',
      '--quote-all-identifiers',
      '--strict-names',
      '--schema=app',
      '--exclude-schema=app_*',
      '--table=app."A b"',
      '--exclude-table=x',
      '--exclude-table-data=log',
      '--verbose',
    ],
  )
})

test('a lock timeout of nothing is no timeout, not the shortest one', () => {
  const { dumpArguments } = plan({ lockTimeoutMs: 0 })
  assert.equal(
    dumpArguments.some((argument) => argument.includes('lock')),
    false,
  )
})

test('a pooler in transaction mode is refused, one in session mode is a warning', () => {
  const pooler = { product: 'PgBouncer', directHint: 'port 5432' }
  assert.throws(() => plan({}, { pooler: { ...pooler, mode: 'transaction' } }), {
    code: 'E_POOLER',
    next: 'Connect to port 5432 instead.',
  })
  assert.match(plan({}, { pooler: { ...pooler, mode: 'session' } }).warnings[0] ?? '', /PgBouncer/)
})

test('a database without tables, or a selection of none, is E_EMPTY unless it is allowed', () => {
  assert.throws(() => plan({}, { relations: [] }), { code: 'E_EMPTY', message: /has no tables/ })
  assert.throws(() => plan(select({ excludeSchemas: ['public'] })), {
    code: 'E_EMPTY',
    message: /None of the 1 tables/,
  })
  assert.equal(plan({ allowEmpty: true }, { relations: [] }).expectsTables, false)
})

test('what cannot be read is named all at once, unless it is left out', () => {
  const table = (name: string): UnreadableFact => ({
    what: `table "app"."${name}"`,
    schema: 'app',
    name,
    kind: 'table',
    remedy: 'GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "app"',
  })
  const facts = { unreadable: [table('a'), table('b')] }
  assert.throws(() => plan({}, facts), {
    code: 'E_PERMISSION',
    message: 'The role "app" cannot read table "app"."a", table "app"."b".',
    next: /^Run GRANT SELECT ON ALL TABLES IN SCHEMA "app" TO "app"; or/,
  })
  assert.ok(plan(select({ excludeSchemas: ['app'] }), facts))
  assert.ok(plan(select({ excludeTables: ['app.a', 'app.b'] }), facts))
  assert.throws(() => plan(select({ excludeTables: ['app.a'] }), facts), { message: /"b"/ })
})

test('arguments for pg_dump under which the rights of the role say nothing', () => {
  const unreadable = (kind: UnreadableFact['kind']) => ({
    unreadable: [{ what: 'table app.a', schema: 'app', name: 'a', kind, remedy: 'GRANT' }],
  })
  const given = (argument: string) => ({ pgDumpArgs: [argument] })
  for (const argument of ['--schema-only', '-s', '-Os', '-ehstore', '--role=reader']) {
    assert.ok(plan(given(argument), unreadable('table')), argument)
  }
  for (const argument of ['-a', '-O', '-Eutf8', '-Ssuper', '--enable-row-security']) {
    assert.throws(() => plan(given(argument), unreadable('table')), { code: 'E_PERMISSION' })
  }
  assert.ok(plan(given('--enable-row-security'), unreadable('row-security')))
  assert.throws(() => plan({}, unreadable('row-security')), { code: 'E_PERMISSION' })
})

test('tables are not expected of a dump that is told to leave some out', () => {
  for (const argument of ['--schema-only', '-s', '-xs', '--no-unlogged-table-data']) {
    assert.equal(plan({ pgDumpArgs: [argument] }).expectsTables, false, argument)
  }
  assert.equal(plan({ pgDumpArgs: ['-x', '--role=reader'] }).expectsTables, true)
})

test('thousands of unreadable tables still make one line with a short remedy', () => {
  const unreadable = Array.from({ length: 2_000 }, (_, index) => ({
    what: `table s${index}.t`,
    schema: `s${index}`,
    name: 't',
    kind: 'table' as const,
    remedy: `GRANT SELECT ON s${index}.t TO "app"`,
  }))
  assert.throws(() => plan({}, { unreadable }), {
    message: /table s19\.t and 1980 more\.$/,
    next: /^Run GRANT pg_read_all_data TO "app"; or leave/,
  })
})

test('tables whose data is excluded are not expected in the archive', () => {
  const relations = [makeRelation('orders'), makeRelation('log')]
  const { tables } = plan(select({ excludeTableData: ['log'] }), { relations })
  assert.deepEqual(
    tables.map(({ name }) => name),
    ['orders'],
  )
})

test('a partition that is loaded through its root is counted as the root', () => {
  const partitionRoot = { schema: 'public', name: 'events' }
  const relations = [
    makeRelation('events_1', { partitionRoot, loadsThroughRoot: true }),
    makeRelation('events_2', { partitionRoot }),
    makeRelation('orders'),
  ]
  const names = (inputs: Partial<BackupInputs>) =>
    plan(inputs, { relations }).tables.map(({ countedAs }) => countedAs.name)
  assert.deepEqual(names({}), ['events', 'events_2', 'orders'])
  const pgDumpArgs = ['--load-via-partition-root']
  assert.deepEqual(names({ pgDumpArgs }), ['events', 'events', 'orders'])
})

test('a partitioned table that is named without its partitions is warned of', () => {
  const partitionRoot = { schema: 'public', name: 'events' }
  const relations = [
    makeRelation('events_1', { partitionRoot }),
    makeRelation('events_2', { partitionRoot }),
    makeRelation('orders'),
  ]
  const warnings = (selection: Partial<Selection>, pgDumpArgs: readonly string[] = []) =>
    plan({ ...select(selection), pgDumpArgs }, { relations }).warnings.join()
  assert.match(
    warnings({ tables: ['events', 'orders'] }),
    /^public\.events is partitioned and selected, but not its partitions, which have the rows/,
  )
  assert.match(
    warnings({ excludeTables: ['events'] }),
    /excluded, but .*, of which 2 are dumped\.$/,
  )
  assert.match(warnings({ excludeTableData: ['events'] }), /left out, but not that of 2 partitions/)
  assert.throws(() => plan(select({ tables: ['events'] }), { relations }), {
    code: 'E_EMPTY',
    next: /not its partitions, which have the rows: select them too/,
  })
  for (const pattern of ['events*', 'events_1', 'orders']) {
    assert.equal(warnings({ tables: [pattern] }), '', pattern)
  }
  for (const pattern of ['events*', 'events_1']) {
    assert.equal(warnings({ excludeTables: [pattern] }), '', pattern)
    assert.equal(warnings({ excludeTableData: [pattern] }), '', pattern)
  }
  assert.equal(warnings({ tables: ['orders'] }, ['--table-and-children=events']), '')
})

test('a large dump says what it costs the source, a small one does not', () => {
  assert.deepEqual(plan().notes, [])
  const notes = plan({ format: 'directory' }, { sizeBytes: 50e9 }).notes.join(' ')
  assert.match(notes, /ACCESS SHARE lock .* 5 sessions/)
  assert.match(notes, /rate-limit/)
})

test('replicas and sessions that hold locks are warned of', () => {
  const blockers = [
    {
      pid: 42,
      relation: '"public"."a"',
      mode: 'AccessExclusiveLock',
      granted: true,
      ageSeconds: 7.4,
    },
  ]
  const { warnings } = plan({}, { isReplica: true, blockers })
  assert.match(warnings[0] ?? '', /replica/)
  assert.match(
    warnings[1] ?? '',
    /Process 42 holds AccessExclusiveLock on .* in a transaction of 7 s: .*at most 60 s/,
  )
})

test('the name is made of the database name where none is given', () => {
  assert.equal(plan({}, { database: 'Größe / Ärger' }).name, 'Gro-e-Arger')
  assert.equal(plan({ name: 'nightly' }).name, 'nightly')
  assert.throws(() => plan({}, { database: '数据' }), { code: 'E_INPUT' })
})

test('a series at Heroku that takes the random name of its database is warned of', () => {
  const heroku = {
    name: 'heroku',
    apiKey: 'HRKU-1',
    app: 'shop',
    database: 'DATABASE_URL',
    forkPlan: undefined,
    forkApp: undefined,
    mtlsCidr: undefined,
  } as const
  const fork = { ...makeInputs().fork, provider: heroku }
  assert.match(plan({ fork }).warnings.join(), /^Heroku gives databases random names.*: set name, /)
  assert.deepEqual(plan({ fork, name: 'shop' }).warnings, [])
})
