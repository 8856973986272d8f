import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type ResultsService, startResultsService } from '../../../scripts/rig/results-service.ts'
import { openStore } from '../../../src/destinations/open-store.ts'
import type { BackupStore } from '../../../src/destinations/store.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import { type GithubApi, startGithubApi } from './github-api.ts'

/** The files of one backup by their paths, the manifest among them. */
export type BackupFiles = Readonly<Record<string, Uint8Array>>

/** A store with someone else who puts backups there, without the product's writing side. */
export interface StoreBed extends AsyncDisposable {
  /** Opened anew each time. */
  open(): Promise<BackupStore>
  put(id: string, name: string, files: BackupFiles): Promise<void>
}

export async function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `${name}-`))
}

export async function writeFiles(folder: string, files: BackupFiles): Promise<string[]> {
  const paths = Object.keys(files).map((path) => join(folder, path))
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return paths
}

export async function fileBed(): Promise<StoreBed & { folder: string }> {
  const folder = await temporaryFolder('file-store')
  return {
    folder,
    open: () =>
      openStore({ kind: 'file', text: folder, directory: folder }, recordingHost(folder), {}),
    put: async (_id, name, files) => void (await writeFiles(join(folder, name), files)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

export const RUN = '4711'

export interface ArtifactBed extends StoreBed {
  readonly service: ResultsService
  readonly api: GithubApi
  /** Where the host's temporary folder of the store opened last is. */
  temporary(): string
}

/** @param from whether the store reads this run by its own service, or run 4711 by the API */
export async function artifactBed(from: 'this run' | 'another run'): Promise<ArtifactBed> {
  const folder = await temporaryFolder('artifact-store')
  const service = await startResultsService(join(folder, 'service'))
  const api = await startGithubApi(service)
  const thisRun = from === 'this run' ? RUN : '1'
  const other = { runId: Number(RUN), githubToken: api.token }
  const options = from === 'this run' ? {} : other
  // The library reads the API's address when it is loaded.
  if (from === 'another run') process.env['GITHUB_API_URL'] = api.url
  let opened = 0
  return {
    service,
    api,
    temporary: () => join(folder, `host-${opened}`),
    open: () => {
      const common = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'owner/repo' }
      Object.assign(process.env, common, service.env(thisRun))
      const host = recordingHost(join(folder, `host-${++opened}`))
      return openStore({ kind: 'artifact' }, host, options)
    },
    put: (id, _name, files) => uploadArtifact(service, RUN, thisRun, id, files),
    [Symbol.asyncDispose]: async () => {
      await service.stop()
      await api[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** Uploads as a step of a run, while the environment of this process is that of another run. */
export async function uploadArtifact(
  service: ResultsService,
  run: string,
  thisRun: string,
  name: string,
  files: BackupFiles,
): Promise<void> {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const folder = await temporaryFolder('upload')
  try {
    Object.assign(process.env, service.env(run))
    const paths = await writeFiles(folder, files)
    await new DefaultArtifactClient().uploadArtifact(name, paths, folder, { compressionLevel: 0 })
  } finally {
    Object.assign(process.env, service.env(thisRun))
    await rm(folder, { recursive: true })
  }
}
