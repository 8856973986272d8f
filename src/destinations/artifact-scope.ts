import { UserError } from '../errors.ts'
import type { Environment } from '../host/host.ts'
import { ArtifactApi } from './artifact-api.ts'
import { checkService } from './artifact-rules.ts'
import { RemoteBytes } from './remote-bytes.ts'
import { type RunArtifact, RunArtifacts } from './run-artifacts.ts'

export interface ArtifactStoreOptions {
  /** The workflow run whose artifacts are read; undefined: all with a token, else this one. */
  readonly runId?: number | undefined
  /** Needed for other runs, with `actions: read`; to remove something with `actions: write`. */
  readonly githubToken?: string | undefined
}

/** An artifact, and the ways to it. */
export class Listed {
  readonly artifact: RunArtifact
  readonly #run: RunArtifacts
  readonly #api: ArtifactApi | undefined

  constructor(artifact: RunArtifact, run: RunArtifacts, api: ArtifactApi | undefined) {
    this.artifact = artifact
    this.#run = run
    this.#api = api
  }

  /** Fetches the whole zip archive, and gives its path. */
  async download(folder: string, signal: AbortSignal): Promise<string> {
    return await this.#run.download(this.artifact, folder, signal)
  }

  /** The zip archive where it lies, for small parts of it; undefined: it comes whole only. */
  get bytes(): RemoteBytes | undefined {
    const { id, name, size } = this.artifact
    const api = this.#api
    if (api === undefined) return undefined
    return new RemoteBytes((signal) => api.address(id, name, signal), size, `the artifact ${name}`)
  }

  async remove(signal: AbortSignal): Promise<void> {
    const { id, name } = this.artifact
    await (this.#api === undefined
      ? this.#run.remove(name, signal)
      : this.#api.remove(id, name, signal))
  }
}

/** Which runs' artifacts are looked at. */
export interface ArtifactScope {
  /** How they are named in logs and errors. */
  readonly label: string
  list(signal: AbortSignal): Promise<readonly Listed[]>
}

/**
 * The artifacts of one other run, of all runs of the repository, or of this run: as much as was
 * asked for or allowed.
 *
 * @param isRecord tells by its name whether an artifact is a record that this run may have put
 *   about a backup of another
 * @throws UserError `E_INPUT`
 */
export function artifactScope(
  environment: Environment,
  { runId, githubToken: token }: ArtifactStoreOptions,
  isRecord: (name: string) => boolean,
): ArtifactScope {
  if (runId === undefined && !token) {
    requireService(environment)
    return scopeOf(new RunArtifacts(undefined), undefined)
  }
  if (!token) {
    const next = 'Set github-token too, of a job with `permissions: actions: read`.'
    throw new UserError('E_INPUT', 'The artifacts of another run need a token.', next)
  }
  const repository = { token, ...repositoryOf(environment) }
  const apiUrl = environment['GITHUB_API_URL'] || 'https://api.github.com'
  const api = new ArtifactApi({ ...repository, apiUrl })
  if (runId === undefined) return repositoryScope(api, repository)
  const other = scopeOf(new RunArtifacts({ ...repository, workflowRunId: runId }), api)
  if (!environment['ACTIONS_RUNTIME_TOKEN']) return other
  return withRecords(other, scopeOf(new RunArtifacts(undefined), undefined), isRecord)
}

function scopeOf(run: RunArtifacts, api: ArtifactApi | undefined): ArtifactScope {
  const list = async (signal: AbortSignal) =>
    (await run.list(signal)).map((artifact) => new Listed(artifact, run, api))
  return { label: run.label, list }
}

function withRecords(
  other: ArtifactScope,
  own: ArtifactScope,
  isRecord: (name: string) => boolean,
): ArtifactScope {
  const list = async (signal: AbortSignal) => {
    const [backups, records] = await Promise.all([other.list(signal), own.list(signal)])
    return [...backups, ...records.filter(({ artifact }) => isRecord(artifact.name))]
  }
  return { label: other.label, list }
}

type Repository = ConstructorParameters<typeof RunArtifacts>[0] & object

function repositoryScope(
  api: ArtifactApi,
  repository: Omit<Repository, 'workflowRunId'>,
): ArtifactScope {
  // The library downloads by the id alone; the run is only named in its log.
  const run = new RunArtifacts({ ...repository, workflowRunId: 0 })
  const list = async (signal: AbortSignal) => {
    const found = new Map<number, RunArtifact>()
    for await (const item of api.list(signal)) {
      const artifact = readArtifact(item)
      if (artifact !== undefined) found.set(artifact.id, artifact)
    }
    return [...found.values()].map((artifact) => new Listed(artifact, run, api))
  }
  return { label: `the artifacts of ${api.repository}`, list }
}

/**
 * What the API says of an artifact; undefined for one that has expired, and for one of a run of
 * another repository's code: whoever opens a pull request from a fork can upload what is named
 * like our backups.
 */
function readArtifact(item: unknown): RunArtifact | undefined {
  const { id, name, size_in_bytes: size, expired, digest, workflow_run: run } = fieldsOf(item)
  const { repository_id: here, head_repository_id: head } = fieldsOf(run)
  if (expired !== false || typeof here !== 'number' || here !== head) return undefined
  if (typeof id !== 'number' || typeof name !== 'string' || typeof size !== 'number')
    return undefined
  return { id, name, size, ...(typeof digest === 'string' ? { digest } : {}) }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function repositoryOf(environment: Environment) {
  const repository = /^([^/\s]+)\/([^/\s]+)$/.exec(environment['GITHUB_REPOSITORY'] ?? '')
  const [, repositoryOwner, repositoryName] = repository ?? []
  if (repositoryOwner !== undefined && repositoryName !== undefined) {
    return { repositoryOwner, repositoryName }
  }
  const message = 'GITHUB_REPOSITORY does not say which repository the artifacts belong to.'
  throw new UserError('E_INPUT', message, 'Set it to OWNER/NAME.')
}

function requireService(environment: Environment): void {
  try {
    checkService(environment)
  } catch {
    const message = 'Only an action in a GitHub Actions workflow has artifacts of its own.'
    const next = 'Set github-token, or name a folder or a bucket as source.'
    throw new UserError('E_INPUT', message, next)
  }
}
