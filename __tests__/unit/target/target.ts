import type { RestoredDatabase, RestoreWish } from '../../../src/target/obstacle.ts'
import type { TargetExtension, TargetFacts } from '../../../src/target/target-facts.ts'

/** An empty database of an ordinary owner, who may create databases. */
export function makeTarget(changes: Partial<TargetFacts> = {}): TargetFacts {
  return {
    database: 'app',
    databaseOid: 16_384,
    systemIdentifier: '7000000000000000001',
    versionNumber: 170_011,
    version: '17.11',
    major: 17,
    isReplica: false,
    isReadOnly: false,
    locale: {
      encoding: 'UTF8',
      provider: 'libc',
      collate: 'en_US.UTF-8',
      ctype: 'en_US.UTF-8',
      locale: null,
      icuRules: null,
    },
    user: 'owner',
    isSuperuser: false,
    ownsDatabase: true,
    owner: 'owner',
    maker: 'owner',
    mayCreate: true,
    mayCreateInPublic: true,
    makerOwnsDatabase: true,
    tablespace: 'pg_default',
    tablespaces: [],
    mayUseTablespace: false,
    mayMark: true,
    mayCreateDatabases: true,
    roles: ['owner', 'app', 'other'],
    settableRoles: ['owner', 'app'],
    extensions: [
      makeExtension('plpgsql', { installedVersion: '1.0', installedSchema: 'pg_catalog' }),
    ],
    schemas: ['public'],
    objects: { count: 0, names: [] },
    eventTriggers: [],
    publications: [],
    subscriptions: [],
    slots: [],
    defaultPrivileges: [],
    sessions: 0,
    protectedSessions: [],
    preparedTransactions: 0,
    capacity: {
      freeConnections: 97,
      workerProcesses: 8,
      parallelMaintenanceWorkers: 2,
      sharedBuffers: 134_217_728,
      maintenanceWorkMem: 67_108_864,
    },
    ...changes,
  }
}

export function makeExtension(
  name: string,
  changes: Partial<TargetExtension> = {},
): TargetExtension {
  return {
    name,
    versions: ['1.0'],
    defaultVersion: '1.0',
    trusted: true,
    installedVersion: null,
    installedSchema: null,
    droppable: false,
    creatable: true,
    ...changes,
  }
}

export function makeArchive(changes: Partial<RestoredDatabase> = {}): RestoredDatabase {
  const plpgsql = { name: 'plpgsql', version: '1.0', schema: 'pg_catalog' }
  return {
    serverVersion: '17.2',
    encoding: 'UTF8',
    collation: 'en_US.UTF-8',
    extensions: [plpgsql],
    ...changes,
  }
}

export function makeWish(changes: Partial<RestoreWish> = {}): RestoreWish {
  return { mode: 'into-empty', confirm: '', noOwner: true, ...changes }
}
