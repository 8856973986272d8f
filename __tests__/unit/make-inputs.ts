import type { BackupInputs } from '../../src/inputs/backup.ts'
import type { RelationFact, ServerFacts } from '../../src/postgres/facts.ts'

/** Inputs as a user who sets only the URL would have them. */
export function makeInputs(overrides: Partial<BackupInputs> = {}): BackupInputs {
  return {
    connection: {
      hosts: [{ host: 'db.example.com', port: 5432 }],
      database: 'shop',
      user: 'app',
      sslMode: 'prefer',
      parameters: {},
      text: '',
      notes: [],
    },
    fork: { when: 'never', thresholdBytes: 0, provider: undefined, timeoutMs: 0 },
    name: undefined,
    format: 'custom',
    compression: 'auto',
    jobs: 'auto',
    selection: {
      schemas: [],
      excludeSchemas: [],
      tables: [],
      excludeTables: [],
      excludeTableData: [],
    },
    noOwner: true,
    noAcl: true,
    quoteAllIdentifiers: true,
    globals: false,
    pgDumpArgs: [],
    lockTimeoutMs: 60_000,
    rateLimit: undefined,
    destinations: [{ kind: 'artifact' }],
    region: undefined,
    retentionDays: undefined,
    encryption: undefined,
    manifestDetail: 'full',
    keep: undefined,
    githubToken: undefined,
    shrinkLimit: 0.5,
    onShrink: 'warn',
    verify: 'archive',
    verifySql: [],
    client: { version: 'auto', source: 'auto', cache: true },
    allowEmpty: false,
    allowPublicArtifact: false,
    summary: true,
    ...overrides,
  }
}

export function makeFacts(overrides: Partial<ServerFacts> = {}): ServerFacts {
  return {
    host: { host: 'db.example.com', port: 5432 },
    database: 'shop',
    user: 'app',
    versionNumber: 170011,
    version: '17.11',
    major: 17,
    sizeBytes: 1e9,
    encoding: 'UTF8',
    collation: 'C.UTF-8',
    extensions: [],
    isReplica: false,
    pooler: null,
    searchPath: ['public'],
    relations: [makeRelation('orders')],
    unreadable: [],
    blockers: [],
    ...overrides,
  }
}

let nextOid = 16384

export function makeRelation(name: string, overrides: Partial<RelationFact> = {}): RelationFact {
  nextOid += 1
  const size = { sizeBytes: 8192, estimatedRows: 10 }
  const partition = { partitionRoot: null, loadsThroughRoot: false }
  return { oid: nextOid, schema: 'public', name, ...size, ...partition, ...overrides }
}
