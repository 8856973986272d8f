import { createReadStream } from 'node:fs'
import { type ReadBackOptions, readBackDirectory, startReadBack } from '../archive/read-back.ts'
import type { Flow } from '../archive/stream-archive.ts'
import type { Client } from '../client/client.ts'
import type { BackupStore } from '../destinations/store.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import {
  type ArchiveFile,
  compressionMethod,
  type Manifest,
  type TableRows,
} from '../manifest/manifest.ts'
import { archiveFiles, totalBytes } from '../report/report.ts'
import { bringHome } from './bring-home.ts'
import { readChecked } from './fetch-archive.ts'
import { DECODING_ONLY } from './read-definitions.ts'
import type { RunRecord } from './record.ts'
import { withFlow } from './watch-flow.ts'

export interface StoredArchive {
  readonly host: Host
  readonly record: RunRecord
  readonly client: Client
  readonly store: Pick<BackupStore, 'read'>
  readonly manifest: Manifest
}

/**
 * Reads what a store keeps of a backup, all of it: once to compare every byte with the manifest,
 * and again to decode it, so that pg_restore sees nothing that was not checked (CVE-2026-116314).
 * What is one file never touches the disk here; a directory has to be on it to be decoded.
 *
 * @returns the rows of every table, counted in the archive
 * @throws UserError `E_INTEGRITY`, `E_NOT_FOUND`
 */
export async function readStored(stored: StoredArchive): Promise<readonly TableRows[]> {
  const { host, record, store, manifest } = stored
  if (manifest.dump.format === 'directory') {
    const directory = await record.phase('fetch', 'Fetch and check the archive', () =>
      bringHome(host, store, manifest),
    )
    return await record.phase('decode', 'Decode the archive', () => decode(stored, directory))
  }
  await record.phase('bytes', 'Compare every byte', () =>
    withFlow(host, 'read', totalBytes(manifest), (flow) => checkBytes(stored, flow)),
  )
  return await record.phase('decode', 'Decode the archive', () => decode(stored))
}

/** The rows of every table in an archive on this machine, its bytes checked. */
export async function countRows(
  stored: Omit<StoredArchive, 'store'>,
  archive: string,
): Promise<readonly TableRows[]> {
  const store = { read: () => createReadStream(archive) as AsyncIterable<Uint8Array> }
  return await decode({ ...stored, store }, archive)
}

async function checkBytes({ host, store, manifest }: StoredArchive, flow: Flow): Promise<void> {
  for (const file of manifest.dump.files) {
    const { signal } = host
    for await (const _ of readChecked(store, manifest.name, file, flow, signal));
  }
}

/** @param directory where it is one */
async function decode(stored: StoredArchive, directory?: string): Promise<readonly TableRows[]> {
  const { host, client, manifest } = stored
  const { signal, cleanup } = host
  const options = { client, environment: DECODING_ONLY, signal, cleanup }
  try {
    if (directory !== undefined && manifest.dump.format === 'directory') {
      return await readBackDirectory(directory, options)
    }
    const [file] = archiveFiles(manifest)
    if (file === undefined) throw new Error('A manifest names at least one file.')
    return await withFlow(host, 'decode', file.sizeBytes, (flow) =>
      decodeFile(stored, file, options, flow),
    )
  } catch (error) {
    throw asOfTheStore(error)
  }
}

async function decodeFile(
  { store, manifest }: StoredArchive,
  file: ArchiveFile,
  options: ReadBackOptions,
  flow: Flow,
): Promise<readonly TableRows[]> {
  const { name, dump } = manifest
  if (dump.format === 'directory') throw new Error('A directory is no file.')
  const readBack = startReadBack(dump.format, { method: compressionMethod(manifest) }, options)
  try {
    for await (const chunk of readChecked(store, name, file, flow, options.signal)) {
      await readBack.write(chunk)
    }
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
