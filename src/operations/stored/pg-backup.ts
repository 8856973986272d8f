import { parseArchiveHeader } from '../../archive/archive-header.ts'
import type { Client } from '../../client/client.ts'
import type { BackupStore } from '../../destinations/store.ts'
import { systemClock } from '../../forks/clock.ts'
import type { Host } from '../../host/host.ts'
import type { PgBackupChoice } from '../../inputs/restore.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { TOOL } from '../../tool.ts'
import { readDefinitions } from '../load/read-definitions.ts'
import type { RunRecord } from '../records/record.ts'
import { countRows } from './read-stored.ts'

/** A backup of Heroku's own PGBackups, as if it were one of ours. */
export interface FoundPgBackup {
  readonly store: Pick<BackupStore, 'label' | 'read'>
  readonly manifest: Manifest
}

/**
 * Finds a backup of PGBackups. It has no manifest: what one would say is taken from Heroku's word
 * and from the head of the archive, and the rest from the archive itself, once it is here.
 *
 * @throws UserError `E_NOT_FOUND`, `E_CREDENTIALS`, `E_INPUT`, `E_DOWNLOAD`, `E_INTEGRITY`
 */
export async function findPgBackup(
  host: Host,
  choice: PgBackupChoice,
  record: RunRecord,
): Promise<FoundPgBackup> {
  const { openPgBackup } = await import('../../forks/heroku/pgbackups.ts')
  const { environment, log } = host
  const context = {
    ...{ environment, log, connection: undefined, clock: systemClock },
    addSecret: (value: string) => host.addSecret(value),
  }
  const { backup, file } = await openPgBackup(choice, context, host.signal)
  const header = parseArchiveHeader(file.head)
  const path = `${backup.name}.dump`
  record.warn(
    `${backup.name} is of PGBackups, which keeps no manifest: nothing but the archive itself says what should be in it.`,
  )
  if (backup.storedBytes !== 0 && backup.storedBytes !== file.sizeBytes) {
    record.warn(
      `Heroku says that ${backup.name} has ${backup.storedBytes} bytes, and its file has ${file.sizeBytes}.`,
    )
  }
  const createdAt = backup.createdAt.toISOString().replace(/\.\d+Z$/, 'Z')
  const { database, serverVersion, clientVersion, compression } = header
  return {
    store: {
      label: `PGBackups of ${choice.app}`,
      read: (_name, _path, signal) => file.read(signal),
    },
    manifest: {
      manifestVersion: 1,
      id: `heroku:${choice.app}::${backup.name}`,
      name: choice.app,
      createdAt,
      tool: TOOL,
      source: {
        database,
        serverVersion,
        sizeBytes: backup.sourceBytes,
        ...{ encoding: 'UTF8', collation: '', extensions: [], forkOf: null },
      },
      dump: {
        ...{ format: 'custom', compression, clientVersion, jobs: 1, durationSeconds: 0 },
        files: [{ path, sizeBytes: file.sizeBytes, sha256: '' }],
      },
      encryption: null,
      tables: [],
      verification: { level: 'none', at: null },
    },
  }
}

/**
 * What the manifest of such a backup would say, read from the archive: all of it is decoded, which
 * proves that it is whole.
 *
 * @throws UserError `E_INTEGRITY`
 */
export async function describeFromArchive(
  host: Host,
  client: Client,
  manifest: Manifest,
  archive: string,
): Promise<Manifest> {
  const tables = await countRows({ host, client, manifest }, archive)
  const { extensions } = await readDefinitions(host, client, manifest, archive)
  const facts = extensions.map(({ name, schema }) => ({ name, schema, version: '' }))
  return {
    ...manifest,
    tables,
    source: { ...manifest.source, extensions: facts },
    verification: { level: 'archive', at: manifest.createdAt },
  }
}
