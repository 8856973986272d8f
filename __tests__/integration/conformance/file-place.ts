import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { BackupName } from '../../../src/destinations/destination.ts'
import { openFileDestination } from '../../../src/destinations/file.ts'
import { openFileStore } from '../../../src/destinations/file-store.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import { mountSmallDisk } from '../small-disk.ts'
import type { BackupFiles, Broken, Opening, Place } from './place.ts'
import { networkRows } from './rows.ts'

/** A folder of this machine. */
export async function startFilePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'file-place-'))
  const disk = join(folder, 'disk')
  const mounted = await mountSmallDisk(disk, 4)
  return new FilePlace(folder, disk, mounted)
}

const noNetwork =
  'there is no network in between; what a disk does is in file-destination.test.ts and file-store.test.ts'

class FilePlace implements Place {
  readonly exempt
  readonly #folder: string
  readonly #root: string
  readonly #disk: string
  readonly #mounted: AsyncDisposable | string

  constructor(folder: string, disk: string, mounted: AsyncDisposable | string) {
    this.#folder = folder
    this.#root = join(folder, 'backups')
    this.#disk = disk
    this.#mounted = mounted
    const noDisk = typeof mounted === 'string' ? { [BROKEN]: mounted } : {}
    this.exempt = { ...notOfFolders, ...noDisk }
  }

  async destination({ prefix = '' }: Opening = {}) {
    return this.#open(join(this.#root, prefix))
  }

  async store({ prefix = '' }: Opening = {}) {
    const directory = join(this.#root, prefix)
    return openFileStore({ kind: 'file', text: directory, directory }, recordingHost(this.#folder))
  }

  async put({ name }: BackupName, files: BackupFiles): Promise<void> {
    for (const [path, bytes] of Object.entries(files)) {
      const file = join(this.#root, name, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
  }

  async putMany(name: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.put({ name, id }, { [`${id}.manifest.json`]: Buffer.from('{}') })
    }
  }

  async read({ name }: BackupName, path: string): Promise<Uint8Array> {
    return readFile(join(this.#root, name, path))
  }

  /** Files of a complete name, on either disk; a folder is what is in it. */
  async names(): Promise<string[]> {
    return (await this.#files()).filter((path) => !isPartial(path))
  }

  async unfinished(): Promise<string[]> {
    return (await this.#files()).filter(isPartial)
  }

  async breakDown(): Promise<Broken> {
    const opened = this.#open(join(this.#disk, 'full'))
    return { opened, code: 'E_DISK', [Symbol.asyncDispose]: async () => {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (typeof this.#mounted !== 'string') await this.#mounted[Symbol.asyncDispose]()
    await rm(this.#folder, { recursive: true })
  }

  #open(directory: string) {
    const host = recordingHost(this.#folder)
    const url = { kind: 'file', text: directory, directory } as const
    return { destination: openFileDestination(url, host), host }
  }

  async #files(): Promise<string[]> {
    const folders = await Promise.all(
      [this.#root, this.#disk].map((folder) =>
        readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []),
      ),
    )
    const files = folders.flat().filter((entry) => entry.isFile() || isPartial(entry.name))
    return files.map((entry) => join(entry.parentPath, entry.name))
  }
}

const isPartial = (path: string) => path.includes('.partial')

const BROKEN = 'a place at which everything fails: the right error, and nothing left'

const notOfFolders = {
  'a bucket that is not there is E_BUCKET, before the dump': 'a folder is made',
  'another region than the wanted one is E_REGION, and nothing is written':
    'a folder is in no region, and region without a bucket is refused as an input',
  'wrong credentials are E_CREDENTIALS, before the dump':
    'a folder has no credentials; one that may not be written is in file-destination.test.ts',
  'reading from a bucket that is not there is E_BUCKET': 'a folder that is not there is empty',
  'reading with wrong credentials is E_CREDENTIALS': 'a folder has no credentials',
  ...Object.fromEntries(networkRows.map((row) => [row, noNetwork])),
}
