import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import type { Environment, Host } from '../host/host.ts'
import { MANIFEST_SUFFIX, VERIFICATION_SUFFIX } from '../manifest/verification.ts'
import { parseBackupId } from '../plan/backup-name.ts'
import { abandonable } from './abandonable.ts'
import { artifactError, checkService, enterpriseServer } from './artifact-rules.ts'
import { freeBytes, sizeText } from './disk-space.ts'
import { type OtherRun, type RunArtifact, RunArtifacts } from './run-artifacts.ts'
import type { BackupStore } from './store.ts'
import { folderInStore, pathInStore } from './store-path.ts'
import { ZipFile } from './zip-file.ts'

export interface ArtifactStoreOptions {
  /** The workflow run whose artifacts are read; undefined: this one. */
  readonly runId?: number | undefined
  /** Needed for another run, with `actions: read`. */
  readonly githubToken?: string | undefined
}

/** The end of the name of the artifact that holds nothing but a later verification. */
const RECORD = '.verification'

/**
 * Reads backups from the artifacts of a workflow run: each is one artifact, named by its id. It
 * comes whole, once, and is read where it lies. What is put later cannot go into it, and becomes
 * an artifact of its own, `<id>.verification`, of this run.
 *
 * @throws UserError `E_INPUT`
 */
export async function openArtifactStore(
  host: Host,
  options: ArtifactStoreOptions,
): Promise<BackupStore> {
  const other = otherRun(host.environment, options)
  const server = enterpriseServer(host.environment)
  if (server !== undefined) {
    const message = `The artifacts of GitHub Enterprise Server (${server}) cannot be read.`
    throw new UserError('E_INPUT', message, 'Name a folder or a bucket as source instead.')
  }
  if (other === undefined) requireService(host.environment)
  const folder = join(await host.temporaryDirectory(), 'artifacts')
  return new ArtifactStore(other, folder, host.environment)
}

function otherRun(
  environment: Environment,
  { runId, githubToken: token }: ArtifactStoreOptions,
): OtherRun | undefined {
  if (runId === undefined) return undefined
  if (!token) {
    const next = 'Set github-token too, of a job with `permissions: actions: read`.'
    throw new UserError('E_INPUT', 'The artifacts of another run need a token.', next)
  }
  const repository = /^([^/\s]+)\/([^/\s]+)$/.exec(environment['GITHUB_REPOSITORY'] ?? '')
  const [, repositoryOwner, repositoryName] = repository ?? []
  if (repositoryOwner === undefined || repositoryName === undefined) {
    const message = 'GITHUB_REPOSITORY does not say which repository the run belongs to.'
    throw new UserError('E_INPUT', message, 'Set it to OWNER/NAME.')
  }
  return { token, workflowRunId: runId, repositoryOwner, repositoryName }
}

function requireService(environment: Environment): void {
  try {
    checkService(environment)
  } catch {
    const message = 'Only an action in a GitHub Actions workflow has artifacts of its own.'
    const next = 'Set run-id and github-token, or name a folder or a bucket as source.'
    throw new UserError('E_INPUT', message, next)
  }
}

class ArtifactStore implements BackupStore {
  readonly label: string
  readonly #runs: RunArtifacts
  /** Where records are put; they may be about a backup of another run. */
  readonly #ownRun: RunArtifacts | undefined
  readonly #folder: string
  readonly #environment: Environment
  /** By artifact names; undefined: to be asked for. */
  #known: ReadonlyMap<string, Listed> | undefined
  readonly #downloads = new Map<number, Promise<ZipFile>>()

  constructor(other: OtherRun | undefined, folder: string, environment: Environment) {
    this.#runs = new RunArtifacts(other)
    this.label = this.#runs.label
    const hasOwn = other !== undefined && Boolean(environment['ACTIONS_RUNTIME_TOKEN'])
    this.#ownRun = hasOwn ? new RunArtifacts(undefined) : undefined
    this.#folder = folder
    this.#environment = environment
  }

