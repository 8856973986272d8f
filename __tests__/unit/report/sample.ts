import type { Manifest } from '../../../src/manifest/manifest.ts'
import type { BackupReport, DestinationReport } from '../../../src/report/report.ts'

export const ID = 'shop-20261124T021500Z-a1b2c3'
export const SHA = 'ab'.repeat(32)

/** A successful run to S3, which each test changes as it needs. */
export function sampleReport(changes: Partial<BackupReport> = {}): BackupReport {
  return {
    name: 'shop',
    failure: null,
    manifest: sampleManifest(),
    clientSource: 'wheel',
    relations: [
      { schema: 'public', name: 'orders', sizeBytes: 900_000_000 },
      { schema: 'public', name: 'customers', sizeBytes: 12_000_000 },
    ],
    fork: null,
    destinations: [s3Destination()],
    comparison: null,
    pruned: [],
    phases: [
      { name: 'facts', seconds: 0.3 },
      { name: 'client', seconds: 0.8 },
      { name: 'dump and store', seconds: 6.7 },
    ],
    durationSeconds: 7.9,
    warnings: [],
    retries: 0,
    ...changes,
  }
}

export function sampleManifest(
  dump: Partial<Manifest['dump']> = {},
  changes: Partial<Manifest> = {},
): Manifest {
  return {
    manifestVersion: 1,
    id: ID,
    name: 'shop',
    createdAt: '2026-11-24T02:15:00Z',
    tool: { name: 'pg-backup-action', version: '1.0.0' },
    source: {
      database: 'shop',
      serverVersion: '17.11',
      sizeBytes: 1_550_000_000,
      encoding: 'UTF8',
      collation: 'C.UTF-8',
      extensions: [],
      forkOf: null,
    },
    dump: {
      format: 'custom',
      compression: 'zstd:1',
      clientVersion: '17.11',
      jobs: 1,
      durationSeconds: 6.4,
      files: [{ path: `${ID}.dump`, sizeBytes: 437_000_000, sha256: SHA }],
      ...dump,
    },
    encryption: null,
    tables: [
      { schema: 'public', name: 'customers', rows: 50_000 },
      { schema: 'public', name: 'orders', rows: 1_234_567 },
    ],
    verification: { level: 'archive', at: '2026-11-24T02:15:07Z' },
    ...changes,
  }
}

export function s3Destination(changes: Partial<DestinationReport> = {}): DestinationReport {
  const text = 's3://acme-backups/nightly'
  return {
    url: {
      kind: 's3',
      text,
      bucket: 'acme-backups',
      prefix: 'nightly',
      pathStyle: false,
      create: false,
    },
    label: text,
    stored: { location: `${text}/shop/${ID}.dump` },
    failure: null,
    ...changes,
  }
}

export function artifactDestination(changes: Partial<DestinationReport> = {}): DestinationReport {
  const url = 'https://github.com/acme/shop/actions/runs/77/artifacts/42'
  return {
    url: { kind: 'artifact' },
    label: 'artifact',
    stored: { location: url, artifact: { id: 42, name: ID, url } },
    failure: null,
    ...changes,
  }
}

export function fileDestination(directory: string): DestinationReport {
  return {
    url: { kind: 'file', text: directory, directory },
    label: directory,
    stored: { location: `${directory}/shop/${ID}.dump` },
    failure: null,
  }
}
