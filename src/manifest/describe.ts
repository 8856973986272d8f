import type { Client } from '../client/client.ts'
import type { BackupPlan } from '../plan/backup.ts'
import { compressionText } from '../plan/compression.ts'
import type { ServerFacts } from '../postgres/facts.ts'
import type { ArchiveFile, Manifest, TableRows } from './manifest.ts'

/** What the dump turned out to be. */
export interface DumpedArchive {
  /** The archive's files first, then what else is kept with it. */
  readonly files: readonly ArchiveFile[]
  /** Rows as counted in the archive; empty where it was not read back. */
  readonly tables: readonly TableRows[]
}

export interface Described {
  readonly plan: BackupPlan
  readonly facts: ServerFacts
  readonly client: Client
  readonly archive: DumpedArchive
  /** The database a fork was made of; null: the source itself was dumped. */
  readonly forkOf: string | null
  /** To whom it is encrypted, as the manifest has it; null: it is not. */
  readonly recipients: readonly string[] | null
  readonly dumpSeconds: number
  readonly provenAt: Date
  readonly tool: Manifest['tool']
}

/** The manifest of a backup: who it is, where it came from, what it holds and how it was proven. */
export function describeBackup(backup: Described): Manifest {
  const { plan, facts, client, archive } = backup
  return {
    manifestVersion: 1,
    id: plan.id,
    name: plan.name,
    createdAt: seconds(plan.createdAt),
    tool: backup.tool,
    source: {
      database: facts.database,
      serverVersion: facts.version,
      sizeBytes: facts.sizeBytes,
      encoding: facts.encoding,
      collation: facts.collation,
      extensions: facts.extensions,
      forkOf: backup.forkOf,
    },
    dump: {
      format: plan.format,
      compression: compressionText(plan.compression),
      clientVersion: client.version,
      jobs: plan.jobs,
      durationSeconds: Math.round(backup.dumpSeconds * 1000) / 1000,
      files: archive.files,
    },
    encryption: backup.recipients && { kind: 'age', recipients: backup.recipients, sealed: null },
    tables: archive.tables,
    verification: plan.readBack
      ? { level: 'archive', at: seconds(backup.provenAt) }
      : { level: 'none', at: null },
  }
}

/** The manifest as it is stored. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** RFC 3339 in UTC, to the second, as in the backup's id. */
function seconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}
