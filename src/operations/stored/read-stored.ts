import { createReadStream } from 'node:fs'
import { type ReadBackOptions, readBackDirectory, startReadBack } from '../../archive/read-back.ts'
import type { Flow } from '../../archive/stream-archive.ts'
import type { Client } from '../../client/client.ts'
import type { BackupStore } from '../../destinations/store.ts'
import { UserError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import {
  type ArchiveFile,
  compressionMethod,
  type Manifest,
  type TableRows,
} from '../../manifest/manifest.ts'
import { archiveFiles, totalBytes } from '../../report/report.ts'
import { withFlow } from '../dump/watch-flow.ts'
import { DECODING_ONLY } from '../load/read-definitions.ts'
import type { RunRecord } from '../records/record.ts'
import { bringHome } from './bring-home.ts'
import { readChecked, readOpened } from './fetch-archive.ts'
import type { OpenBackup } from './open-backup.ts'

export interface StoredArchive extends OpenBackup {
  readonly host: Host
  readonly record: RunRecord
  readonly client: Client
  readonly store: Pick<BackupStore, 'read'>
}

type Decoding = Pick<StoredArchive, 'host' | 'client' | 'manifest'>

/**
 * Reads what a store keeps of a backup, all of it: once to compare every byte with the manifest,
 * and again to decode it, so that pg_restore sees nothing that was not checked (CVE-2026-116314).
 * What is one file never touches the disk here; a directory has to be on it to be decoded.
 *
 * @returns the rows of every table, counted in the archive
 * @throws UserError `E_INTEGRITY`, `E_DECRYPT`, `E_NOT_FOUND`
 */
export async function readStored(stored: StoredArchive): Promise<readonly TableRows[]> {
  const { host, record, store, manifest } = stored
  if (manifest.dump.format === 'directory') {
    const directory = await record.phase('fetch', 'Fetch and check the archive', () =>
      bringHome(host, store, stored),
    )
    return await record.phase('decode', 'Decode the archive', () => countRows(stored, directory))
  }
  await record.phase('bytes', 'Compare every byte', () =>
    withFlow(host, 'read', totalBytes(manifest), (flow) => checkBytes(stored, flow)),
  )
  const file = archiveFile(manifest)
  return await record.phase('decode', 'Decode the archive', () =>
    withFlow(host, 'decode', file.sizeBytes, (flow) =>
      decode(stored, (options) =>
        decodeBytes(manifest, readOpened(store, stored, file, flow, host.signal), options),
      ),
    ),
  )
}

/** The rows of every table in an archive on this machine, its bytes checked and decrypted. */
export async function countRows(run: Decoding, archive: string): Promise<readonly TableRows[]> {
  return await decode(run, (options) =>
    run.manifest.dump.format === 'directory'
      ? readBackDirectory(archive, options)
      : decodeBytes(run.manifest, createReadStream(archive), options),
  )
}

async function checkBytes({ host, store, manifest }: StoredArchive, flow: Flow): Promise<void> {
  for (const file of manifest.dump.files) {
    const { signal } = host
    for await (const _ of readChecked(store, manifest.name, file, flow, signal));
  }
}

function archiveFile(manifest: Manifest): ArchiveFile {
  const [file] = archiveFiles(manifest)
  if (file === undefined) throw new Error('A manifest names at least one file.')
  return file
}

async function decode(
  { host, client }: Decoding,
  read: (options: ReadBackOptions) => Promise<readonly TableRows[]>,
): Promise<readonly TableRows[]> {
  const { signal, cleanup } = host
  try {
    return await read({ client, environment: DECODING_ONLY, signal, cleanup })
  } catch (error) {
    throw asOfTheStore(error)
  }
}

async function decodeBytes(
  manifest: Manifest,
  bytes: AsyncIterable<Uint8Array>,
  options: ReadBackOptions,
): Promise<readonly TableRows[]> {
  const { format } = manifest.dump
  if (format === 'directory') throw new Error('A directory is no file.')
  const readBack = startReadBack(format, { method: compressionMethod(manifest) }, options)
  try {
    for await (const chunk of bytes) await readBack.write(chunk)
    return await readBack.finish()
  } finally {
    readBack.stop()
  }
}

/** The same words as in a backup, but what to do next is something else. */
function asOfTheStore(error: unknown): unknown {
  if (!(error instanceof UserError && error.code === 'E_INTEGRITY')) return error
  const next = 'Choose another backup, and take a new one.'
  return new UserError(error.code, error.message, next, { cause: error })
}
