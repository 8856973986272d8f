import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GcsServer } from '../../../scripts/rig/gcs-server.ts'
import type { BackupName } from '../../../src/destinations/destination.ts'
import { inParallel } from '../../../src/destinations/objects/in-parallel.ts'
import { recordingHost } from '../../unit/destinations/recording-host.ts'
import { type FaultProxy, startFaultProxy } from '../stand-ins/fault-proxy.ts'
import { gcsRefusal, gcsRequests, gsUrl, makeGcsBed, useGoogle } from '../stand-ins/gcs-bed.ts'
import { destinationAt, storeAt } from '../stand-ins/object-stores.ts'
import { type BackupFiles, type Broken, type Opening, type Place, quick } from './place.ts'

const BUCKET = 'backups'
const PREFIX = 'team/a'

/** fake-gcs-server, behind a front that has what it lacks. */
export async function startGcsPlace(): Promise<Place> {
  const server = await makeGcsBed()
  const folder = await mkdtemp(join(tmpdir(), 'gcs-place-'))
  const wrong = await server.unknownAccount()
  return new GcsPlace(server, wrong, await startFaultProxy(server.endpoint), folder)
}

class GcsPlace implements Place {
  readonly exempt = {
    'bytes that are altered once are sent again':
      'a part has no checksum; the whole has one, and what differs is removed',
  }
  readonly network
  readonly #server: GcsServer
  /** A credentials file that is refused. */
  readonly #wrong: string
  readonly #folder: string

  constructor(server: GcsServer, wrong: string, proxy: FaultProxy, folder: string) {
    this.#server = server
    this.#wrong = wrong
    this.#folder = folder
    this.network = {
      proxy,
      isData: gcsRequests.part,
      isManifest: gcsRequests.manifest,
      isDownload: gcsRequests.download,
      isList: gcsRequests.list,
      refuse: (status: number) => gcsRefusal(status),
    }
  }

  async destination(opening: Opening = {}) {
    const host = recordingHost(this.#folder)
    return { destination: destinationAt(this.#url(opening), host, opening.tuning), host }
  }

  async store(opening: Opening = {}) {
    const { log } = recordingHost(this.#folder)
    return storeAt(this.#url(opening), log, opening.tuning)
  }

  async put({ name }: BackupName, files: BackupFiles): Promise<void> {
    for (const [path, body] of Object.entries(files)) {
      await this.#server.write(BUCKET, `${PREFIX}/${name}/${path}`, body)
    }
  }

  async putMany(name: string, ids: readonly string[]): Promise<void> {
    const body = Buffer.from('{}')
    await inParallel(ids, (id) =>
      this.#server.write(BUCKET, `${PREFIX}/${name}/${id}.manifest.json`, body),
    )
  }

  read({ name }: BackupName, path: string): Promise<Uint8Array> {
    return this.#server.read(BUCKET, `${PREFIX}/${name}/${path}`)
  }

  names(): Promise<string[]> {
    return this.#server.keys(BUCKET)
  }

  async unfinished(): Promise<string[]> {
    return this.#server.sessions.open
  }

  async breakDown(): Promise<Broken> {
    const { proxy, refuse } = this.network
    const fault = { kind: 'answer', answer: refuse(503) } as const
    const isWrite = ({ path }: { path: string }) => path.startsWith('/upload/')
    proxy.add({ when: isWrite, fault, times: 1000 })
    const opened = await this.destination({ tuning: quick })
    return { opened, code: 'E_UPLOAD', [Symbol.asyncDispose]: async () => proxy.reset() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.network.proxy[Symbol.asyncDispose]()
    await this.#server.stop()
    await rm(this.#folder, { recursive: true })
  }

  #url({ credentials, isMissing, prefix = PREFIX }: Opening) {
    const { env } = this.#server
    const { GOOGLE_APPLICATION_CREDENTIALS: _, ...none } = env
    const known = { wrong: this.#server.envOf(this.#wrong), none, right: env }
    useGoogle(known[credentials ?? 'right'])
    const bucket = isMissing ? 'no-such-bucket' : BUCKET
    return gsUrl(this.network.proxy.endpoint, { bucket, prefix })
  }
}
