import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { errorCode, UserError } from '../errors.ts'
import type { Host, Log } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import type { BackupName, BackupNeed, BackupWriter, Destination } from './destination.ts'
import { asDiskError, requireSpace } from './disk-space.ts'
import { FileBackup, partialFolder } from './file-backup.ts'

/** A dump that has not grown for a day belongs to a run that is gone. */
const LEFTOVER_AGE_MS = 24 * 3_600_000

/** The partial folder of an id as plan/ makes them: `<name>-<yyyymmddThhmmssZ>-<6 random>`. */
const LEFTOVER = /^\..+-\d{8}T\d{6}Z-[0-9a-z]{6}\.partial$/

export interface FileOptions {
  /** Whether a backup is there only once the disk has it (fsync); off for a spool. */
  readonly durable: boolean
}

/**
 * A folder of this machine or of a network file system:
 * `<directory>/<name>/<id>.dump` beside `<directory>/<name>/<id>.manifest.json`.
 */
export function openFileDestination(
  url: Extract<DestinationUrl, { kind: 'file' }>,
  host: Host,
  options: FileOptions = { durable: true },
): Destination {
  return new FileDestination(url, host, options)
}

class FileDestination implements Destination {
  readonly kind = 'file'
  readonly label: string
  readonly #root: string
  readonly #host: Host
  readonly #durable: boolean

  constructor(url: Extract<DestinationUrl, { kind: 'file' }>, host: Host, options: FileOptions) {
    this.label = url.text
    // The post step that may have to clean up runs in a folder of its own.
    this.#root = resolve(url.directory)
    this.#host = host
    this.#durable = options.durable
  }

  async check(need: BackupNeed, signal: AbortSignal): Promise<void> {
    const folder = join(this.#root, need.name)
    try {
      await proveWritable(folder)
      await sweepLeftovers(folder, this.#host.log, signal)
      await requireSpace(folder, need.estimatedBytes, this.#host.log)
    } catch (error) {
      throw await asDiskError(error, this.label, 0)
    }
  }

  async begin(backup: BackupName, signal: AbortSignal): Promise<BackupWriter> {
    signal.throwIfAborted()
    const folder = join(this.#root, backup.name)
    const partial = partialFolder(folder, backup.id)
    try {
      await makeFolder(folder)
      await refuseSecond(folder, backup.id)
      const { cleanup, log } = this.#host
      const handle = cleanup.add({ kind: 'remove-path', path: partial })
      await mkdir(partial, { mode: 0o700 }).catch((error: unknown) => {
        handle.done()
        // Another run of this id was faster by the moment since we looked.
        throw errorCode(error) === 'EEXIST' ? taken(partial, backup.id) : error
      })
      const location = `${this.label.replace(/\/+$/, '')}/${backup.name}`
      const place = { folder, location, label: this.label, durable: this.#durable }
      return new FileBackup(backup.id, place, { cleanup, partial: handle, log, signal })
    } catch (error) {
      throw await asDiskError(error, this.label, 0)
    }
  }
}

/** Node's own recursive mkdir says ENOENT where the truth is a read-only file system. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolder(dirname(folder))
    await makeFolder(folder)
  }
}

/** Making and writing a file tells more than permission bits: a read-only mount, no inodes left. */
async function proveWritable(folder: string): Promise<void> {
  await makeFolder(folder)
  const probe = join(folder, `.probe-${randomUUID()}`)
  try {
    await writeFile(probe, 'pg-backup', { flag: 'wx', mode: 0o600 })
  } finally {
    await rm(probe, { force: true })
  }
}

/** Two runs with one id would mix their files, so the second is turned away before it dumps. */
async function refuseSecond(folder: string, id: string): Promise<void> {
  const own = `.${id}.partial`
  const found = (await readdir(folder)).find(
    (entry) => entry === id || entry === own || entry.startsWith(`${id}.`),
  )
  if (found !== undefined) throw taken(join(folder, found), id)
}

function taken(path: string, id: string): UserError {
  const message = `${path} exists already, so the backup ${id} is not written.`
  return new UserError('E_UPLOAD', message, 'Run the backup again: it gets a new id.')
}

/** Removes what killed runs left, among it the plain text of a database. */
async function sweepLeftovers(folder: string, log: Log, signal: AbortSignal): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !LEFTOVER.test(entry.name)) continue
    signal.throwIfAborted()
    const path = join(folder, entry.name)
    if (Date.now() - (await lastChange(path)) < LEFTOVER_AGE_MS) continue
    await rm(path, { recursive: true, force: true })
    log.info(`Removed ${path}, left by a run that did not finish.`)
  }
}

/** When anything in a folder was last written, in milliseconds; a folder alone does not tell. */
async function lastChange(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true })
  const paths = [folder, ...entries.map((entry) => join(folder, entry))]
  // What vanishes meanwhile belongs to a run that is alive.
  const times = paths.map((path) => lstat(path).then((info) => info.mtimeMs, Date.now))
  return Math.max(...(await Promise.all(times)))
}
