import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ResultsService, startResultsService } from '../../../scripts/rig/results-service.ts'
import type { BackupName } from '../../../src/destinations/destination.ts'
import { openDestination } from '../../../src/destinations/open-destination.ts'
import { openStore } from '../../../src/destinations/open-store.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import { type FaultProxy, type SeenRequest, startFaultProxy } from '../stand-ins/fault-proxy.ts'
import { type GithubApi, startGithubApi } from '../stand-ins/github-api.ts'
import { uploadArtifact } from '../stand-ins/store-beds.ts'
import { anotherRun, type Exemptions, shortenWaits, thisRun } from './artifact-limits.ts'
import type { BackupFiles, Broken, Network, Opening, Place } from './place.ts'

const RUN = '4711'

/** Artifacts of the run that the tests play. */
export async function startArtifactPlace(): Promise<Place> {
  return new ArtifactPlace(await shared(), thisRun, RUN)
}

/** Artifacts of an earlier run, which GitHub's API shows. */
export async function startEarlierRunPlace(): Promise<Place> {
  return new ArtifactPlace(await shared(), anotherRun, '1')
}

interface Servers extends AsyncDisposable {
  readonly service: ResultsService
  readonly results: FaultProxy
  readonly api: GithubApi
  readonly front: FaultProxy
  readonly folder: string
}

let servers: Promise<Servers> | undefined

/** The library reads the address of the API when it is loaded, so that there can be but one. */
function shared(): Promise<Servers> {
  servers ??= startServers()
  return servers
}

/** To be called when all that used them has ended. */
export async function stopArtifactServers(): Promise<void> {
  await (await servers)?.[Symbol.asyncDispose]()
}

async function startServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'artifact-place-'))
  const service = await startResultsService(join(folder, 'service'))
  const results = await startFaultProxy(service.url)
  const api = await startGithubApi(service)
  const front = await startFaultProxy(api.url)
  await writeFile(join(folder, 'event.json'), '{"repository":{"visibility":"private"}}')
  Object.assign(process.env, {
    GITHUB_API_URL: front.endpoint,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'owner/repo',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_WORKSPACE: folder,
  })
  const restoreWaits = shortenWaits()
  const dispose = async () => {
    restoreWaits()
    for (const each of [front, api, results, service]) await each[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }
  return { service, results, api, front, folder, [Symbol.asyncDispose]: dispose }
}

class ArtifactPlace implements Place {
  readonly exempt: Exemptions
  readonly network: Network
  readonly #servers: Servers
  readonly #ownRun: string
  #hosts = 0

  constructor(all: Servers, exempt: Exemptions, ownRun: string) {
    this.#servers = all
    this.exempt = exempt
    this.#ownRun = ownRun
    const proxy = ownRun === RUN ? all.results : all.front
    this.network = { proxy, ...requests, refuse, alteredCode: 'E_UPLOAD' }
  }

  async destination({ tuning }: Opening = {}) {
    const host = this.#host()
    process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS'] = String(
      // On a busy machine the library alone takes some time.
      Math.max(1500, tuning?.idleTimeoutMs ?? 5000),
    )
    const options = { destinations: [], retentionDays: undefined, allowPublicArtifact: false }
    return { destination: await openDestination({ kind: 'artifact' }, host, options), host }
  }

  async store({ credentials }: Opening = {}) {
    const githubToken = credentials === 'wrong' ? 'wrong' : this.#servers.api.token
    const options = this.#ownRun === RUN ? {} : { runId: Number(RUN), githubToken }
    return openStore({ kind: 'artifact' }, this.#host(), options)
  }

  async put({ id }: BackupName, files: BackupFiles): Promise<void> {
    const { service } = this.#servers
    this.#useRun(RUN)
    process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS'] = '10000'
    const { DefaultArtifactClient } = await import('@actions/artifact')
    const older = this.#stored(id)
    if (older !== undefined) await new DefaultArtifactClient().deleteArtifact(older.name)
    await uploadArtifact(service, RUN, this.#ownRun, id, files)
  }

  async putMany(_name: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#servers.service.seed(RUN, id, Buffer.from('{}'))
  }

  async read({ id }: BackupName, path: string): Promise<Uint8Array> {
    const { ZipFile } = await import('../../../src/destinations/zip-file.ts')
    const zip = await ZipFile.open(this.#stored(id)?.path ?? '', id)
    return Buffer.concat(await Array.fromAsync(zip.read(path, new AbortController().signal)))
  }

  async names(): Promise<string[]> {
    return this.#servers.service.artifacts.map(({ name }) => name)
  }

  /** An upload that was not finished is never shown; the spool is artifact-destination.test.ts's. */
  async unfinished(): Promise<string[]> {
    return []
  }

  async breakDown(): Promise<Broken> {
    const { proxy } = this.network
    proxy.add({ when: () => true, fault: { kind: 'answer', answer: refuse(500) }, times: 1000 })
    const opened = await this.destination()
    return { opened, code: 'E_UPLOAD', [Symbol.asyncDispose]: async () => proxy.reset() }
  }

  /** The servers are shared; `stopArtifactServers` stops them. */
  async [Symbol.asyncDispose](): Promise<void> {}

  #stored(id: string) {
    const names = [id, `${id}.1`, `${id}.2`, `${id}.3`]
    return this.#servers.service.artifacts.find(({ name }) => names.includes(name))
  }

  #host() {
    this.#useRun(this.#ownRun)
    return recordingHost(join(this.#servers.folder, 'hosts', String(++this.#hosts)))
  }

  #useRun(run: string): void {
    const { service, results } = this.#servers
    const address = { ACTIONS_RESULTS_URL: `${results.endpoint}/`, GITHUB_RUN_ID: run }
    Object.assign(process.env, service.env(run), address)
  }
}

function refuse(status: number) {
  const body = JSON.stringify({ code: 'unavailable', msg: 'told to fail', message: 'told to fail' })
  return { status, headers: { 'content-type': 'application/json' }, body }
}

const isBlob = (method: string) => (seen: SeenRequest) =>
  seen.method === method && seen.path.startsWith('/blob/')

const requests = {
  isData: (seen: SeenRequest) => isBlob('PUT')(seen) && seen.query.includes('comp=block&'),
  /** What makes an artifact of what was uploaded. */
  isManifest: ({ path }: SeenRequest) => path.endsWith('/FinalizeArtifact'),
  isDownload: isBlob('GET'),
  isList: ({ path }: SeenRequest) => /\/(ListArtifacts|runs\/\d+\/artifacts)$/.test(path),
}