  async *list(name: string, signal: AbortSignal): AsyncGenerator<string> {
    folderInStore(name)
    this.#known = undefined
    for (const artifact of (await this.#listed(signal)).keys()) {
      const id = artifact.endsWith(RECORD) ? artifact.slice(0, -RECORD.length) : artifact
      if (parseBackupId(id)?.name !== name) continue
      yield `${id}${id === artifact ? MANIFEST_SUFFIX : VERIFICATION_SUFFIX}`
    }
  }

  async *read(name: string, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    pathInStore(name, path)
    const listed = await this.#listed(signal)
    const found = listed.get(artifactOf(path))
    if (found === undefined) throw this.#missing(path)
    const zip = await this.#download(found, signal)
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

  async #listed(signal: AbortSignal): Promise<ReadonlyMap<string, Listed>> {
    if (this.#known !== undefined) return this.#known
    const [backups, records = []] = await Promise.all([
      this.#runs.list(signal),
      this.#ownRun?.list(signal),
    ])
    const all = [
      ...backups.map((artifact) => ({ artifact, run: this.#runs })),
      ...records
        .filter((artifact) => artifact.name.endsWith(RECORD))
        .map((artifact) => ({ artifact, run: this.#ownRun ?? this.#runs })),
    ]
    // Of one name, the newest counts: a job that runs again uploads again.
    all.sort((one, other) => one.artifact.id - other.artifact.id)
    this.#known = new Map(all.map((listed) => [listed.artifact.name, listed]))
    return this.#known
  }

  /** Once for all who read from it. */
  #download({ artifact, run }: Listed, signal: AbortSignal): Promise<ZipFile> {
    const started = this.#downloads.get(artifact.id)
    if (started !== undefined) return started
    const folder = join(this.#folder, String(artifact.id))
    const download = fetchZip(artifact, run, folder, signal).catch(async (error: unknown) => {
      this.#downloads.delete(artifact.id)
      await rm(folder, { recursive: true, force: true }).catch(() => {})
      throw error
    })
    this.#downloads.set(artifact.id, download)
    return download
  }

  #missing(path: string): UserError {
    const message = `${path} is not in ${this.label}.`
    return new UserError('E_NOT_FOUND', message, 'It may have expired; check run-id and backup.')
  }
}

interface Listed {
  readonly artifact: RunArtifact
  readonly run: RunArtifacts
}

/** The name of the artifact that holds a path: `<id>.dump`, `<id>/toc.dat` or a record. */
function artifactOf(path: string): string {
  if (path.endsWith(VERIFICATION_SUFFIX)) {
    return `${path.slice(0, -VERIFICATION_SUFFIX.length)}${RECORD}`
  }
  return /^.+?-\d{8}T\d{6}Z-[0-9a-z]{6}(?=[./])/.exec(path)?.[0] ?? path
}

async function fetchZip(
  artifact: RunArtifact,
  run: RunArtifacts,
  folder: string,
  signal: AbortSignal,
): Promise<ZipFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const free = await freeBytes(folder)
  if (free < artifact.size) {
    const sizes = `${sizeText(free)} are free and it has ${sizeText(artifact.size)}`
    const message = `There is no space for the artifact ${artifact.name}: ${sizes}.`
    throw new UserError('E_DISK', message, 'Free some space on the disk of the runner.')
  }
  const path = await run.download(artifact, folder, signal)
  return ZipFile.open(path, `The artifact ${artifact.name}`)
}

/** Uploads a file as an artifact of this run, in place of an older one of the same name. */
async function replaceArtifact(name: string, file: string, folder: string, signal: AbortSignal) {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  try {
    const { artifacts } = await abandonable(client.listArtifacts(), signal)
    if (artifacts.some((artifact) => artifact.name === name)) await client.deleteArtifact(name)
    await abandonable(client.uploadArtifact(name, [file], folder), signal)
  } catch (error) {
    signal.throwIfAborted()
    throw artifactError(error, name)
  }
}
