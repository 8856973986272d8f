import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { Environment, Host } from '../host/host.ts'
import { MANIFEST_SUFFIX, VERIFICATION_SUFFIX } from '../manifest/verification.ts'
import { parseBackupId } from '../plan/backup-name.ts'
import { formatBytes } from '../report/format.ts'
import { abandonable } from './abandonable.ts'
import { newArtifactClient } from './artifact-client.ts'
import { artifactError, checkService, enterpriseServer, firstName } from './artifact-rules.ts'
import {
  type ArtifactScope,
  type ArtifactStoreOptions,
  artifactScope,
  type Listed,
} from './artifact-scope.ts'
import { freeBytes } from './disk-space.ts'
import type { BackupStore } from './store.ts'
import { folderInStore, pathInStore } from './store-path.ts'
import { ZipFile } from './zip-file.ts'

export type { ArtifactStoreOptions }

/** The end of the name of the artifact that holds nothing but a later verification. */
const RECORD = '.verification'

/**
 * Reads backups from the artifacts of workflow runs: each is one artifact, named by its id. An
 * archive comes whole, once, and is read where it lies; a manifest is read out of the archive at
 * GitHub where the API allows it. What is put later cannot go into an artifact, and becomes one of
 * its own, `<id>.verification`, of this run.
 *
 * @throws UserError `E_INPUT`
 */
export async function openArtifactStore(
  host: Host,
  options: ArtifactStoreOptions,
): Promise<BackupStore> {
  const { environment } = host
  const scope = artifactScope(environment, options, (name) => name.endsWith(RECORD))
  const server = enterpriseServer(environment)
  if (server !== undefined) {
    const message = `The artifacts of GitHub Enterprise Server (${server}) cannot be read.`
    throw new UserError('E_INPUT', message, 'Name a folder or a bucket as source instead.')
  }
  const folder = join(await host.temporaryDirectory(), 'artifacts')
  return new ArtifactStore(scope, folder, environment)
}

class ArtifactStore implements BackupStore {
  readonly isAtomic = true
  readonly label: string
  readonly #scope: ArtifactScope
  readonly #folder: string
  readonly #environment: Environment
  /** By the names of first uploads, the newest last; undefined: to be asked for. */
  #known: Promise<ReadonlyMap<string, readonly Listed[]>> | undefined
  readonly #downloads = new Map<number, Promise<ZipFile>>()

  constructor(scope: ArtifactScope, folder: string, environment: Environment) {
    this.label = scope.label
    this.#scope = scope
    this.#folder = folder
    this.#environment = environment
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    folderInStore(name)
    this.#known = undefined
    for (const artifact of (await this.#listed(signal)).keys()) {
      const id = backupOf(artifact)
      if (parseBackupId(id)?.name !== name) continue
      yield `${id}${id === artifact ? MANIFEST_SUFFIX : VERIFICATION_SUFFIX}`
    }
  }

  async *series(signal: AbortSignal): AsyncGenerator<string> {
    this.#known = undefined
    const artifacts = [...(await this.#listed(signal)).keys()]
    const names = artifacts.map((artifact) => parseBackupId(backupOf(artifact))?.name)
    yield* new Set(names.filter((name) => name !== undefined))
  }

  async *read(name: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    pathInStore(name, path)
    const listed = await this.#listed(signal)
    // Of one name, the newest counts: a job that runs again uploads again.
    const found = listed.get(artifactOf(path))?.at(-1)
    if (found === undefined) throw this.#missing(path)
    const zip = await this.#open(found, path, signal)
    if (!zip.has(path)) throw this.#missing(path)
    yield* zip.read(path, signal)
  }

  async put(name: string, path: string, content: Uint8Array, signal: AbortSignal): Promise<void> {
    pathInStore(name, path)
    const artifact = artifactOf(path)
    if (!artifact.endsWith(RECORD)) {
      const message = `${path} cannot be added: an artifact cannot be changed.`
      throw new UserError('E_UPLOAD', message, 'Keep the backups in a folder or a bucket.')
    }
    checkService(this.#environment)
    const folder = join(this.#folder, artifact)
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, path), content, { mode: 0o600 })
      await replaceArtifact(artifact, join(folder, path), folder, signal)
    } finally {
      this.#known = undefined
      await rm(folder, { recursive: true, force: true }).catch(() => {})
    }
  }

  /** Removes the whole artifact that holds a path: there is no other way. */
  async remove(name: string, path: string, signal: AbortSignal): Promise<void> {
    pathInStore(name, path.replace(/\/$/, ''))
    const listed = await this.#listed(signal)
    for (const found of listed.get(artifactOf(path)) ?? []) await found.remove(signal)
  }

  /** Asked once for all who want to know. */
  async #listed(signal: AbortSignal): Promise<ReadonlyMap<string, readonly Listed[]>> {
    this.#known ??= this.#scope.list(signal).then(byName)
    try {
      return await this.#known
    } catch (error) {
      this.#known = undefined
      throw error
    }
  }

  /** A small file is read at GitHub, unless the archive is here already. */
  async #open(found: Listed, path: string, signal: AbortSignal): Promise<ZipFile> {
    const { artifact, bytes } = found
    const isSmall = path.endsWith(MANIFEST_SUFFIX) || path.endsWith(VERIFICATION_SUFFIX)
    if (bytes === undefined || !isSmall || this.#downloads.has(artifact.id)) {
      return await this.#download(found, signal)
    }
    return await ZipFile.open(bytes, `The artifact ${artifact.name}`, signal)
  }

