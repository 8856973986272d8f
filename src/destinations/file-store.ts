import { randomUUID } from 'node:crypto'
import { type BigIntStats, constants } from 'node:fs'
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  opendir,
  realpath,
  rename,
  rm,
} from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { errorCode, errorMessage, sentence, UserError } from '../errors.ts'
import type { Cleanup, Host } from '../host/host.ts'
import type { DestinationUrl } from '../inputs/backup.ts'
import { isSeriesName } from '../plan/backup-name.ts'
import { asDiskError } from './disk-space.ts'
import type { BackupStore } from './store.ts'
import { folderInStore, isHidden, pathInStore } from './store-path.ts'

const CHUNK_BYTES = 256 * 1024

/** Reads backups from a folder of this machine or of a network file system. */
export function openFileStore(
  url: Extract<DestinationUrl, { kind: 'file' }>,
  host: Pick<Host, 'cleanup'>,
): BackupStore {
  return new FileStore(url.text, resolve(url.directory), host.cleanup)
}

class FileStore implements BackupStore {
  readonly label: string
  readonly #root: string
  readonly #cleanup: Cleanup

  constructor(label: string, root: string, cleanup: Cleanup) {
    this.label = label
    this.#root = root
    this.#cleanup = cleanup
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    const folder = join(this.#root, folderInStore(name))
    try {
      for await (const entry of await opendir(folder)) {
        signal.throwIfAborted()
        if (isHidden(entry.name)) continue
        if (entry.isFile() || entry.isDirectory()) yield entry.name
      }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw this.#unreadable(error, name)
    }
  }

  async *read(name: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const inStore = pathInStore(name, path)
    try {
      const file = await openInside(join(this.#root, name), join(this.#root, inStore))
      try {
        yield* readWhole(file, inStore, signal)
      } finally {
        await file.close()
      }
    } catch (error) {
      throw this.#unreadable(error, inStore)
    }
  }

  async put(name: string, path: string, content: Uint8Array, signal: AbortSignal): Promise<void> {
    const target = join(this.#root, pathInStore(name, path))
    const partial = join(dirname(target), `.${randomUUID()}.partial`)
    const cleanup = this.#cleanup.add({ kind: 'remove-path', path: partial })
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await writeDurably(partial, content)
      signal.throwIfAborted()
      await rename(partial, target)
      await syncFolder(dirname(target))
    } catch (error) {
      throw await asDiskError(error, this.label, 0)
    } finally {
      await rm(partial, { force: true }).then(cleanup.done, () => {})
    }
  }

  async remove(name: string, path: string, signal: AbortSignal): Promise<void> {
    const isFolder = path.endsWith('/')
    const inStore = pathInStore(name, isFolder ? path.slice(0, -1) : path)
    const target = join(this.#root, inStore)
    signal.throwIfAborted()
    try {
      // What is neither a file nor a folder is none of ours, and a link is never followed.
      const found = await lstat(target)
      if (isFolder ? found.isDirectory() : found.isFile()) {
        await rm(target, { recursive: isFolder, force: true })
        await syncFolder(dirname(target))
      }
    } catch (error) {
      const code = errorCode(error)
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw await asDiskError(error, this.label, 0)
    }
  }

  async *series(signal: AbortSignal): AsyncGenerator<string> {
    try {
      for await (const entry of await opendir(this.#root)) {
        signal.throwIfAborted()
        if (entry.isDirectory() && isSeriesName(entry.name)) yield entry.name
      }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw this.#unreadable(error, 'The folder of all series')
    }
  }

  #unreadable(error: unknown, inStore: string): unknown {
    const code = errorCode(error)
    if (error instanceof UserError || code === undefined) return error
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const message = `${inStore} is not in ${this.label}.`
      return new UserError('E_NOT_FOUND', message, 'Check source, name and backup.')
    }
    const message = `${inStore} in ${this.label} cannot be read: ${sentence(errorMessage(error))}`
    return new UserError('E_DISK', message, 'See that this user may read it.', { cause: error })
  }
}

/**
 * Opens a regular file that lies in a folder once every link on the way to it was followed. The
 * folder itself may be one. A FIFO would keep the opening waiting for ever, hence O_NONBLOCK.
 */
async function openInside(folder: string, file: string): Promise<FileHandle> {
  const real = await realpath(file)
  const path = relative(await realpath(folder), real)
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) throw refused(file)
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const handle = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw refused(file)
}

function refused(file: string): UserError {
  return new UserError(
    'E_INTEGRITY',
    `${file} is not a file in its backup's folder.`,
    'A link leads elsewhere; choose another backup.',
  )
}

/** New memory for each chunk: who takes one may keep it. */
async function* readWhole(
  file: FileHandle,
  inStore: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const before = await file.stat({ bigint: true })
  for (let position = 0; ; ) {
    signal.throwIfAborted()
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position)
    if (bytesRead === 0) break
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  if (isSame(before, await file.stat({ bigint: true }))) return
  const message = `${inStore} was altered while it was read.`
  throw new UserError('E_INTEGRITY', message, 'Run again when nothing writes to it.')
}

function isSame(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name is safe on disk only once its folder is. Not every file system can do that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