  /** Once for all who read from it. */
  #download(found: Listed, signal: AbortSignal): Promise<ZipFile> {
    const { id } = found.artifact
    const started = this.#downloads.get(id)
    if (started !== undefined) return started
    const folder = join(this.#folder, String(id))
    const download = fetchZip(found, folder, signal).catch(async (error: unknown) => {
      this.#downloads.delete(id)
      await rm(folder, { recursive: true, force: true }).catch(() => {})
      throw error
    })
    this.#downloads.set(id, download)
    return download
  }

  #missing(path: string): UserError {
    const message = `${path} is not in ${this.label}.`
    return new UserError('E_NOT_FOUND', message, 'It may have expired; check run-id and backup.')
  }
}

function byName(all: readonly Listed[]): ReadonlyMap<string, readonly Listed[]> {
  const oldestFirst = all.toSorted((one, other) => one.artifact.id - other.artifact.id)
  return Map.groupBy(oldestFirst, ({ artifact }) => firstName(artifact.name))
}

/** The id of the backup that an artifact is, or that it proves. */
function backupOf(artifact: string): string {
  return artifact.endsWith(RECORD) ? artifact.slice(0, -RECORD.length) : artifact
}

/** The name of the artifact that holds a path: `<id>.dump`, `<id>/toc.dat` or a record. */
function artifactOf(path: string): string {
  if (path.endsWith(VERIFICATION_SUFFIX)) {
    return `${path.slice(0, -VERIFICATION_SUFFIX.length)}${RECORD}`
  }
  return /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?=[./])/.exec(path)?.[0] ?? path
}

async function fetchZip(found: Listed, folder: string, signal: AbortSignal): Promise<ZipFile> {
  const { name, size } = found.artifact
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const free = await freeBytes(folder)
  if (free < size) {
    const sizes = `${formatBytes(free)} are free and it has ${formatBytes(size)}`
    const message = `There is no space for the artifact ${name}: ${sizes}.`
    throw new UserError('E_DISK', message, 'Free some space on the disk of the runner.')
  }
  const path = await found.download(folder, signal)
  return ZipFile.open(path, `The artifact ${name}`)
}

/** Uploads a file as an artifact of this run, in place of an older one of the same name. */
async function replaceArtifact(name: string, file: string, folder: string, signal: AbortSignal) {
  const client = await newArtifactClient(signal)
  try {
    const { artifacts } = await abandonable(client.listArtifacts(), signal)
    if (artifacts.some((artifact) => artifact.name === name)) await client.deleteArtifact(name)
    await abandonable(client.uploadArtifact(name, [file], folder), signal)
  } catch (error) {
    signal.throwIfAborted()
    throw artifactError(error, name)
  }
}
